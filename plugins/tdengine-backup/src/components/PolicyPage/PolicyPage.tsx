import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { tdengineBackupPolicyQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupPolicyApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { policiesRouteRef, policyRouteRef } from '../../routes';
import { isPolicyRunActive } from '../policies/policyStates';
import { RecordPage, RecordPlaceholder } from '../shared';
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

  return (
    <RecordPage
      resource={policy}
      permission={tdengineBackupPolicyQueryPermission}
      resourceRef={policyId}
      notFound={{
        title: t('policyDetail.notFound.title'),
        description: t('policyDetail.notFound.description'),
        back: t('policyDetail.notFound.back'),
        href: policiesLink?.(),
      }}
      placeholder={<RecordPlaceholder />}
    >
      {value => <PolicyView policy={value} onChanged={policy.reload} />}
    </RecordPage>
  );
}
