import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiPencilLine, RiPlayLine } from '@remixicon/react';
import {
  Policy,
  tdengineBackupPolicyEnablePermission,
  tdengineBackupPolicyUpdatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useAllowed } from '../../hooks/useAllowed';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useTranslation } from '../../hooks/useTranslation';
import { editPolicyRouteRef, policiesRouteRef } from '../../routes';
import styles from '../BackupPage/BackupPage.module.css';
import { PolicyMenu } from '../policies/PolicyMenu';
import { usePolicyActions } from '../policies/usePolicyActions';
import { GuardedButton } from '../shared';

interface Props {
  policy: Policy;
  onChanged: () => void;
}

/** Run, edit, and the rest in a menu. */
export function PolicyActions(props: Props) {
  const { policy, onChanged } = props;
  const { t } = useTranslation();
  const navigate = useNavigateTo();
  const editLink = useRouteRef(editPolicyRouteRef);
  const policiesLink = useRouteRef(policiesRouteRef);
  const actions = usePolicyActions(policy, onChanged);
  const mayUpdate = useAllowed(tdengineBackupPolicyUpdatePermission, policy.id);

  return (
    <div className={styles.actions}>
      <GuardedButton
        permission={tdengineBackupPolicyEnablePermission}
        resourceRef={policy.id}
        iconStart={<RiPlayLine />}
        isPending={actions.isRunning}
        onPress={actions.run}
      >
        {t('policyDetail.actions.run')}
      </GuardedButton>
      {!policy.readOnly &&
        (mayUpdate.allowed ? (
          <ButtonLink
            variant="secondary"
            iconStart={<RiPencilLine />}
            href={editLink?.({ policyId: policy.id })}
          >
            {t('policyDetail.actions.edit')}
          </ButtonLink>
        ) : (
          <GuardedButton
            permission={tdengineBackupPolicyUpdatePermission}
            resourceRef={policy.id}
            variant="secondary"
            isDisabled
          >
            {t('policyDetail.actions.edit')}
          </GuardedButton>
        ))}
      <PolicyMenu
        policy={policy}
        onChanged={onChanged}
        onDeleted={() => {
          const link = policiesLink?.();
          if (link) {
            navigate(link);
          }
        }}
      />
    </div>
  );
}
