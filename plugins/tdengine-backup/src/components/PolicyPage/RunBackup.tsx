import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { PolicyRun } from 'backstage-plugin-tdengine-backup-common';
import { useLanguage } from '../../hooks/useLanguage';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import { describeRunRemoval } from '../policies/describeRun';
import styles from '../policies/policies.module.css';

/** The backup that a run made, or that it is gone by now, and why. */
export function RunBackup(props: { run: PolicyRun }) {
  const { backupId, backupName, backupState } = props.run;
  const { t } = useTranslation();
  const removal = describeRunRemoval(props.run, useLanguage());
  const backupLink = useRouteRef(backupRouteRef);
  if (!backupId) {
    return <>{t('common.labels.none')}</>;
  }
  const name = backupName ?? backupId;
  if (backupState !== 'deleted') {
    return (
      <span className={styles.cell}>
        <Link href={backupLink?.({ backupId })} className={styles.name}>
          {name}
        </Link>
        {removal && <span className={styles.secondary}>{removal}</span>}
      </span>
    );
  }
  return (
    <span className={styles.cell}>
      <span className={styles.name}>{name}</span>
      <span className={styles.secondary}>
        {removal ?? t('policyDetail.runs.deleted')}
      </span>
    </span>
  );
}
