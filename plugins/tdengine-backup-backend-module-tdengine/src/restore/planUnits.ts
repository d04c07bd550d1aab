import {
  ManifestFile,
  readCounts,
  RestoreUnit,
  safeFileName,
} from 'backstage-plugin-tdengine-backup-node';
import { tableFolder } from '../backup/unitPaths';
import { BackupContents } from './BackupContents';
import { RestoreDatabase, RestoreUnitState, TableAction } from './RestoreState';

interface PlannedTable {
  name: string;
  action: TableAction;
  only?: string[];
  superTable: boolean;
}

/**
 * The units that restore databases, and those that check the rows afterwards.
 *
 * @internal
 */
export async function planUnits(
  contents: BackupContents,
  databases: readonly RestoreDatabase[],
  options: { signal: AbortSignal },
): Promise<{ units: RestoreUnit[]; checks: RestoreUnit[] }> {
  const units: RestoreUnit[] = [];
  const rows: RestoreUnit[] = [];
  const checks: RestoreUnit[] = [];
  for (const database of databases) {
    const planned = await planDatabaseUnits(contents, database, options);
    units.push(...planned.definitions);
    rows.push(...planned.rows);
    checks.push(...planned.checks);
  }
  // The largest first, so that none is left to run alone at the end.
  rows.sort((a, b) => b.bytes - a.bytes || (a.id < b.id ? -1 : 1));
  const definitions = units.map(({ id }) => id);
  const virtual = databases
    .filter(({ virtualTables }) => virtualTables.length > 0)
    .map(({ target }) =>
      unit(`${safeFileName(target)}/virtual-tables`, {
        kind: 'virtual',
        label: `Virtual tables of ${target}`,
        // They may refer to tables of all databases.
        after: definitions,
        state: { type: 'virtual', target },
      }),
    );
  const tables = [...units, ...rows, ...virtual];
  const objects = databases
    .filter(database => database.objects.length > 0)
    .map(({ target }) =>
      unit(`${safeFileName(target)}/objects`, {
        kind: 'other',
        label: `Indexes, views, topics and streams of ${target}`,
        // A stream works on rows as they come, and a topic hands them on: those of the restore are not new.
        after: tables.map(({ id }) => id),
        state: { type: 'objects', target },
      }),
    );
  return { units: [...tables, ...objects], checks };
}

async function planDatabaseUnits(
  contents: BackupContents,
  database: RestoreDatabase,
  options: { signal: AbortSignal },
): Promise<{
  definitions: RestoreUnit[];
  rows: RestoreUnit[];
  checks: RestoreUnit[];
}> {
  const { target } = database;
  const folder = safeFileName(target);
  const definitions: RestoreUnit[] = [];
  if (database.action !== 'into') {
    definitions.push(
      unit(`${folder}/database`, {
        kind: 'database',
        label: `Database ${target}`,
        state: { type: 'database', target },
      }),
    );
  }
  const schema = unit(`${folder}/schema`, {
    kind: 'schema',
    label: `Tables of ${target}`,
    after: definitions.map(({ id }) => id),
    state: { type: 'schema', target },
  });
  definitions.push(schema);
  const rows: RestoreUnit[] = [];
  const checks: RestoreUnit[] = [];
  const virtual = new Set(
    contents
      .schemaOf(database.database)
      .superTables.filter(table => table.virtual)
      .map(({ name }) => name),
  );
  const tables: PlannedTable[] = [
    ...database.superTables
      .filter(({ name }) => !virtual.has(name))
      .map(table => ({ ...table, superTable: true })),
    ...database.normalTables.map(table => ({ ...table, superTable: false })),
  ];
  for (const table of tables) {
    const path = tableFolder(target, table.name);
    let after = schema.id;
    if (table.superTable) {
      const { lists } = contents.filesOf(database.database, table.name);
      const list = unit(`${path}/tables`, {
        kind: 'tables',
        label: `Child tables of ${target}.${table.name}`,
        after: [schema.id],
        paths: lists.map(file => file.path),
        bytes: lists[0]?.rawSize ?? 0,
        state: { type: 'tables', target, table: table.name },
      });
      definitions.push(list);
      after = list.id;
    }
    const planned = await planRows(contents, database, table, options);
    rows.push(...planned.rows.map(item => ({ ...item, after: [after] })));
    checks.push(...planned.checks);
  }
  return { definitions, rows, checks };
}

async function planRows(
  contents: BackupContents,
  { database, target }: RestoreDatabase,
  table: PlannedTable,
  options: { signal: AbortSignal },
): Promise<{ rows: RestoreUnit[]; checks: RestoreUnit[] }> {
  const files = contents.filesOf(database, table.name);
  const groups = await groupByUnit(contents, files, table.only, options);
  const path = tableFolder(target, table.name);
  const label = `${target}.${table.name}`;
  const rows = groups.flatMap(group =>
    group.files.map(file =>
      unit(`${path}/${fileLabel(file.path)}`, {
        kind: 'rows',
        label: `${label}, ${fileLabel(file.path)}`,
        rows: table.only
          ? Math.ceil(group.rows / group.files.length)
          : file.rows,
        bytes: file.rawSize,
        paths: [file.path],
        state: { type: 'rows', target, table: table.name },
      }),
    ),
  );
  const method = table.action === 'merge' ? 'keys' : 'counts';
  const check = (id: string, of: readonly Group[]) =>
    unit(id, {
      kind: 'rows',
      label,
      rows: sum(of.map(group => group.rows)),
      bytes: sum(of.flatMap(group => group.files.map(file => file.rawSize))),
      paths: of.flatMap(group => group.files.map(file => file.path)),
      state: { type: 'check', target, table: table.name, method },
    });
  return {
    rows,
    // Keys are compared unit by unit, since all of a unit's are in memory at once.
    checks:
      method === 'counts'
        ? [check(`${path}/check`, groups)]
        : groups.map((group, index) =>
            check(`${path}/check-${String(index + 1).padStart(4, '0')}`, [
              group,
            ]),
          ),
  };
}

interface Group {
  files: ManifestFile[];
  rows: number;
}

/** The data files by the scan they come from, without scans that have none of the tables wanted. */
async function groupByUnit(
  contents: BackupContents,
  files: { rows: ManifestFile[]; counts: ManifestFile[] },
  only: readonly string[] | undefined,
  options: { signal: AbortSignal },
): Promise<Group[]> {
  const groups = new Map<string, Group>();
  for (const file of files.rows) {
    const group = groups.get(file.unit) ?? { files: [], rows: 0 };
    groups.set(file.unit, group);
    group.files.push(file);
    group.rows += file.rows;
  }
  if (only) {
    for (const file of files.counts) {
      const group = groups.get(file.unit);
      if (group) {
        const counts = await readCounts(contents.set, file, options);
        group.rows = sum(only.map(name => counts.get(name) ?? 0));
      }
    }
  }
  return [...groups.values()].filter(({ rows }) => rows > 0);
}

function unit(
  id: string,
  options: Pick<RestoreUnit, 'kind' | 'label'> &
    Partial<Pick<RestoreUnit, 'after' | 'rows' | 'bytes' | 'paths'>> & {
      state: RestoreUnitState;
    },
): RestoreUnit {
  return { after: [], rows: 0, bytes: 0, paths: [], ...options, id };
}

/** The name of a data file without folder and extension. */
function fileLabel(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
