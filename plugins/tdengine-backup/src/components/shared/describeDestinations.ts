import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../hooks/useTranslation';

/** Where copies go later and how long they stay, a line for each; empty where nothing is said. */
export function describeDestinations(
  destinations: PolicyInput['destinations'],
  t: Translate,
): string {
  return (destinations ?? [])
    .flatMap(({ target, afterDays, keepDays }) => [
      ...(afterDays === undefined
        ? []
        : [
            t('policyDetail.what.destinationAfter', {
              target,
              days: String(afterDays),
            }),
          ]),
      ...(keepDays === undefined
        ? []
        : [
            t('policyDetail.what.destinationKeep', {
              target,
              days: String(keepDays),
            }),
          ]),
    ])
    .join('\n');
}
