import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Card, CardBody, Container } from '@backstage/ui';
import { RiFileUnknowLine } from '@remixicon/react';
import { tdengineBackupPolicyQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupPolicyApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { policiesRouteRef, policyRouteRef } from '../../routes';
import { isPolicyRunActive } from '../policies/policyStates';
import {
  describeError,
  EmptyState,
  ErrorPanel,
  PermissionGate,
  SkeletonLines,
} from '../shared';
import { PolicyView } from './PolicyView';

/** One policy, named by the URL. */
export function PolicyPage() {
  const { policyId } = useRouteRefParams(policyRouteRef);
  const { t } = useTranslation();
  const policiesLink = useRouteRef(policiesRouteRef);
  const api = useApi(tdengineBackupPolicyApiRef);
  const policy = useResource(
    `policy ${policyId}`,
    signal => api.getPolicy(policyId, { signal }),
    {
      resetOnChange: true,
      refreshAfter: ({ lastRun }) =>
        lastRun && isPolicyRunActive(lastRun) ? REFRESH_INTERVAL_MS : undefined,
    },
  );

  if (policy.error && describeError(policy.error).status === 404) {
    return (
      <Container>
        <EmptyState
          icon={<RiFileUnknowLine />}
          title={t('policyDetail.notFound.title')}
          description={t('policyDetail.notFound.description')}
          action={
            <ButtonLink variant="secondary" href={policiesLink?.()}>
              {t('policyDetail.notFound.back')}
            </ButtonLink>
          }
        />
      </Container>
    );
  }
  return (
    <PermissionGate
      permission={tdengineBackupPolicyQueryPermission}
      resourceRef={policyId}
      placeholder={<PolicyPlaceholder />}
    >
      {policy.error && (
        <Container>
          <ErrorPanel
            error={policy.error}
            title={
              policy.value
                ? t('common.error.staleTitle')
                : t('common.error.loadTitle')
            }
            permission={tdengineBackupPolicyQueryPermission.name}
            onRetry={policy.reload}
          />
        </Container>
      )}
      {policy.isLoading && <PolicyPlaceholder />}
      {policy.value && (
        <PolicyView policy={policy.value} onChanged={policy.reload} />
      )}
    </PermissionGate>
  );
}

function PolicyPlaceholder() {
  return (
    <Container>
      <Card>
        <CardBody>
          <SkeletonLines count={8} />
        </CardBody>
      </Card>
    </Container>
  );
}
