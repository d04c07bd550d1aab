import { TableCounts } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { countStatement } from './scanStatement';
import { RowsUnitState } from './UnitState';

/**
 * Counts the rows that a scan of a unit would bring now, by table.
 *
 * @internal
 */
export async function measureUnit(
  client: TDengineClient,
  state: RowsUnitState,
  options: { signal: AbortSignal },
): Promise<TableCounts> {
  const { rows } = await client.query(countStatement(state), options);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const [name, count] = state.superTable ? row : [state.table, row[0]];
    const number = Number(count);
    if (number > 0) {
      counts.set(String(name), number);
    }
  }
  return counts;
}
