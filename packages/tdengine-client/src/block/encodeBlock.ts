import { COLUMN_HEADER_SIZE, HEADER_SIZE, NULL_OFFSET } from './blockLayout';
import type { ColumnSchema, Value } from './ColumnSchema';
import { variableValueBytes, writeFixedValue } from './encodeValue';
import { fixedSizeOf, lengthPrefixOf, longestValueOf } from './TDengineType';
import { writeBlockHeader } from './writeBlockHeader';

const LONGEST_U16 = 0xffff;

/**
 * Options of {@link encodeBlock}.
 *
 * @public
 */
export interface EncodeBlockOptions {
  /** Group of the rows, 0 by default; TDengine's own, carried along by slices. */
  groupId?: bigint;
}

interface EncodedColumn {
  head: Uint8Array;
  data: Uint8Array[];
  dataLength: number;
}

/**
 * Encodes rows as a raw block; the inverse of `ColumnBlock.parse`.
 *
 * @remarks
 * Accepts what {@link Value} describes, and for integer types any integer in range as a number or a bigint. Meant for
 * small results and tests: bulk data is sliced, not encoded.
 *
 * @param rows - row by row, each with as many values as there are columns
 * @throws RangeError naming the column and the row, for a value that does not fit its column
 * @public
 */
export function encodeBlock(
  columns: readonly ColumnSchema[],
  rows: readonly (readonly Value[])[],
  options?: EncodeBlockOptions,
): Uint8Array {
  const rowCount = columns.length === 0 ? 0 : rows.length;
  const wrongRow = rows.findIndex(row => row.length !== columns.length);
  if (wrongRow >= 0) {
    throw new RangeError(
      `Row ${wrongRow} has ${rows[wrongRow].length} values for ${columns.length} columns`,
    );
  }
  const encoded = columns.map((column, index) => {
    const values = rows.map(row => row[index]);
    return fixedSizeOf(column.type) === undefined
      ? encodeVariable(column, values)
      : encodeFixed(column, values);
  });
  const totalLength = encoded.reduce(
    (total, { head, dataLength }) => total + head.length + dataLength,
    HEADER_SIZE + columns.length * COLUMN_HEADER_SIZE + 1,
  );
  const target = new Uint8Array(totalLength);
  let position = writeBlockHeader(
    new DataView(target.buffer),
    rowCount,
    columns,
    encoded.map(({ dataLength }) => dataLength),
    options?.groupId ?? 0n,
  );
  for (const { head, data } of encoded) {
    for (const part of [head, ...data]) {
      target.set(part, position);
      position += part.length;
    }
  }
  return target;
}

function encodeFixed(
  column: ColumnSchema,
  values: readonly Value[],
): EncodedColumn {
  const size = fixedSizeOf(column.type)!;
  const head = new Uint8Array(Math.ceil(values.length / 8));
  const data = new Uint8Array(values.length * size);
  const view = new DataView(data.buffer);
  values.forEach((value, row) => {
    if (value === undefined) {
      head[row >> 3] |= 0x80 >> (row & 7);
    } else {
      naming(column, row, () =>
        writeFixedValue(view, row * size, column, value),
      );
    }
  });
  return { head, data: [data], dataLength: data.length };
}

function encodeVariable(
  column: ColumnSchema,
  values: readonly Value[],
): EncodedColumn {
  const prefixSize = lengthPrefixOf(column.type);
  const head = new Uint8Array(values.length * 4);
  const offsets = new DataView(head.buffer);
  const data: Uint8Array[] = [];
  let dataLength = 0;
  values.forEach((value, row) => {
    if (value === undefined) {
      offsets.setInt32(row * 4, NULL_OFFSET, true);
      return;
    }
    const bytes = naming(column, row, () => {
      const encoded = variableValueBytes(column.type, value);
      const longest = Math.min(
        longestValueOf(column.type, column.bytes),
        prefixSize === 2 ? LONGEST_U16 : Infinity,
      );
      if (encoded.length > longest) {
        throw new RangeError(
          `${encoded.length} bytes are more than the column's ${longest}`,
        );
      }
      return encoded;
    });
    offsets.setInt32(row * 4, dataLength, true);
    data.push(lengthPrefix(prefixSize, bytes.length), bytes);
    dataLength += prefixSize + bytes.length;
  });
  return { head, data, dataLength };
}

function lengthPrefix(size: number, length: number): Uint8Array {
  const prefix = Buffer.alloc(size);
  prefix.writeUIntLE(length, 0, size);
  return prefix;
}

function naming<T>(column: ColumnSchema, row: number, encode: () => T): T {
  try {
    return encode();
  } catch (error) {
    throw new RangeError(
      `Column '${column.name}', row ${row}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
