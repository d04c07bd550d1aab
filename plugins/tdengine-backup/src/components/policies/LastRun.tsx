import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useLanguage } from '../../hooks/useLanguage';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import { RelativeTime } from '../shared';
import { describeRunReason } from './describeRun';
import styles from './policies.module.css';
import { PolicyRunStateBadge } from './PolicyRunStateBadge';

/** How the last run of a policy ended and when it was, with its backup where there is one. */
export function LastRun(props: { policy: Policy }) {
  const { lastRun } = props.policy;
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const now = useNow(60_000);
  const backupLink = useRouteRef(backupRouteRef);

  if (!lastRun) {
    return <Text color="secondary">{t('policies.never')}</Text>;
  }
  const at = lastRun.startedAt ?? lastRun.plannedAt;
  return (
    <span className={styles.cell} title={describeRunReason(lastRun, language)}>
      <PolicyRunStateBadge state={lastRun.state} />
      <span className={styles.secondary}>
        {lastRun.backupId ? (
          <Link
            href={backupLink?.({ backupId: lastRun.backupId })}
            variant="body-small"
            title={format.dateTime(at)}
          >
            {format.relative(at, now)}
          </Link>
        ) : (
          <RelativeTime at={at} />
        )}
      </span>
    </span>
  );
}
