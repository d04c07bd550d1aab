import {
  AssembledColumn,
  ColumnType,
  fixedSizeOf,
  TDengineType,
} from 'tdengine-client';
import { decodeLevels } from './definitionLevels';
import { decodeDeltas } from './deltaBinaryPacked';
import { reverse16 } from './encodeColumn';
import { bytesOf, narrow } from './integers';
import { isSigned } from './integerTypes';
import { utf8ToUcs4 } from './unicode';

/**
 * Decodes a data page to a column of a block; the inverse of `encodeColumn`.
 *
 * @param options - `required`: it has no levels; `rawText`: text as the bytes of TDengine's block
 * @throws RangeError where it is not a page of so many rows of the type
 * @internal
 */
export function decodeColumn(
  page: Buffer,
  type: ColumnType,
  rows: number,
  options: { required: boolean; rawText: boolean },
): AssembledColumn {
  const levels = options.required
    ? { nulls: new Uint8Array(Math.ceil(rows / 8)), values: rows, end: 0 }
    : decodeLevels(page, rows);
  const size = fixedSizeOf(type.type);
  if (size === undefined) {
    return decodeVariable(page, type, rows, { ...levels, ...options });
  }
  const values = decodeFixed(page, levels.end, type, levels.values);
  return {
    type,
    nulls: levels.nulls,
    values: spread(values, levels, rows, size),
  };
}

interface Levels {
  nulls: Uint8Array;
  /** Rows that have a value. */
  values: number;
  end: number;
}

function decodeFixed(
  page: Buffer,
  at: number,
  { type }: ColumnType,
  count: number,
): Uint8Array {
  const size = fixedSizeOf(type)!;
  switch (type) {
    case TDengineType.BOOL:
      return unpackBooleans(rest(page, at, Math.ceil(count / 8)), count);
    case TDengineType.FLOAT:
    case TDengineType.DOUBLE:
      return joinStreams(rest(page, at, count * size), size);
    case TDengineType.DECIMAL:
      return reverse16(rest(page, at, count * size));
    default: {
      const { values, end } = decodeDeltas(page, at, count, size === 8);
      rest(page, end, 0);
      return size === 8
        ? bytesOf(values)
        : narrow(values, size, isSigned(type));
    }
  }
}

function decodeVariable(
  page: Buffer,
  type: ColumnType,
  rows: number,
  options: Levels & { rawText: boolean },
): AssembledColumn {
  const decoded = decodeDeltas(page, options.end, options.values, false);
  let total = 0;
  for (const length of decoded.values) {
    if (length < 0) {
      throw new RangeError('A value has fewer bytes than none');
    }
    total += length;
  }
  let stored = {
    values: rest(page, decoded.end, total),
    lengths: decoded.values,
  };
  if (type.type === TDengineType.NCHAR && !options.rawText) {
    stored = utf8ToUcs4(stored.values, stored.lengths);
  }
  const lengths = new Int32Array(rows);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    const isNull = (options.nulls[row >> 3] & (0x80 >> (row & 7))) !== 0;
    lengths[row] = isNull ? -1 : stored.lengths[next++];
  }
  return { type, lengths, values: stored.values };
}

/** Values at the places of their rows, zeros where a row is NULL. */
function spread(
  values: Uint8Array,
  { nulls, values: count }: Levels,
  rows: number,
  size: number,
): Uint8Array {
  if (count === rows) {
    return values;
  }
  const target = new Uint8Array(rows * size);
  let from = 0;
  for (let row = 0; row < rows; row++) {
    if ((nulls[row >> 3] & (0x80 >> (row & 7))) === 0) {
      for (let byte = 0; byte < size; byte++) {
        target[row * size + byte] = values[from++];
      }
    }
  }
  return target;
}

/** What is left of a page has to be exactly the values. */
function rest(page: Buffer, at: number, length: number): Uint8Array {
  if (page.byteLength - at !== length) {
    throw new RangeError(
      `A page has ${
        page.byteLength - at
      } bytes where its values have ${length}`,
    );
  }
  return page.subarray(at);
}

function unpackBooleans(bits: Uint8Array, count: number): Uint8Array {
  const values = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    values[row] = (bits[row >> 3] >> (row & 7)) & 1;
  }
  return values;
}

function joinStreams(streams: Uint8Array, size: number): Uint8Array {
  const values = new Uint8Array(streams.byteLength);
  let from = 0;
  for (let stream = 0; stream < size; stream++) {
    for (let to = stream; to < values.byteLength; to += size) {
      values[to] = streams[from++];
    }
  }
  return values;
}
