import {
  BackupSetReader,
  RestorePlan,
  RestoreRequest,
  RunContext,
} from 'backstage-plugin-tdengine-backup-node';
import {
  TDengineClient,
  TDengineUnsupportedVersionError,
} from 'tdengine-client';
import { BackupContents } from './BackupContents';
import { checkObjects } from './checkObjects';
import { deadlyNames } from './deadlyNames';
import { missingFeatures } from './missingFeatures';
import { PlanDraft } from './PlanDraft';
import { planDatabase } from './planDatabase';
import { planUnits } from './planUnits';
import { checkVirtualReferences } from './virtualReferences';
import { parseRestoreOptions, parseSelection } from './RestoreSelection';
import { RestoreDatabase, RestorePlanState } from './RestoreState';
import { SelectedContents, selectContents } from './selectContents';
import { targetNames } from './targetNames';

/**
 * Looks at a backup and a server and says what a restore would do.
 *
 * @throws InputError naming the field of the request that is wrong
 * @internal
 */
export async function planRestore(
  client: TDengineClient,
  set: BackupSetReader,
  request: RestoreRequest,
  run: RunContext,
  instance: { writable: boolean; now?: number },
): Promise<RestorePlan> {
  const { signal } = run;
  const options = parseRestoreOptions(request.options);
  const contents = await BackupContents.open(set, { signal });
  const selected = await selectContents(
    contents,
    parseSelection(request.selection),
    { signal },
  );
  const targets = targetNames(
    selected.map(({ schema }) => schema.database),
    request.rename ?? {},
  );
  const draft = PlanDraft.create();
  if (!instance.writable) {
    draft.blockers.push(
      `Instance '${request.instance}' is not to be written to; set writable in its configuration, or choose another instance`,
    );
  }
  const databases: RestoreDatabase[] = [];
  const version = await supportedVersion(client, draft, signal);
  for (const item of version === undefined ? [] : selected) {
    const deadly = deadlyNames(item, targets.get(item.schema.database)!);
    draft.blockers.push(...missingFeatures(item, version!), ...deadly);
    if (deadly.length > 0) {
      continue;
    }
    databases.push(
      await planDatabase(draft, {
        contents,
        client,
        selected: item,
        target: targets.get(item.schema.database)!,
        request,
        options,
        now: instance.now ?? Date.now(),
        signal,
      }),
    );
  }
  await checkVirtualReferences(client, contents, databases, draft, { signal });
  await checkObjects(client, contents, databases, draft, { signal });
  if (draft.blockers.length === 0 && !restoresSomething(selected, databases)) {
    draft.blockers.push(
      'Nothing of what was selected would be restored; see what the warnings and the tables say',
    );
  }
  const { units, checks } = await planUnits(contents, databases, { signal });
  const state: RestorePlanState = {
    version: 1,
    batchSize: Math.max(1, Math.floor(request.batchSize)),
    databases,
  };
  return {
    instance: request.instance,
    objects: draft.objects,
    units,
    checks,
    totals: {
      rows: sum(units.map(({ rows }) => rows)),
      tables: sum(
        draft.objects
          .filter(
            ({ kind, action }) => kind !== 'database' && action !== 'skip',
          )
          .map(({ tableCount }) => tableCount),
      ),
      bytes: sum(units.map(({ bytes }) => bytes)),
    },
    blockers: draft.blockers,
    warnings: draft.warnings,
    ...(draft.confirmation !== undefined && {
      confirmation: draft.confirmation,
    }),
    state,
  };
}

/** A database that is made for tables which then do not come is nothing; one that is empty in the backup too is something. */
function restoresSomething(
  selected: readonly SelectedContents[],
  databases: readonly RestoreDatabase[],
): boolean {
  return databases.some(
    ({ action, superTables, normalTables, virtualTables, objects }, index) =>
      (selected[index].whole && action !== 'into') ||
      superTables.some(({ only }) => only === undefined || only.length > 0) ||
      normalTables.length > 0 ||
      virtualTables.length > 0 ||
      objects.length > 0,
  );
}

async function supportedVersion(
  client: TDengineClient,
  draft: PlanDraft,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await client.assertSupported({ signal })).version;
  } catch (error) {
    if (error instanceof TDengineUnsupportedVersionError) {
      draft.blockers.push(error.message);
      return undefined;
    }
    throw error;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
