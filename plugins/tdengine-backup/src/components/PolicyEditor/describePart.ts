import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { formatBytes, formatDuration } from '../../hooks/format';
import { Translate } from '../../hooks/useTranslation';
import { describePolicySchedule } from '../policies/describePolicySchedule';
import { describeRetention } from '../policies/describeRetention';
import { describeDestinations, describeFormat, describeScope } from '../shared';
import { PolicyPart } from './comparePolicies';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SWITCHES = ['onSuccess', 'onFailure', 'onMissed'] as const;

/** One part of a policy in words. */
export function describePart(
  policy: PolicyInput,
  part: PolicyPart,
  t: Translate,
): string {
  const locale = t('common.locale');
  const none = t('common.labels.none');
  const language = locale.startsWith('zh') ? 'zh' : 'en';
  const yesOrNo = (value?: boolean) =>
    value ? t('common.labels.yes') : t('common.labels.no');

  switch (part) {
    case 'enabled':
    case 'encrypt':
    case 'verify':
      return yesOrNo(policy[part]);
    case 'destinations':
      return describeDestinations(policy.destinations, t) || none;
    case 'scope':
      return describeScope(policy.scope, t);
    case 'schedule':
      return describePolicySchedule(policy.schedule, language);
    case 'retention':
      return describeRetention(policy.retention, t);
    case 'overlap':
      return policy.overlap === 'queue'
        ? t('policyDetail.schedule.overlapQueue')
        : t('policyDetail.schedule.overlapSkip');
    case 'graceMinutes':
      return policy.graceMinutes
        ? formatDuration(policy.graceMinutes * MINUTE_MS, locale)
        : t('policyDetail.schedule.graceNever');
    case 'objectiveHours':
      return policy.objectiveHours
        ? formatDuration(policy.objectiveHours * HOUR_MS, locale)
        : none;
    case 'sizeLimitBytes':
      return policy.sizeLimitBytes
        ? formatBytes(policy.sizeLimitBytes, locale)
        : none;
    case 'targets':
      return policy.targets?.join(t('policies.keep.listSeparator')) || none;
    case 'packaging':
      return policy.packaging
        ? t(`common.packaging.${policy.packaging}`)
        : none;
    case 'format':
      return policy.format ? describeFormat(policy.format, t).label : none;
    case 'compression':
      if (policy.compression?.algorithm === 'none') {
        return t('policyDetail.what.compressionNone');
      }
      return policy.compression
        ? t('policyDetail.what.compressionLevel', {
            algorithm: policy.compression.algorithm,
            level: String(policy.compression.level),
          })
        : none;
    case 'notifications': {
      const told = policy.notifications ?? {};
      return [
        SWITCHES.filter(name => told[name])
          .map(name => t(`policyDetail.notifications.${name}`))
          .join(t('policies.keep.listSeparator')) ||
          t('policyDetail.notifications.nothing'),
        ...(told.addresses ?? []),
        ...(told.language
          ? [t(`policyDetail.notifications.${told.language}`)]
          : []),
      ].join('\n');
    }
    default:
      return policy[part] || none;
  }
}
