import { RiArrowRightLine, RiCheckLine } from '@remixicon/react';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useFormat } from '../../../hooks/useFormat';
import { useNow } from '../../../hooks/useNow';
import { useTranslation } from '../../../hooks/useTranslation';
import { BackupStateBadge, VerificationBadge } from '../../shared';
import styles from './BackupOption.module.css';

const TICK_MS = 30_000;

interface Props {
  backup: Backup;
  isChosen: boolean;
  onChoose(): void;
}

/** A backup to choose: when, from where, how much, and whether it was verified. */
export function BackupOption(props: Props) {
  const { backup, isChosen, onChoose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(TICK_MS);

  const facts = [
    backup.instance,
    backup.databases.join(', '),
    t('restoreWizard.contents.rows', {
      count: backup.rows ?? 0,
      formatted: format.count(backup.rows),
    }),
    format.bytes(backup.sizeBytes),
  ];

  return (
    <button
      type="button"
      className={styles.option}
      aria-label={t('restoreWizard.backup.choose', { name: backup.name })}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      <span className={styles.words}>
        <span className={styles.name} title={backup.name}>
          {backup.name}
        </span>
        <span className={styles.facts}>{facts.join(' · ')}</span>
        {backup.remark && <span className={styles.facts}>{backup.remark}</span>}
      </span>
      <span className={styles.badges}>
        {backup.state !== 'available' && (
          <BackupStateBadge state={backup.state} />
        )}
        <VerificationBadge state={backup.verification} />
      </span>
      <time
        className={styles.time}
        dateTime={backup.createdAt}
        title={format.dateTime(backup.createdAt)}
      >
        {format.relative(backup.createdAt, now)}
      </time>
      <span className={styles.mark} aria-hidden>
        {isChosen ? <RiCheckLine /> : <RiArrowRightLine />}
      </span>
    </button>
  );
}
