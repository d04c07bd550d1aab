import { ButtonIcon, MenuTrigger } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import { Policy } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { useTranslation } from '../../hooks/useTranslation';
import { DeletePolicyDialog } from './DeletePolicyDialog';
import { PolicyMenuItems } from './PolicyMenuItems';

interface Props {
  policy: Policy;
  onChanged: () => void;
  /** Where the policy is gone afterwards; `onChanged` where it is left out. */
  onDeleted?: () => void;
}

/** What can be done to one policy. */
export function PolicyMenu(props: Props) {
  const { policy, onChanged, onDeleted = onChanged } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isDeleting, setDeleting] = useState(false);

  return (
    <>
      <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <ButtonIcon
          variant="tertiary"
          icon={<RiMore2Line />}
          aria-label={t('common.actions.moreActions', { name: policy.name })}
        />
        <PolicyMenuItems
          policy={policy}
          isOpen={isOpen}
          onChanged={onChanged}
          onDelete={() => setDeleting(true)}
        />
      </MenuTrigger>
      {isDeleting && (
        <DeletePolicyDialog
          policy={policy}
          onClose={() => setDeleting(false)}
          onDeleted={onDeleted}
        />
      )}
    </>
  );
}
