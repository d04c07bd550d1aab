import {
  ManifestTable,
  UnitResult,
} from 'backstage-plugin-tdengine-backup-node';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { parseUnitState } from './UnitState';

interface Totals {
  /** Child tables in the later list. */
  listed: number;
  rows: number;
  before: number;
  after: number;
  files: string[];
}

/**
 * Sums up the results of all units, table by table.
 *
 * @internal
 */
export function summarizeTables(
  schemas: readonly DatabaseSchema[],
  results: readonly UnitResult[],
): ManifestTable[] {
  const totals = sumUp(results);
  return schemas.flatMap(({ database, ...schema }) => {
    const describe = (
      stable: string,
      kind: ManifestTable['kind'],
      tableCount?: number,
    ): ManifestTable => {
      const total = totals.get(keyOf(database, stable)) ?? noTotals();
      return {
        database,
        stable,
        kind,
        tableCount: tableCount ?? total.listed,
        recordCount: total.rows,
        sourceCount: { before: total.before, after: total.after },
        fileName: total.files.find(isRowsFile) ?? '',
        files: total.files,
      };
    };
    return [
      ...schema.superTables.map(({ name, virtual }) =>
        virtual
          ? describe(
              name,
              'virtualTable',
              schema.virtualTables.filter(table => table.superTable === name)
                .length,
            )
          : describe(name, 'superTable'),
      ),
      ...schema.normalTables.map(({ name }) =>
        describe(name, 'normalTable', 1),
      ),
      ...schema.virtualTables
        .filter(({ superTable }) => superTable === undefined)
        .map(({ name }) => describe(name, 'virtualTable', 1)),
    ];
  });
}

function sumUp(results: readonly UnitResult[]): Map<string, Totals> {
  const totals = new Map<string, Totals>();
  for (const { unit, rows, measured, paths } of results) {
    const state = parseUnitState(unit.state);
    if (state.type === 'schema' || state.type === 'server') {
      continue;
    }
    const key = keyOf(state.database, state.table);
    const total = totals.get(key) ?? noTotals();
    totals.set(key, total);
    total.files.push(...paths);
    if (state.type === 'rows') {
      total.rows += rows;
      total.before += measured?.before ?? rows;
      total.after += measured?.after ?? rows;
    } else if (state.moment === 'after') {
      total.listed = rows;
    }
  }
  return totals;
}

function noTotals(): Totals {
  return { listed: 0, rows: 0, before: 0, after: 0, files: [] };
}

/**
 * Whether a file of a set holds rows, by its name.
 *
 * @internal
 */
export function isRowsFile(path: string): boolean {
  return /\.(tdb|csv(\.gz|\.zst)?)$/.test(path);
}

function keyOf(database: string, table: string): string {
  return JSON.stringify([database, table]);
}
