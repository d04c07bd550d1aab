import {
  describeRetentionDecision,
  isRetentionReason,
  RetentionVerdict,
} from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';

interface Options {
  language: 'en' | 'zh';
  timeZone: string;
  nameOf: (id: string) => string | undefined;
  t: Translate;
}

/** Why a backup stays or goes and when, in a sentence or two. A newer server may have reasons that have no words here. */
export function describeVerdict(
  verdict: RetentionVerdict,
  options: Options,
): string {
  const { language, timeZone, nameOf, t } = options;
  const reasons = verdict.reasons.filter(isRetentionReason);
  if (reasons.length === 0) {
    return t('policies.verdict.unknown', {
      code: verdict.reasons.map(({ code }) => code).join(', '),
    });
  }
  return describeRetentionDecision(
    {
      id: verdict.backup.id,
      action: verdict.action,
      reasons,
      goesOn: verdict.goesOn,
      goesWithNext: verdict.goesWithNext ?? false,
    },
    language,
    { timeZone, nameOf },
  );
}
