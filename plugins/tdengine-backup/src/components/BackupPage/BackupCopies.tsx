import { Text } from '@backstage/ui';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useTranslation } from '../../hooks/useTranslation';
import { CopiesNote, Section } from '../shared';
import { AddCopyButton } from './AddCopyButton';
import { BackupCopyFacts } from './BackupCopyFacts';
import styles from './BackupPage.module.css';

interface Props {
  backup: Backup;
  onChanged: (backup: Backup) => void;
}

/** Where the backup lies, and in what order each copy is. */
export function BackupCopies(props: Props) {
  const { backup, onChanged } = props;
  const { t } = useTranslation();

  return (
    <Section title={t('backupDetail.copies.title')}>
      <div className={styles.copies}>
        <CopiesNote backup={backup} />
        {backup.copies.length === 0 && (
          <Text color="secondary">{t('backupDetail.copies.none')}</Text>
        )}
        {backup.copies.map(copy => (
          <section
            key={copy.target}
            aria-label={copy.target}
            className={styles.copy}
          >
            <BackupCopyFacts
              backup={backup}
              copy={copy}
              onChanged={onChanged}
            />
          </section>
        ))}
        <AddCopyButton backup={backup} onChanged={onChanged} />
      </div>
    </Section>
  );
}
