import { ButtonIcon, MenuTrigger } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { BackupMenuItems } from './BackupMenuItems';
import { DeleteBackupDialog } from './DeleteBackupDialog';

interface Props {
  backup: Backup;
  onChanged: () => void;
}

/** What can be done to one backup. */
export function BackupMenu(props: Props) {
  const { backup, onChanged } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isDeleting, setDeleting] = useState(false);

  return (
    <>
      <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <ButtonIcon
          variant="tertiary"
          icon={<RiMore2Line />}
          aria-label={t('common.actions.moreActions', { name: backup.name })}
        />
        <BackupMenuItems
          backup={backup}
          isOpen={isOpen}
          onChanged={onChanged}
          onDelete={() => setDeleting(true)}
        />
      </MenuTrigger>
      {isDeleting && (
        <DeleteBackupDialog
          backup={backup}
          onClose={() => setDeleting(false)}
          onDeleted={onChanged}
        />
      )}
    </>
  );
}
