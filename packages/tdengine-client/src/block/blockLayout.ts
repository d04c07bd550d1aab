import { TDengineProtocolError } from '../errors';
import type { ColumnType } from './ColumnSchema';
import {
  TDengineType,
  fixedSizeOf,
  isTDengineType,
  lengthPrefixOf,
  typeName,
} from './TDengineType';

/**
 * Layout of a raw block, all numbers little-endian (`blockEncode` in TDengine's `source/common/src/tdatablock.c`, and
 * the reader of taosAdapter, `driver/common/parser/block.go`):
 *
 * ```
 * 0 i32 version = 1 | 4 i32 total length | 8 i32 rows | 12 i32 columns | 16 i32 flags | 20 u64 group
 * 28 columns × (i8 type, i32 bytes)     decimals: bytes = size << 24 | precision << 8 | scale
 *    columns × i32 length of the data
 *    per column, fixed size:      bitmap of NULLs, ceil(rows / 8) bytes, first row in the highest bit; rows × value
 *                variable length: rows × i32 offset (-1 is NULL); values, each behind its length (u16, BLOB u32)
 *    u8 fill byte
 * ```
 *
 * @internal
 */
export const BLOCK_VERSION = 1;
/** @internal */
export const HEADER_SIZE = 28;
/** Bytes per column in the header: type, bytes, length of the data. @internal */
export const COLUMN_HEADER_SIZE = 9;
/** The flag that says the header holds the columns' types; as i32. @internal */
export const HAS_COLUMN_TYPES = 1 << 31;
/** @internal */
export const NULL_OFFSET = -1;

/**
 * Where one column lies in a block.
 *
 * @internal
 */
export interface ColumnLayout {
  type: ColumnType;
  /** Size of a value, `undefined` for variable length. */
  fixedSize: number | undefined;
  /** Start of the bitmap (fixed size) or of the offsets (variable length). */
  headStart: number;
  dataStart: number;
  dataEnd: number;
}

/** @internal */
export interface BlockLayout {
  rows: number;
  columns: ColumnLayout[];
}

/**
 * Finds the columns of a block and checks that every length and offset stays inside it.
 *
 * @throws TDengineProtocolError that names what is wrong
 * @internal
 */
export function readBlockLayout(view: DataView): BlockLayout {
  const { rows, columnCount } = readHeader(view);
  const lengthsStart = HEADER_SIZE + columnCount * 5;
  const columns: ColumnLayout[] = [];
  let position = HEADER_SIZE + columnCount * COLUMN_HEADER_SIZE;
  for (let index = 0; index < columnCount; index++) {
    const type = readColumnType(view, HEADER_SIZE + index * 5, index);
    const dataLength = view.getInt32(lengthsStart + index * 4, true);
    const fixedSize = fixedSizeOf(type.type);
    const dataStart =
      position + (fixedSize === undefined ? rows * 4 : Math.ceil(rows / 8));
    const dataEnd = dataStart + dataLength;
    if (dataLength < 0 || dataEnd > view.byteLength) {
      throw new TDengineProtocolError(
        `Damaged block: ${describeColumn(
          index,
          type,
        )} claims ${dataLength} bytes of data at ${dataStart}, the block has ${
          view.byteLength
        }`,
      );
    }
    const column = {
      type,
      fixedSize,
      headStart: position,
      dataStart,
      dataEnd,
    };
    if (fixedSize === undefined) {
      checkVariableColumn(view, column, rows, index);
    } else if (dataLength !== rows * fixedSize) {
      throw new TDengineProtocolError(
        `Damaged block: ${describeColumn(
          index,
          type,
        )} has ${dataLength} bytes of data for ${rows} rows of ${fixedSize}`,
      );
    }
    columns.push(column);
    position = dataEnd;
  }
  const rest = view.byteLength - position;
  if (rest > 1) {
    throw new TDengineProtocolError(
      `Damaged block: ${rest} bytes behind the last column, expected the fill byte at most`,
    );
  }
  return { rows, columns };
}

function readHeader(view: DataView): { rows: number; columnCount: number } {
  if (view.byteLength < HEADER_SIZE) {
    throw new TDengineProtocolError(
      `Damaged block: ${view.byteLength} bytes are less than the header of ${HEADER_SIZE}`,
    );
  }
  const version = view.getInt32(0, true);
  if (version !== BLOCK_VERSION) {
    throw new TDengineProtocolError(
      `Block version ${version} is not supported, expected ${BLOCK_VERSION}`,
    );
  }
  const totalLength = view.getInt32(4, true);
  if (totalLength !== view.byteLength) {
    throw new TDengineProtocolError(
      `Damaged block: the header says ${totalLength} bytes, there are ${view.byteLength}`,
    );
  }
  const rows = view.getInt32(8, true);
  const columnCount = view.getInt32(12, true);
  if (
    rows < 0 ||
    columnCount < 0 ||
    HEADER_SIZE + columnCount * COLUMN_HEADER_SIZE > view.byteLength
  ) {
    throw new TDengineProtocolError(
      `Damaged block: ${rows} rows of ${columnCount} columns in ${view.byteLength} bytes`,
    );
  }
  // Without columns nothing in the block bounds the number of rows.
  if (columnCount === 0 && rows > 0) {
    throw new TDengineProtocolError(
      `Damaged block: ${rows} rows without a column`,
    );
  }
  const flags = view.getInt32(16, true);
  if ((flags & HAS_COLUMN_TYPES) === 0) {
    throw new TDengineProtocolError(
      'The block does not hold the types of its columns (flag 0x80000000 is not set)',
    );
  }
  return { rows, columnCount };
}

function readColumnType(
  view: DataView,
  position: number,
  index: number,
): ColumnType {
  const type = view.getInt8(position);
  const bytes = view.getInt32(position + 1, true);
  if (!isTDengineType(type)) {
    throw new TDengineProtocolError(
      `Column ${index + 1} of the block has the unknown type ${type}`,
    );
  }
  const column = isDecimal(type)
    ? {
        type,
        bytes: bytes >>> 24,
        precision: (bytes >>> 8) & 0xff,
        scale: bytes & 0xff,
      }
    : { type, bytes };
  const fixedSize = fixedSizeOf(type);
  const valid =
    fixedSize === undefined
      ? bytes >= lengthPrefixOf(type)
      : column.bytes === fixedSize;
  if (!valid) {
    throw new TDengineProtocolError(
      `Damaged block: ${describeColumn(index, column)} states a size of ${
        column.bytes
      } bytes`,
    );
  }
  return column;
}

function checkVariableColumn(
  view: DataView,
  column: ColumnLayout,
  rows: number,
  index: number,
): void {
  const { headStart, dataStart, dataEnd } = column;
  const { type } = column.type;
  const prefix = lengthPrefixOf(type);
  const lastStart = dataEnd - dataStart - prefix;
  let previous = NULL_OFFSET;
  for (let row = 0; row < rows; row++) {
    const offset = view.getInt32(headStart + row * 4, true);
    if (offset === previous || offset === NULL_OFFSET) {
      continue;
    }
    if (offset < 0 || offset > lastStart) {
      throw new TDengineProtocolError(
        `Damaged block: row ${row} of ${describeColumn(
          index,
          column.type,
        )} starts at ${offset}, outside its ${
          dataEnd - dataStart
        } bytes of data`,
      );
    }
    const start = dataStart + offset;
    const length =
      prefix === 2 ? view.getUint16(start, true) : view.getUint32(start, true);
    if (start + prefix + length > dataEnd) {
      throw new TDengineProtocolError(
        `Damaged block: row ${row} of ${describeColumn(
          index,
          column.type,
        )} is ${length} bytes long, more than its data holds`,
      );
    }
    if (type === TDengineType.NCHAR && length % 4 !== 0) {
      throw new TDengineProtocolError(
        `Damaged block: row ${row} of ${describeColumn(
          index,
          column.type,
        )} is ${length} bytes long, not a multiple of 4`,
      );
    }
    previous = offset;
  }
}

/** @internal */
export function isDecimal(type: TDengineType): boolean {
  return type === TDengineType.DECIMAL || type === TDengineType.DECIMAL64;
}

function describeColumn(index: number, { type }: ColumnType): string {
  return `column ${index + 1} (${typeName(type)})`;
}
