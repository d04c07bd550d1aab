import {
  PolicyRetention,
  RetentionNumber,
} from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';

const LIMITS = ['days', 'count'] as const;
const HOLDS = [
  'keepLast',
  'keepHourly',
  'keepDaily',
  'keepWeekly',
  'keepMonthly',
  'keepYearly',
] as const;

/** How long backups are kept, in a sentence. */
export function describeRetention(
  retention: PolicyRetention,
  t: Translate,
): string {
  const words = (rules: readonly RetentionNumber[]) =>
    rules
      .flatMap(rule => {
        const count = retention[rule];
        return count === undefined
          ? []
          : [t(`policies.keep.${rule}`, { count })];
      })
      .join(t('policies.keep.listSeparator'));
  const limits = words(LIMITS);
  const holds = words(HOLDS);

  let sentence: string = t('common.labels.none');
  if (limits && holds) {
    sentence = t('policies.keep.limitsAnd', { limits, holds });
  } else if (limits) {
    sentence = t('policies.keep.limits', { limits });
  } else if (holds) {
    sentence = t('policies.keep.holds', { holds });
  }
  return retention.onlyVerified
    ? t('policies.keep.onlyVerified', { sentence })
    : sentence;
}
