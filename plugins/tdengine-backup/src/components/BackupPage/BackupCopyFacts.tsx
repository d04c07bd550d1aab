import { Text } from '@backstage/ui';
import { Backup, BackupCopy } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../hooks/useFormat';
import { useTranslation } from '../../hooks/useTranslation';
import {
  Facts,
  RelativeTime,
  StatusBadge,
  Tone,
  VerificationBadge,
} from '../shared';
import { BackupCopyActions } from './BackupCopyActions';
import styles from './BackupPage.module.css';

const TONES: Record<BackupCopy['state'], Tone> = {
  pending: 'neutral',
  writing: 'info',
  present: 'success',
  failed: 'danger',
  corrupted: 'danger',
  missing: 'danger',
  repairing: 'warning',
  deleting: 'neutral',
};

interface Props {
  backup: Backup;
  copy: BackupCopy;
  onChanged: (backup: Backup) => void;
}

/** What is known of one copy, and what can be done with it. */
export function BackupCopyFacts(props: Props) {
  const { backup, copy, onChanged } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const code = (value: string) => <span className={styles.code}>{value}</span>;
  const isGivenUp =
    ['failed', 'corrupted', 'missing'].includes(copy.state) &&
    (copy.repairAttempts ?? 0) > 0 &&
    copy.nextRepairAt === undefined;

  return (
    <>
      <div className={styles.copyHead}>
        <Text as="h3" variant="body-medium" weight="bold">
          {copy.target}
        </Text>
        <StatusBadge
          tone={TONES[copy.state]}
          label={t(`backupDetail.copies.states.${copy.state}`)}
        />
      </div>
      <Facts
        items={[
          {
            label: t('backupDetail.copies.size'),
            value: format.bytes(copy.sizeBytes),
          },
          {
            label: t('backupDetail.summary.verified'),
            value: <VerificationBadge state={copy.verification} isShort />,
          },
          {
            label: t('backupDetail.copies.checked'),
            value: <RelativeTime at={copy.verifiedAt} />,
          },
          ...(copy.nextRepairAt
            ? [
                {
                  label: t('backupDetail.copies.nextRepair'),
                  value: <RelativeTime at={copy.nextRepairAt} />,
                },
              ]
            : []),
          ...(isGivenUp
            ? [
                {
                  label: t('backupDetail.copies.nextRepair'),
                  value: t('backupDetail.copies.repairGivenUp'),
                },
              ]
            : []),
          ...(copy.deletionError
            ? [
                {
                  label: t('backupDetail.copies.deletion'),
                  value: copy.deletionPartial
                    ? t('backupDetail.copies.deletionPartial')
                    : t('backupDetail.copies.deletionRefused'),
                },
              ]
            : []),
          ...(copy.nextDeletionAt
            ? [
                {
                  label: t('backupDetail.copies.nextDeletion'),
                  value: <RelativeTime at={copy.nextDeletionAt} />,
                },
              ]
            : []),
          // A copy that was away during a change of keys still has the one before.
          ...(copy.encryptionKeyId
            ? [
                {
                  label: t('backupDetail.copies.encryptionKey'),
                  value: copy.encryptionKeyId,
                },
              ]
            : []),
          {
            label: t('backupDetail.copies.location'),
            value: code(copy.location),
            wide: true,
          },
          ...(copy.sha256
            ? [
                {
                  label: t('backupDetail.copies.checksum'),
                  value: code(copy.sha256),
                  wide: true,
                },
              ]
            : []),
          ...[copy.error, copy.deletionError].flatMap(words =>
            words
              ? [{ label: t('common.error.details'), value: words, wide: true }]
              : [],
          ),
        ]}
      />
      <BackupCopyActions backup={backup} copy={copy} onChanged={onChanged} />
    </>
  );
}
