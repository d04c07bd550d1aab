import {
  NumbersByName,
  TableCounts,
} from 'backstage-plugin-tdengine-backup-node';
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
  const counts = NumbersByName.create();
  const { blocks } = await client.scan(countStatement(state), options);
  for await (const { rows, columns } of blocks) {
    const amounts = columns[columns.length - 1];
    for (let row = 0; row < rows; row++) {
      const count = Number(amounts.value(row));
      if (count > 0) {
        counts.set(
          state.superTable ? String(columns[0].value(row)) : state.table,
          count,
        );
      }
    }
  }
  return counts;
}
