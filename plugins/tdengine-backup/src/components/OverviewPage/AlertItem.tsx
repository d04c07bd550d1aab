import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RiAlertLine, RiCloseLine } from '@remixicon/react';
import { Alert } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef, policyRouteRef, storageRouteRef } from '../../routes';
import { RelativeTime, StatusBadge } from '../shared';
import { describeAlert } from './describeAlert';
import styles from './OverviewPage.module.css';

/** What it is about, what is wrong with it, and since when. */
export function AlertItem(props: { alert: Alert }) {
  const { alert } = props;
  const { level, kind, openedAt, details } = alert;
  const { t } = useTranslation();
  const format = useFormat();
  const subject = useSubject(alert);
  const isError = level === 'error';

  return (
    <li className={styles.item}>
      <StatusBadge
        tone={isError ? 'danger' : 'warning'}
        icon={isError ? <RiCloseLine /> : <RiAlertLine />}
        label={t(`overview.alerts.level.${level}`)}
      />
      <span className={styles.what}>
        {subject && <Link href={subject.href}>{subject.name}</Link>}
        {kind === 'verification' && (
          <span className={styles.detail}>
            {t('overview.alerts.verification')}
          </span>
        )}
        <span className={styles.detail}>
          {describeAlert(alert, { t, format })}
        </span>
        {kind === 'repair' && typeof details?.error === 'string' && (
          <span className={styles.detail}>{details.error}</span>
        )}
      </span>
      <span className={styles.aside}>
        <RelativeTime at={openedAt} />
      </span>
    </li>
  );
}

function useSubject({
  kind,
  policyId,
  policyName,
  backupId,
  target,
  details,
}: Alert) {
  const backupLink = useRouteRef(backupRouteRef);
  const policyLink = useRouteRef(policyRouteRef);
  const storageLink = useRouteRef(storageRouteRef);
  const isOfBackup = kind === 'verification' || kind === 'repair';
  if (isOfBackup && backupId !== undefined) {
    const name = details?.backupName;
    return {
      name: typeof name === 'string' ? name : backupId,
      href: backupLink?.({ backupId }),
    };
  }
  if (policyId !== undefined) {
    return { name: policyName ?? policyId, href: policyLink?.({ policyId }) };
  }
  return target === undefined
    ? undefined
    : { name: target, href: storageLink?.() };
}
