import { ConflictError } from '@backstage/errors';
import { RunContext } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { readVgroups } from '../catalog/readVgroups';
import { schemaDigest } from '../catalog/schemaFile';
import { BackupFence } from './BackupFence';
import { planDatabase } from './planDatabase';
import { SelectedDatabase } from './selectDatabases';
import { serverUnit } from './units';

/**
 * Plans a backup.
 *
 * @param scans - scans that will run at once
 * @param options - whether what belongs to no database is wanted too
 * @internal
 */
export async function planBackup(
  client: TDengineClient,
  selected: readonly SelectedDatabase[],
  run: RunContext,
  scans: number,
  options: { serverObjects: boolean },
): Promise<BackupFence> {
  const { signal, reporter } = run;
  const fence: BackupFence = {
    version: 1,
    startedAt: new Date().toISOString(),
    databases: {},
    estimate: { rows: 0, tables: 0, bytes: 0 },
    units: options.serverObjects ? [serverUnit()] : [],
  };
  for (const { schema, childTables } of selected) {
    const { database } = schema;
    // Before anything is read, so that equal versions afterwards prove that nothing moved.
    const vgroups = await readVgroups(client, database, { signal });
    const planned = await planDatabase(client, schema, {
      childTables,
      scans,
      signal,
    });
    fence.databases[database] = {
      digest: schemaDigest(schema),
      vgroups: vgroups as Record<string, string | null>,
      ...(planned.first !== undefined && { first: planned.first.toString() }),
    };
    fence.units.push(...planned.units);
    fence.estimate.rows += planned.rows;
    fence.estimate.tables += planned.tables;
    fence.estimate.bytes += planned.bytes;
    reporter.log(
      'info',
      `Database ${database}: ${planned.tables} tables, ${planned.rows} rows, ${planned.units.length} units`,
    );
  }
  return fence;
}

/**
 * Goes on with a plan of an earlier attempt.
 *
 * @throws ConflictError where the definitions are not those of the plan any more
 * @internal
 */
export function resumeBackup(
  fence: BackupFence,
  selected: readonly SelectedDatabase[],
): BackupFence {
  const planned = Object.keys(fence.databases);
  const present = new Map(
    selected.map(({ schema }) => [schema.database, schema]),
  );
  const changed = planned.find(database => {
    const schema = present.get(database);
    return !schema || schemaDigest(schema) !== fence.databases[database].digest;
  });
  if (changed !== undefined || planned.length !== selected.length) {
    throw new ConflictError(
      `The schema of ${
        changed === undefined ? 'the databases' : `database '${changed}'`
      } changed while the backup was interrupted, so it cannot go on; start it anew`,
    );
  }
  return fence;
}
