import {
  BackupSetReader,
  RestoreCheckResult,
  RestorePlan,
  RestoreRequest,
  RestoreUnit,
  RunContext,
} from 'backstage-plugin-tdengine-backup-node';
import { FakeData, FakeServer } from './FakeServer';
import { readLines } from './readLines';

interface UnitState {
  source: string;
  target: string;
  stable?: string;
  action: 'create' | 'merge' | 'replace';
}

export function planFakeRestore(
  server: FakeServer,
  set: BackupSetReader,
  request: RestoreRequest,
): RestorePlan {
  const { manifest } = set;
  const data = server.read();
  const plan: RestorePlan = {
    instance: request.instance,
    objects: [],
    units: [],
    checks: [],
    totals: { rows: 0, tables: 0, bytes: 0 },
    blockers: [],
    warnings: [],
    state: {},
  };
  const touched: string[] = [];
  const chosen = (request.selection as { databases?: string[] } | undefined)
    ?.databases;
  for (const source of manifest.databases) {
    if (chosen && !chosen.includes(source)) {
      continue;
    }
    const target = request.rename?.[source] ?? source;
    const exists = target in data;
    let action: UnitState['action'] = 'create';
    if (exists && request.conflict === 'refuse') {
      plan.blockers.push(`Database '${target}' exists already`);
    } else if (exists) {
      action = request.conflict as 'merge' | 'replace';
      touched.push(target);
    }
    const tables = manifest.tables.filter(table => table.database === source);
    plan.objects.push({
      kind: 'database',
      database: source,
      targetDatabase: target,
      action: plan.blockers.length > 0 ? 'conflict' : action,
      tableCount: tables.reduce((sum, table) => sum + table.tableCount, 0),
      rowCount: tables.reduce((sum, table) => sum + table.recordCount, 0),
      notes: [],
      ...(action === 'replace' && { existing: existingIn(data[target]) }),
    });
    addUnits(plan, tables, { source, target, action });
  }
  if (touched.length > 0) {
    plan.confirmation = touched.join(', ');
  }
  return plan;
}

function existingIn(database: FakeData[string]) {
  const tables = Object.values(database).flatMap(Object.entries<number[]>);
  return {
    tables: tables.length,
    rows: tables.reduce((sum, [, rows]) => sum + rows.length, 0),
    digest: tables.map(([name]) => name).join(),
  };
}

function addUnits(
  plan: RestorePlan,
  tables: BackupSetReader['manifest']['tables'],
  state: UnitState,
): void {
  const root = `database ${state.target}`;
  plan.units.push({
    id: root,
    kind: 'database',
    label: `database ${state.target}`,
    after: [],
    rows: 0,
    bytes: 0,
    paths: [],
    state: { ...state },
  });
  for (const table of tables) {
    const unit: RestoreUnit = {
      id: `rows ${state.target} ${table.stable}`,
      kind: 'rows',
      label: `${state.target}.${table.stable}`,
      after: [root],
      rows: table.recordCount,
      bytes: table.recordCount * 16,
      paths: table.files,
      state: { ...state, stable: table.stable },
    };
    plan.units.push(unit);
    plan.checks.push(unit);
    plan.totals.rows += table.recordCount;
    plan.totals.tables += table.tableCount;
    plan.totals.bytes += unit.bytes;
  }
}

export async function applyFakeUnit(
  server: FakeServer,
  run: RunContext,
  set: BackupSetReader,
  unit: RestoreUnit,
  faults: { loseRow?: (table: string) => boolean },
): Promise<{ rows: number; tables: number }> {
  const { target, stable, action } = unit.state as unknown as UnitState;
  if (stable === undefined) {
    if (action !== 'merge') {
      await run.journal.append({ creating: target });
    } else {
      await run.journal.append({ merging: target });
    }
    server.change(data => {
      data[target] = action === 'merge' ? data[target] : {};
    });
    return { rows: 0, tables: 1 };
  }
  let rows = 0;
  for (const path of unit.paths) {
    const lines = await readRows(set, path, run.signal);
    rows += lines.length;
    server.change(data => {
      const tables = (data[target][stable] ??= {});
      for (const [table, row] of lines) {
        const kept = (tables[table] ??= []);
        if (!kept.includes(row) && !(faults.loseRow?.(table) && row === 0)) {
          kept.push(row);
        }
      }
    });
  }
  return { rows, tables: 0 };
}

export async function checkFakeUnit(
  server: FakeServer,
  run: RunContext,
  set: BackupSetReader,
  unit: RestoreUnit,
): Promise<RestoreCheckResult> {
  const { target, stable } = unit.state as unknown as UnitState;
  const file = new Map<string, number>();
  for (const path of unit.paths) {
    for (const [table] of await readRows(set, path, run.signal)) {
      file.set(table, (file.get(table) ?? 0) + 1);
    }
  }
  const found = server.countRows(target, stable!);
  const differences = [...file]
    .map(([table, rows]) => ({
      table,
      file: rows,
      target: found.get(table) ?? 0,
    }))
    .filter(({ file: expected, target: actual }) => actual < expected);
  const sum = (counts: Map<string, number>) =>
    [...counts.values()].reduce((a, b) => a + b, 0);
  return {
    label: unit.label,
    database: target,
    table: stable!,
    tables: file.size,
    sourceRows: sum(file),
    fileRows: sum(file),
    targetRows: sum(found),
    method: 'counts',
    differences,
    differing: differences.length,
  };
}

export async function rollBackFakeRestore(
  server: FakeServer,
  run: RunContext,
): Promise<{ removed: string[]; remaining: string[] }> {
  const removed: string[] = [];
  const remaining: string[] = [];
  for (const { creating, merging } of await run.journal.entries()) {
    if (typeof creating === 'string') {
      server.change(data => {
        delete data[creating];
      });
      removed.push(`database ${creating}`);
    } else {
      remaining.push(`rows written into database ${merging}`);
    }
  }
  return { removed: [...new Set(removed)], remaining: [...new Set(remaining)] };
}

async function readRows(
  set: BackupSetReader,
  path: string,
  signal: AbortSignal,
): Promise<Array<[string, number]>> {
  const rows: Array<[string, number]> = [];
  for await (const line of readLines(await set.read(path, { signal }))) {
    rows.push(JSON.parse(line));
  }
  return rows;
}
