import { Text } from '@backstage/ui';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { goodCopies, isBackupUsable } from '../../api';
import { useTranslation } from '../../hooks/useTranslation';

/** How many copies are good; nothing where there is only one. */
export function CopiesNote(props: { backup: Backup }) {
  const { backup } = props;
  const { t } = useTranslation();
  const total = backup.copies.length;

  if (total < 2 || !isBackupUsable(backup)) {
    return null;
  }
  return (
    <Text as="div" variant="body-x-small" color="secondary">
      {t('backupDetail.copies.good', {
        good: goodCopies(backup).length,
        total,
      })}
    </Text>
  );
}
