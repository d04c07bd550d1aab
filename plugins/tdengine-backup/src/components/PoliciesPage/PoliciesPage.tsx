import { useApi } from '@backstage/frontend-plugin-api';
import { Container, Flex } from '@backstage/ui';
import { tdengineBackupPolicyQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupPolicyApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { PauseDialog } from '../policies/PauseDialog';
import { isPolicyRunActive, isScheduling } from '../policies/policyStates';
import { SchedulerBanner } from '../policies/SchedulerBanner';
import { useScheduler } from '../policies/useScheduler';
import { ErrorPanel, PageTitle, PermissionGate } from '../shared';
import { PoliciesEmptyState } from './PoliciesEmptyState';
import { PoliciesTable } from './PoliciesTable';
import { PoliciesToolbar } from './PoliciesToolbar';
import { toPoliciesQuery, usePoliciesListQuery } from './usePoliciesListQuery';

/** All policies that the user may see. */
export function PoliciesPage() {
  const { t } = useTranslation();
  return (
    <Container>
      <PageTitle title={t('policies.title')} />
      <PermissionGate permission={tdengineBackupPolicyQueryPermission}>
        <PolicyList />
      </PermissionGate>
    </Container>
  );
}

function PolicyList() {
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const [isPausing, setPausing] = useState(false);
  const scheduler = useScheduler();
  const list = usePoliciesListQuery();
  const query = toPoliciesQuery(list);

  const page = useResource(
    JSON.stringify(query),
    signal => api.getPolicies(query, { signal }),
    {
      refreshAfter: ({ items }) =>
        items.some(({ lastRun }) => lastRun && isPolicyRunActive(lastRun))
          ? REFRESH_INTERVAL_MS
          : undefined,
    },
  );
  const isEmpty = page.value?.totalItems === 0;
  const canPause =
    scheduler.value?.automatic &&
    !scheduler.value.paused &&
    (page.value?.totalItems ?? 0) > 0;

  return (
    <Flex direction="column" gap="4">
      <SchedulerBanner state={scheduler} />
      <PoliciesToolbar
        list={list}
        policies={page.value?.items ?? []}
        isRefreshing={page.isStale}
        onRefresh={() => {
          page.reload();
          scheduler.reload();
        }}
        onPause={canPause ? () => setPausing(true) : undefined}
      />
      {page.error && (
        <ErrorPanel
          error={page.error}
          title={
            page.value
              ? t('common.error.staleTitle')
              : t('common.error.loadTitle')
          }
          permission={tdengineBackupPolicyQueryPermission.name}
          onRetry={page.reload}
        />
      )}
      {isEmpty && (
        <PoliciesEmptyState isNarrowed={list.isNarrowed} onClear={list.clear} />
      )}
      {!isEmpty && (page.value || !page.error) && (
        <PoliciesTable
          list={list}
          page={page.value}
          isStale={page.isStale}
          isScheduling={isScheduling(scheduler.value)}
          onChanged={page.reload}
        />
      )}
      {isPausing && (
        <PauseDialog
          onClose={() => setPausing(false)}
          onPaused={scheduler.setValue}
        />
      )}
    </Flex>
  );
}
