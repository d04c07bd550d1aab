import {
  ManifestTable,
  UnitResult,
} from 'backstage-plugin-tdengine-backup-node';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { parseUnitState } from './UnitState';

interface Totals {
  rows: number;
  before: number;
  after: number;
  files: string[];
}

/**
 * Sums up the results of all units, table by table.
 *
 * @param childTables - how many child tables a super table has
 * @internal
 */
export async function summarizeTables(
  schemas: readonly DatabaseSchema[],
  results: readonly UnitResult[],
  childTables: (database: string, superTable: string) => Promise<number>,
): Promise<ManifestTable[]> {
  const totals = new Map<string, Totals>();
  for (const { unit, rows, measured, paths } of results) {
    const state = parseUnitState(unit.state);
    if (state.type === 'schema') {
      continue;
    }
    const key = keyOf(state.database, state.table);
    const total = totals.get(key) ?? {
      rows: 0,
      before: 0,
      after: 0,
      files: [],
    };
    totals.set(key, total);
    total.files.push(...paths);
    if (state.type === 'rows') {
      total.rows += rows;
      total.before += measured?.before ?? rows;
      total.after += measured?.after ?? rows;
    }
  }
  const tables: ManifestTable[] = [];
  for (const { database, ...schema } of schemas) {
    const describe = (
      stable: string,
      kind: ManifestTable['kind'],
      tableCount: number,
    ): ManifestTable => {
      const { rows, before, after, files } = totals.get(
        keyOf(database, stable),
      ) ?? { rows: 0, before: 0, after: 0, files: [] };
      return {
        database,
        stable,
        kind,
        tableCount,
        recordCount: rows,
        sourceCount: { before, after },
        fileName: files.find(isRowsFile) ?? '',
        files,
      };
    };
    for (const { name, virtual } of schema.superTables) {
      tables.push(
        virtual
          ? describe(
              name,
              'virtualTable',
              schema.virtualTables.filter(table => table.superTable === name)
                .length,
            )
          : describe(name, 'superTable', await childTables(database, name)),
      );
    }
    tables.push(
      ...schema.normalTables.map(({ name }) =>
        describe(name, 'normalTable', 1),
      ),
      ...schema.virtualTables
        .filter(({ superTable }) => superTable === undefined)
        .map(({ name }) => describe(name, 'virtualTable', 1)),
    );
  }
  return tables;
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
