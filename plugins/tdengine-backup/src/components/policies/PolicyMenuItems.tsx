import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Permission } from '@backstage/plugin-permission-common';
import { Menu, MenuItem, MenuSeparator } from '@backstage/ui';
import {
  RiDeleteBinLine,
  RiExternalLinkLine,
  RiFileCopyLine,
  RiPauseLine,
  RiPencilLine,
  RiPlayLine,
  RiToggleLine,
} from '@remixicon/react';
import {
  Policy,
  tdengineBackupPolicyDeletePermission,
  tdengineBackupPolicyEnablePermission,
  tdengineBackupPolicyUpdatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useAllowed } from '../../hooks/useAllowed';
import { useTranslation } from '../../hooks/useTranslation';
import {
  editPolicyRouteRef,
  newPolicyRouteRef,
  policyRouteRef,
} from '../../routes';
import { duplicateLink } from './policyLinks';
import { usePolicyActions } from './usePolicyActions';

interface Props {
  policy: Policy;
  /** Permissions are asked for only once the menu opens: a page has many rows. */
  isOpen: boolean;
  onChanged: () => void;
  onDelete: () => void;
}

/** The entries of a policy's menu. What cannot be chosen says why. */
export function PolicyMenuItems(props: Props) {
  const { policy, isOpen, onChanged, onDelete } = props;
  const { t } = useTranslation();
  const policyLink = useRouteRef(policyRouteRef);
  const editLink = useRouteRef(editPolicyRouteRef);
  const newLink = useRouteRef(newPolicyRouteRef)?.();
  const actions = usePolicyActions(policy, onChanged);
  const resourceRef = isOpen ? policy.id : undefined;
  const mayUpdate = useAllowed(
    tdengineBackupPolicyUpdatePermission,
    resourceRef,
  ).allowed;
  const mayEnable = useAllowed(
    tdengineBackupPolicyEnablePermission,
    resourceRef,
  ).allowed;
  const mayDelete = useAllowed(
    tdengineBackupPolicyDeletePermission,
    resourceRef,
  ).allowed;

  const label = (text: string, permission: Permission, allowed: boolean) =>
    allowed
      ? text
      : `${text} · ${t('common.permission.missing', {
          permission: permission.name,
        })}`;
  const written = (text: string) =>
    policy.readOnly ? `${text} · ${t('policies.config')}` : text;

  return (
    <Menu placement="bottom end">
      <MenuItem
        iconStart={<RiExternalLinkLine />}
        href={policyLink?.({ policyId: policy.id })}
      >
        {t('policies.menu.open')}
      </MenuItem>
      <MenuItem
        iconStart={<RiPencilLine />}
        isDisabled={policy.readOnly || !mayUpdate}
        href={editLink?.({ policyId: policy.id })}
      >
        {written(
          label(
            t('policies.menu.edit'),
            tdengineBackupPolicyUpdatePermission,
            mayUpdate,
          ),
        )}
      </MenuItem>
      <MenuItem
        iconStart={<RiPlayLine />}
        isDisabled={!mayEnable}
        onAction={actions.run}
      >
        {label(
          t('policies.menu.run'),
          tdengineBackupPolicyEnablePermission,
          mayEnable,
        )}
      </MenuItem>
      <MenuItem
        iconStart={policy.enabled ? <RiPauseLine /> : <RiToggleLine />}
        isDisabled={policy.readOnly || !mayEnable}
        onAction={() => actions.setEnabled(!policy.enabled)}
      >
        {written(
          policy.enabled
            ? t('policies.menu.disable')
            : t('policies.menu.enable'),
        )}
      </MenuItem>
      <MenuItem
        iconStart={<RiFileCopyLine />}
        href={newLink && duplicateLink(newLink, policy.id)}
      >
        {t('policies.menu.duplicate')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        iconStart={<RiDeleteBinLine />}
        color="danger"
        isDisabled={policy.readOnly || !mayDelete}
        onAction={onDelete}
      >
        {written(
          label(
            t('policies.menu.delete'),
            tdengineBackupPolicyDeletePermission,
            mayDelete,
          ),
        )}
      </MenuItem>
    </Menu>
  );
}
