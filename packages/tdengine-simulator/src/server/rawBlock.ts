import { ColumnBlock, TDengineType } from 'tdengine-client';
import { sqlErrors } from '../SqlError';
import type { Session } from '../execution/Session';
import { writeRows } from '../execution/write/writeRows';
import type { ColumnDefinition } from '../storage/ColumnDefinition';
import type { ColumnVector } from '../storage/ColumnVector';
import { columnsOf } from '../storage/Table';
import { isDecimal, isVariable, type DataType } from '../types/DataType';
import { blockVectors } from './blockVectors';

const FIELD_SIZE = 72;
const FIELD_NAME_SIZE = 65;

/** A block on its way into a table. */
export interface RawBlockWrite {
  table: string;
  block: ColumnBlock;
  /** Names of the block's columns; without them columns go by position. */
  names?: string[];
}

/**
 * Reads the message behind its 24 bytes of header: `u32 rows | u16 length of the name | name | block`, and with fields 72
 * bytes for each column, its name first.
 */
export function readRawBlockMessage(
  message: Buffer,
  withFields: boolean,
): RawBlockWrite {
  const nameLength = message.readUInt16LE(28);
  const table = message.toString('utf8', 30, 30 + nameLength);
  const start = 30 + nameLength;
  const length = message.readInt32LE(start + 4);
  const block = ColumnBlock.parse(message.subarray(start, start + length));
  const names = withFields
    ? block.columns.map((_, index) =>
        readFieldName(message, start + length + index * FIELD_SIZE),
      )
    : undefined;
  return { table, block, names };
}

function readFieldName(message: Buffer, at: number): string {
  const bytes = message.subarray(at, at + FIELD_NAME_SIZE);
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

/** Whether the block has a column that a real adapter does not survive. */
export function hasBlob({ block }: RawBlockWrite): boolean {
  return block.columns.some(({ schema }) => schema.type === TDengineType.BLOB);
}

/**
 * Writes a block into a table of the session's database.
 *
 * @throws SqlError where a column has another type or is wider than the table's; then nothing is written
 */
export function writeRawBlock(
  { table: name, block, names }: RawBlockWrite,
  session: Session,
): number {
  const database = session.databaseOf({});
  const table = database.find(name);
  if (!table) {
    throw sqlErrors.noSuchTable();
  }
  if (table.kind === 'super' || table.kind === 'virtual') {
    throw sqlErrors.invalidParameters();
  }
  const sources = blockVectors(block);
  const vectors = new Map<number, ColumnVector>();
  for (const [index, column] of columnsOf(table).entries()) {
    const position = names ? names.indexOf(column.name) : index;
    const source = sources[position];
    if (source) {
      requireSameType(source.type, column);
      vectors.set(column.id, source);
    }
  }
  return writeRows(database, table, vectors);
}

function requireSameType(given: DataType, { type }: ColumnDefinition): void {
  const fits = isVariable(type)
    ? given.bytes <= type.bytes
    : given.bytes === type.bytes;
  const sameDigits =
    !isDecimal(type) ||
    (given.precision === type.precision && given.scale === type.scale);
  if (given.type !== type.type || !fits || !sameDigits) {
    throw sqlErrors.invalidParameters();
  }
}
