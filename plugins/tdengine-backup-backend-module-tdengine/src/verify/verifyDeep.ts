import { setTimeout as sleep } from 'node:timers/promises';
import {
  BackupSetReader,
  DeepVerification,
  RunContext,
} from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { readVgroups } from '../catalog/readVgroups';
import { InstanceLoad } from '../instances/InstanceLoad';
import { BackupContents } from '../restore/BackupContents';
import { compareWithSource } from './compareWithSource';

/** The catalogue learns of a write with the next heartbeats; until then a vgroup looks as if nothing had come. */
const HEARTBEATS_MS = 3_000;

/**
 * Compares every value in a backup with the source, table by table, of tables that have as many rows as when they were
 * backed up.
 *
 * @internal
 */
export async function verifyDeep(
  client: TDengineClient,
  load: InstanceLoad,
  set: BackupSetReader,
  run: RunContext,
): Promise<DeepVerification> {
  const contents = await BackupContents.open(set, run);
  const unmovedDatabases: string[] = [];
  const tables: DeepVerification['tables'] = [];
  for (const schema of contents.schemas) {
    let differs = false;
    for (const table of [
      ...schema.superTables
        .filter(({ virtual }) => !virtual)
        .map(item => ({ ...item, superTable: true })),
      ...schema.normalTables.map(item => ({ ...item, superTable: false })),
    ]) {
      run.reporter.progress({ current: `${schema.database}.${table.name}` });
      const compared = await load.one(run.signal, () =>
        compareWithSource(client, contents, schema.database, table, run),
      );
      tables.push(compared);
      differs ||= compared.differingTables > 0;
      const { equalTables, equalRows } = compared;
      run.reporter.advance({ tables: equalTables, rows: equalRows });
    }
    if (differs) {
      await sleep(HEARTBEATS_MS, undefined, { signal: run.signal });
    }
    const now = await readVgroups(client, schema.database, run);
    if (isUnmoved(set, schema.database, now)) {
      unmovedDatabases.push(schema.database);
    }
  }
  return { tables, unmovedDatabases };
}

/** Equal versions of all vgroups, from before the backup until now, prove that nothing was written. */
function isUnmoved(
  set: BackupSetReader,
  database: string,
  now: Record<string, unknown>,
): boolean {
  const databases = set.manifest.facts.databases as
    | Record<string, { vgroups?: { before?: Record<string, unknown> } }>
    | undefined;
  const then = databases?.[database]?.vgroups?.before ?? {};
  const groups = Object.entries(now);
  return (
    groups.length > 0 &&
    groups.length === Object.keys(then).length &&
    groups.every(
      ([group, version]) => version !== null && then[group] === version,
    )
  );
}
