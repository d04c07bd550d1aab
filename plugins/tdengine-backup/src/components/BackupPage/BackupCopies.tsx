import { Text } from '@backstage/ui';
import { Backup, BackupCopy } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import { Facts, RelativeTime, Section, StatusBadge, Tone } from '../shared';
import styles from './BackupPage.module.css';

const TONES: Record<BackupCopy['state'], Tone> = {
  pending: 'neutral',
  writing: 'info',
  present: 'success',
  failed: 'danger',
  repairing: 'warning',
  missing: 'danger',
};

/** Where the backup lies. */
export function BackupCopies(props: { backup: Backup }) {
  const { copies } = props.backup;
  const { t } = useTranslation();
  const format = useFormat();

  return (
    <Section title={t('backupDetail.copies.title')}>
      {copies.length === 0 && (
        <Text color="secondary">{t('backupDetail.copies.none')}</Text>
      )}
      {copies.map(copy => (
        <Facts
          key={`${copy.target} ${copy.location}`}
          items={[
            { label: t('backupDetail.copies.target'), value: copy.target },
            {
              label: t('backupDetail.copies.state'),
              value: (
                <StatusBadge
                  tone={TONES[copy.state]}
                  label={t(`backupDetail.copies.states.${copy.state}`)}
                />
              ),
            },
            {
              label: t('backupDetail.copies.size'),
              value: format.bytes(copy.sizeBytes),
            },
            {
              label: t('backupDetail.copies.checked'),
              value: <RelativeTime at={copy.verifiedAt} />,
            },
            {
              label: t('backupDetail.copies.location'),
              value: <span className={styles.code}>{copy.location}</span>,
              wide: true,
            },
            ...(copy.sha256
              ? [
                  {
                    label: t('backupDetail.copies.checksum'),
                    value: <span className={styles.code}>{copy.sha256}</span>,
                    wide: true,
                  },
                ]
              : []),
            ...(copy.error
              ? [
                  {
                    label: t('common.error.details'),
                    value: copy.error,
                    wide: true,
                  },
                ]
              : []),
          ]}
        />
      ))}
    </Section>
  );
}
