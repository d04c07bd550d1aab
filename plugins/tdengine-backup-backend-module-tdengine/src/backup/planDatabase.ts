import { Unit } from 'backstage-plugin-tdengine-backup-node';
import pLimit from 'p-limit';
import { TDengineClient } from 'tdengine-client';
import { countChildTables } from '../catalog/countChildTables';
import { DatabaseSchema, SuperTableSchema } from '../catalog/DatabaseSchema';
import { planChosenTables, planTable, ScanOptions } from './planTable';
import { schemaUnit, tablesUnit } from './units';

const TABLES_ASKED_AT_ONCE = 4;

/**
 * The units of one database, and what is in it.
 *
 * @internal
 */
export interface DatabasePlan {
  units: Unit[];
  rows: number;
  /** Child, normal and virtual tables. */
  tables: number;
  /** Before compression. */
  bytes: number;
  /** The oldest primary timestamp in it. */
  first?: bigint;
}

interface PlanOptions extends ScanOptions {
  /** Chosen child tables by super table. */
  childTables: ReadonlyMap<string, string[]>;
}

/**
 * Cuts a database into units: its definitions; per super table the list of child tables, scans of rows, and the list
 * once more; per normal table scans of rows.
 *
 * @internal
 */
export async function planDatabase(
  client: TDengineClient,
  schema: DatabaseSchema,
  options: PlanOptions,
): Promise<DatabasePlan> {
  const { database, precision, superTables, normalTables } = schema;
  const limit = pLimit(TABLES_ASKED_AT_ONCE);
  const parts = await Promise.all([
    ...superTables
      .filter(({ virtual }) => !virtual)
      .map(table =>
        limit(() => planSuperTable(client, schema, table, options)),
      ),
    ...normalTables.map(table =>
      limit(async () => {
        const planned = { ...table, database, precision, superTable: false };
        return { ...(await planTable(client, planned, options)), tables: 1 };
      }),
    ),
  ]);
  const firsts = parts.flatMap(({ first }) => first ?? []);
  return {
    units: [schemaUnit(database), ...parts.flatMap(({ units }) => units)],
    rows: sum(parts.map(({ rows }) => rows)),
    tables:
      sum(parts.map(({ tables }) => tables)) + schema.virtualTables.length,
    bytes: sum(parts.map(({ bytes }) => bytes)),
    ...(firsts.length > 0 && {
      first: firsts.reduce((least, first) => (first < least ? first : least)),
    }),
  };
}

async function planSuperTable(
  client: TDengineClient,
  { database, precision }: DatabaseSchema,
  table: SuperTableSchema,
  options: PlanOptions,
): Promise<DatabasePlan> {
  const { name } = table;
  const planned = { ...table, database, precision, superTable: true };
  const chosen = options.childTables.get(name);
  const plan = chosen
    ? await planChosenTables(client, planned, chosen, options)
    : await planTable(client, planned, options);
  const before = tablesUnit(database, name, 'before');
  const after = tablesUnit(database, name, 'after');
  return {
    ...plan,
    tables:
      chosen?.length ??
      (await countChildTables(client, database, name, options)),
    units: [
      before,
      ...plan.units.map(unit => ({ ...unit, after: [before.id] })),
      { ...after, after: [before.id, ...plan.units.map(({ id }) => id)] },
    ],
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
