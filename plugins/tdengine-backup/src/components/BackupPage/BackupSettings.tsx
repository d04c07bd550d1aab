import { Flex } from '@backstage/ui';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { describeFormat, Facts, Section } from '../shared';
import styles from './BackupPage.module.css';

/** How the backup was made. */
export function BackupSettings(props: { backup: Backup }) {
  const { backup } = props;
  const { t } = useTranslation();
  const { algorithm, level } = backup.compression;
  const yesOrNo = (value: boolean) =>
    value ? t('common.labels.yes') : t('common.labels.no');

  return (
    <Flex direction="column" gap="4" mt="4">
      <Section title={t('backupDetail.settings.title')}>
        <Facts
          items={[
            {
              label: t('backupDetail.settings.format'),
              value: describeFormat(backup.format, t).label,
            },
            {
              label: t('backupDetail.settings.packaging'),
              value: t(`common.packaging.${backup.packaging}`),
            },
            {
              label: t('backupDetail.settings.compression'),
              value:
                algorithm === 'none'
                  ? t('backupDetail.settings.compressionNone')
                  : t('backupDetail.settings.compressionLevel', {
                      algorithm,
                      level: String(level),
                    }),
            },
            {
              label: t('backupDetail.settings.encrypted'),
              value:
                backup.encryptionKeyId === undefined
                  ? yesOrNo(backup.encrypted)
                  : t('backupDetail.settings.encryptedWith', {
                      key: backup.encryptionKeyId,
                    }),
            },
            {
              label: t('backupDetail.settings.verify'),
              value: yesOrNo(backup.verifyRequested),
            },
            {
              label: t('backupDetail.settings.scope'),
              value: (
                <pre className={`${styles.code} ${styles.block}`}>
                  {JSON.stringify(backup.scope, undefined, 2)}
                </pre>
              ),
              wide: true,
            },
            {
              label: t('backupDetail.settings.checksum'),
              value: (
                <span className={styles.code}>
                  {backup.checksum ?? t('common.labels.none')}
                </span>
              ),
              wide: true,
            },
            {
              label: t('backupDetail.settings.id'),
              value: <span className={styles.code}>{backup.id}</span>,
              wide: true,
            },
          ]}
        />
      </Section>
    </Flex>
  );
}
