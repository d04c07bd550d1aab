import { Flex, Text } from '@backstage/ui';
import { TargetRescan } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './StoragePage.module.css';

/** What a search for backups came to: how many of what, and what could not be taken in. */
export function RescanOutcome(props: { rescan: TargetRescan }) {
  const { job, result } = props.rescan;
  const { t } = useTranslation();
  if (!result) {
    return job ? (
      <Text as="p" variant="body-small">
        {job.error ?? t(`common.jobState.${job.state}`)}
      </Text>
    ) : null;
  }
  const { found, added, copiesAdded, missing, problems, problemCount } = result;
  return (
    <Flex direction="column" gap="2">
      <Text as="p" variant="body-small">
        {t('storage.rescan.result', {
          found: String(found),
          added: String(added),
          copies: String(copiesAdded),
          missing: String(missing),
        })}
      </Text>
      {problemCount > 0 && (
        <details className={styles.problems}>
          <summary>
            {t('storage.rescan.problems', { count: problemCount })}
          </summary>
          <ul>
            {problems.map(({ place, reason }) => (
              <li key={`${place} ${reason}`}>
                <code>{place}</code>: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Flex>
  );
}
