import { useApi } from '@backstage/frontend-plugin-api';
import {
  PlanRestoreRequest,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-common';
import { TdengineBackupApi, tdengineBackupApiRef } from '../../api';
import { Resource, useResource } from '../../hooks/useResource';
import { planRequest } from './state/planRequest';
import { NameSource, resolveSelection } from './state/resolveSelection';
import { WizardState } from './state/wizardState';

const PAGE_SIZE = 500;

/** A plan together with the question it answers. */
export interface PlannedRestore {
  request: PlanRestoreRequest;
  plan: RestorePlan;
}

/** Asks for a plan of the choices once it is to be shown, and again whenever they have changed or somebody comes back to it. */
export function useRestorePlan(state: WizardState): Resource<PlannedRestore> {
  const api = useApi(tdengineBackupApiRef);
  const { backup, choices, step, visits } = state;

  return useResource(
    JSON.stringify([backup?.id, choices, visits]),
    async signal => {
      if (!backup) {
        throw new Error('A plan needs a backup');
      }
      const selection = await resolveSelection(
        choices.selection,
        backup.databases,
        nameSource(api, backup.id, signal),
      );
      const request = planRequest(backup, choices, selection);
      return { request, plan: await api.planRestore(request, { signal }) };
    },
    {
      enabled:
        backup !== undefined && (step === 'preview' || step === 'confirm'),
      resetOnChange: true,
    },
  );
}

function nameSource(
  api: TdengineBackupApi,
  backupId: string,
  signal: AbortSignal,
): NameSource {
  return {
    async *tables(database) {
      yield* allPages(async page => {
        const { items, totalItems } = await api.getBackupContents(
          backupId,
          { database, page, pageSize: PAGE_SIZE },
          { signal },
        );
        return { names: items.map(({ table }) => table), totalItems };
      });
    },
    async *children(database, table) {
      yield* allPages(async page => {
        const { items, totalItems } = await api.getBackupTableRows(
          backupId,
          { database, table, page, pageSize: PAGE_SIZE },
          { signal },
        );
        return { names: items.map(({ name }) => name), totalItems };
      });
    },
  };
}

async function* allPages(
  load: (page: number) => Promise<{ names: string[]; totalItems: number }>,
): AsyncIterable<string> {
  let seen = 0;
  for (let page = 1; ; page += 1) {
    const { names, totalItems } = await load(page);
    yield* names;
    seen += names.length;
    if (names.length === 0 || seen >= totalItems) {
      return;
    }
  }
}
