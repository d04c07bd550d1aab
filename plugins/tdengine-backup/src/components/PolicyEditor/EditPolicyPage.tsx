import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import {
  tdengineBackupPolicyQueryPermission,
  tdengineBackupPolicyUpdatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { editPolicyRouteRef, newPolicyRouteRef } from '../../routes';
import { duplicateLink } from '../policies/policyLinks';
import { ErrorPanel, PermissionGate, SkeletonLines } from '../shared';
import { EditorPage } from './EditorPage';
import { PolicyEditor } from './PolicyEditor';
import { fromPolicy } from './policyForm';

/** The editor with a policy that there is. */
export function EditPolicyPage() {
  const { policyId } = useRouteRefParams(editPolicyRouteRef);
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const href = useRouteRef(editPolicyRouteRef)?.({ policyId });
  const newLink = useRouteRef(newPolicyRouteRef)?.();
  const policy = useResource(
    `policy ${policyId}`,
    signal => api.getPolicy(policyId, { signal }),
    { resetOnChange: true },
  );
  const start = useMemo(
    () => policy.value && fromPolicy(policy.value),
    [policy.value],
  );

  return (
    <EditorPage
      title={
        policy.value
          ? t('policyEditor.editTitle', { name: policy.value.name })
          : t('common.actions.edit')
      }
      href={href}
    >
      <PermissionGate
        permission={tdengineBackupPolicyUpdatePermission}
        resourceRef={policyId}
      >
        {policy.error && (
          <ErrorPanel
            error={policy.error}
            title={t('common.error.loadTitle')}
            permission={tdengineBackupPolicyQueryPermission.name}
            onRetry={policy.reload}
          />
        )}
        {policy.isLoading && <SkeletonLines count={8} />}
        {policy.value?.readOnly && (
          <Alert
            role="status"
            status="info"
            icon
            title={t('policyEditor.readOnly.title')}
            description={t('policyDetail.readOnlyHint')}
            customActions={
              newLink && (
                <ButtonLink
                  variant="secondary"
                  size="small"
                  href={duplicateLink(newLink, policyId)}
                >
                  {t('policyEditor.readOnly.copy')}
                </ButtonLink>
              )
            }
          />
        )}
        {policy.value && !policy.value.readOnly && start && (
          <PolicyEditor key={policyId} policy={policy.value} start={start} />
        )}
      </PermissionGate>
    </EditorPage>
  );
}
