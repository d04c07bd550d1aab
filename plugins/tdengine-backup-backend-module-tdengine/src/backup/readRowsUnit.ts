import {
  CompressionSettings,
  countsPart,
  CountsSum,
  forEachInTurns,
  Part,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock, Precision, TDengineClient } from 'tdengine-client';
import { ColumnDefinition } from '../catalog/DatabaseSchema';
import { PartFormat } from '../formats/PartFormat';
import { InstanceLoad } from '../instances/InstanceLoad';
import { scanStatement } from './scanStatement';
import { RowsUnitState } from './UnitState';

/**
 * How the rows of a unit are to be written.
 *
 * @internal
 */
export interface RowsUnitOptions {
  unitId: string;
  columns: readonly ColumnDefinition[];
  precision: Precision;
  format: PartFormat;
  compression: CompressionSettings;
  onBlock: (rows: number, bytes: number) => void;
  onTable: (name: string) => void;
  load: InstanceLoad;
  signal: AbortSignal;
}

/**
 * Scans the rows of a unit into parts, and the rows per table into one more.
 *
 * @internal
 */
export async function* readRowsUnit(
  client: TDengineClient,
  state: RowsUnitState,
  options: RowsUnitOptions,
): AsyncGenerator<Part> {
  const { signal, columns } = options;
  const scan = await client.scan(scanStatement(state, columns), { signal });
  const sum = CountsSum.create();
  const onBlock = (block: ColumnBlock) =>
    options.onBlock(block.rows, block.buffer.byteLength);
  const facts = {
    database: state.database,
    table: state.table,
    tableNames: state.superTable,
    precision: options.precision,
    columnNames: columns.map(({ name }) => name),
  };
  try {
    const parts = options.format.write(options.load.pace(scan.blocks, signal), {
      path: options.unitId,
      facts,
      compression: options.compression,
      onBlock,
    });
    for await (const part of parts) {
      yield part;
      sum.add(part.summary().tables ?? new Map());
    }
  } finally {
    await scan.close();
  }
  const { counts } = sum;
  await forEachInTurns(counts.keys(), options.onTable);
  yield countsPart(options.unitId, counts);
}
