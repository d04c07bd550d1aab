import { Alert } from '@backstage/ui';
import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './RestorePage.module.css';

/** Why a restore did not succeed, what was taken back and what is still there. */
export function RestoreOutcome(props: { restore: Restore }) {
  const { restore } = props;
  const { t } = useTranslation();
  const { error, removed, remaining } = restore;

  if (restore.state !== 'failed' && restore.state !== 'cancelled') {
    return null;
  }
  const hasFailed = restore.state === 'failed';
  return (
    <Alert
      role="alert"
      icon
      status={hasFailed ? 'danger' : 'warning'}
      title={
        hasFailed
          ? t('restoreDetail.outcome.failed')
          : t('restoreDetail.outcome.cancelled')
      }
      description={
        <span className={styles.words}>
          {error ?? (hasFailed && t('restoreDetail.outcome.failedUnknown'))}
          <span className={styles.aftermath}>
            <Aftermath
              title={t('restoreDetail.outcome.removed')}
              items={removed}
              none={t('restoreDetail.outcome.removedNothing')}
            />
            <Aftermath
              title={t('restoreDetail.outcome.remaining')}
              items={remaining}
              none={t('restoreDetail.outcome.remainingNothing')}
            />
          </span>
        </span>
      }
    />
  );
}

/** Nothing is said where nothing is known. */
function Aftermath(props: { title: string; items?: string[]; none: string }) {
  const { title, items, none } = props;
  if (!items) {
    return null;
  }
  return (
    <span className={styles.group}>
      <strong>{title}</strong>
      {items.length === 0 && <span>{none}</span>}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map(item => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </span>
  );
}
