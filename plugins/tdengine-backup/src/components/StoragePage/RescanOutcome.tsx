import { Alert, Flex, Text } from '@backstage/ui';
import { TargetRescan } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { StatusBadge } from '../shared';
import styles from './RescanOutcome.module.css';

/** What a search for backups came to: how many of what, and what could not be taken in. */
export function RescanOutcome(props: { rescan: TargetRescan }) {
  const { job, result } = props.rescan;
  const { t } = useTranslation();
  const format = useFormat();
  if (job?.state === 'failed') {
    return (
      <Alert
        // Not an alert: it may have failed long ago.
        role="status"
        status="danger"
        icon
        title={t('storage.rescan.failed')}
        description={<span className={styles.words}>{job.error}</span>}
      />
    );
  }
  if (!result) {
    return job ? (
      <Text as="p" variant="body-small">
        {t(`common.jobState.${job.state}`)}
      </Text>
    ) : null;
  }
  const { found, added, copiesAdded, missing, problems, problemCount } = result;
  return (
    <Flex direction="column" gap="2">
      <Text as="p" variant="body-small">
        {t('storage.rescan.result', {
          found: format.count(found),
          added: format.count(added),
          copies: format.count(copiesAdded),
          missing: format.count(missing),
        })}
      </Text>
      {problemCount > 0 && (
        <details className={styles.problems}>
          <summary className={styles.summary}>
            <StatusBadge
              tone="warning"
              label={t('storage.rescan.problems', { count: problemCount })}
            />
          </summary>
          <ul className={styles.list}>
            {problems.map(({ place, reason }) => (
              <li key={`${place} ${reason}`}>
                <code>{place}</code> <span>{reason}</span>
              </li>
            ))}
          </ul>
          {problemCount > problems.length && (
            <Text as="p" variant="body-small" color="secondary">
              {t('storage.rescan.more', {
                listed: format.count(problems.length),
              })}
            </Text>
          )}
        </details>
      )}
    </Flex>
  );
}
