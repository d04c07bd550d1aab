import { compareDatabases } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/testUtils';
import { TDengineClient } from 'tdengine-client';
import { countRows } from './countRows';
import { Check } from './DataFigures';

/** Above it comparing every value takes longer than all the rest. */
const MOST_ROWS_COMPARED = 20_000_000;
const MOST_DIFFERENCES = 5;

/** Compares a restored database with its source: rows per table, or the values of all rows. */
export async function checkRestored(
  client: TDengineClient,
  source: string,
  restored: string,
  options: { rows: number; values: boolean },
): Promise<Pick<Check, 'compared' | 'differences'>> {
  if (options.values && options.rows <= MOST_ROWS_COMPARED) {
    const { differences } = await compareDatabases(
      client,
      source,
      client,
      restored,
      { rowsOnly: true },
    );
    return {
      compared: 'every value',
      differences: differences.slice(0, MOST_DIFFERENCES),
    };
  }
  const [expected, found] = await Promise.all([
    countRows(client, source),
    countRows(client, restored),
  ]);
  const differences = [...new Set([...expected.keys(), ...found.keys()])]
    .filter(name => expected.get(name) !== found.get(name))
    .map(
      name =>
        `'${name}' has ${found.get(name) ?? 'no'} rows instead of ${
          expected.get(name) ?? 'none'
        }`,
    );
  return {
    compared: 'rows per table',
    differences: differences.slice(0, MOST_DIFFERENCES),
  };
}
