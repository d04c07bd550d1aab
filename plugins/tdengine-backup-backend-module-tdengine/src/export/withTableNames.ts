import {
  assembleBlock,
  AssembledColumn,
  BlockColumn,
  ColumnBlock,
  TDengineType,
} from 'tdengine-client';
import { PartRows } from '../formats/PartFormat';

/** Of a VARCHAR that holds any name of a table, with its length prefix. */
const NAME_TYPE = { type: TDengineType.VARCHAR, bytes: 192 + 2 };

/**
 * Rows as a scan of a super table gives them: with the name of its child table before each.
 *
 * @internal
 */
export function withTableNames({ block, runs }: PartRows): ColumnBlock {
  return ColumnBlock.parse(
    assembleBlock(block.rows, [
      nameColumn(block.rows, runs),
      ...block.columns.map(copyColumn),
    ]),
  );
}

function nameColumn(rows: number, runs: PartRows['runs']): AssembledColumn {
  const lengths = new Int32Array(rows);
  const values: Buffer[] = [];
  for (const { table, from, to } of runs) {
    const name = Buffer.from(table, 'utf8');
    lengths.fill(name.byteLength, from, to);
    for (let row = from; row < to; row++) {
      values.push(name);
    }
  }
  return { type: NAME_TYPE, lengths, values: Buffer.concat(values) };
}

function copyColumn(column: BlockColumn): AssembledColumn {
  const type = column.schema;
  if (column.layout.fixedSize !== undefined) {
    return { type, ...column.fixedParts() };
  }
  const lengths = new Int32Array(column.rows);
  const values = new Uint8Array(column.readLengths(lengths, 0));
  column.copyValues(values, 0);
  return { type, lengths, values };
}
