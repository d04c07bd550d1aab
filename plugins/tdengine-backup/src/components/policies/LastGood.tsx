import { Text } from '@backstage/ui';
import { RiAlarmWarningLine } from '@remixicon/react';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';
import { Hint, RelativeTime } from '../shared';
import { isOverdue } from './policyStates';
import styles from './policies.module.css';

const HOUR_MS = 3_600_000;

/** How old the last good backup of a policy is, with a warning where it is older than it may be. */
export function LastGood(props: { policy: Policy }) {
  const { policy } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <span className={styles.line}>
      {policy.lastGoodBackup ? (
        <RelativeTime at={policy.lastGoodBackup.finishedAt} />
      ) : (
        <Text color="secondary">{t('policies.never')}</Text>
      )}
      {isOverdue(policy, now) && (
        <Hint
          content={t('policies.overdue', {
            duration: format.duration((policy.objectiveHours ?? 0) * HOUR_MS),
          })}
        >
          <RiAlarmWarningLine
            className={styles.warning}
            role="img"
            aria-label={t('policies.overdue', {
              duration: format.duration((policy.objectiveHours ?? 0) * HOUR_MS),
            })}
          />
        </Hint>
      )}
    </span>
  );
}
