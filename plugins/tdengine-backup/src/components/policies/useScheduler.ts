import { useApi } from '@backstage/frontend-plugin-api';
import { SchedulerState } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupPolicyApiRef } from '../../api';
import { Resource, useResource } from '../../hooks/useResource';

const REFRESH_MS = 30_000;

/** Whether policies run, asked again while the page is looked at. */
export function useScheduler(): Resource<SchedulerState> {
  const api = useApi(tdengineBackupPolicyApiRef);
  return useResource('scheduler', signal => api.getScheduler({ signal }), {
    refreshAfter: () => REFRESH_MS,
  });
}
