import { ButtonIcon, MenuTrigger } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { CancelRestoreDialog } from './CancelRestoreDialog';
import { RestoreMenuItems } from './RestoreMenuItems';

interface Props {
  restore: Restore;
  onChanged: () => void;
}

/** What can be done to one restore. */
export function RestoreMenu(props: Props) {
  const { restore, onChanged } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isCancelling, setCancelling] = useState(false);

  return (
    <>
      <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <ButtonIcon
          variant="tertiary"
          icon={<RiMore2Line />}
          aria-label={t('common.actions.moreActions', {
            name: restore.backupName,
          })}
        />
        <RestoreMenuItems
          restore={restore}
          isOpen={isOpen}
          onChanged={onChanged}
          onCancel={() => setCancelling(true)}
        />
      </MenuTrigger>
      {isCancelling && (
        <CancelRestoreDialog
          restore={restore}
          onClose={() => setCancelling(false)}
          onCancelled={onChanged}
        />
      )}
    </>
  );
}
