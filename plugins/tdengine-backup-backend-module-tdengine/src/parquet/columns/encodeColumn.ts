import {
  BlockColumn,
  ColumnType,
  fixedSizeOf,
  TDengineType,
} from 'tdengine-client';
import { ColumnValues, columnValues } from './ColumnValues';
import { encodeLevels } from './definitionLevels';
import { encodeDeltas } from './deltaBinaryPacked';
import { isSigned } from './integerTypes';
import { widen } from './integers';
import {
  bigEndianExtremes,
  bytesExtremes,
  Extremes,
  numberExtremes,
} from './statistics';
import { areUtf8, ucs4ToUtf8 } from './unicode';

/**
 * One column of a row group, before compression.
 *
 * @internal
 */
export interface EncodedColumn {
  page: Buffer;
  nulls: number;
  extremes?: Extremes;
  /** Whether a text column has only valid Unicode. */
  text: boolean;
  /** Whether its bytes are those of TDengine's block though it has text for NCHAR otherwise. */
  rawText: boolean;
}

interface EncodedValues {
  bytes: readonly Uint8Array[];
  extremes?: Extremes;
  text?: boolean;
  rawText?: boolean;
}

/**
 * Encodes one column of several blocks as a data page, without a value in JavaScript for each cell.
 *
 * @param parts - the column in each of the blocks
 * @param rows - of all blocks
 * @param required - whether it cannot be NULL, and has no levels
 * @internal
 */
export function encodeColumn(
  parts: readonly BlockColumn[],
  rows: number,
  required: boolean,
): EncodedColumn {
  const { schema } = parts[0];
  const column = columnValues(parts, rows);
  const { bytes, extremes, text, rawText } =
    fixedSizeOf(schema.type) === undefined
      ? encodeVariable(schema, column)
      : encodeFixed(schema, column);
  return {
    page: Buffer.concat([
      ...(required ? [] : [encodeLevels(column.nulls, rows)]),
      ...bytes,
    ]),
    nulls: rows - column.count,
    ...(column.count > 0 && { extremes }),
    text: text ?? true,
    rawText: rawText ?? false,
  };
}

function encodeFixed(
  { type }: ColumnType,
  { values, count }: ColumnValues,
): EncodedValues {
  if (type === TDengineType.DECIMAL) {
    const bytes = reverse16(values);
    return {
      bytes: [bytes],
      ...(count > 0 && { extremes: bigEndianExtremes(bytes) }),
    };
  }
  const extremes = count > 0 ? numberExtremes(type, values) : undefined;
  const size = fixedSizeOf(type)!;
  switch (type) {
    case TDengineType.BOOL:
      return { bytes: [packBooleans(values)], extremes };
    case TDengineType.FLOAT:
    case TDengineType.DOUBLE:
      return { bytes: [splitStreams(values, size)], extremes };
    default: {
      const numbers = widen(values, Math.min(4, size), isSigned(type));
      return { bytes: [encodeDeltas(numbers, count, size === 8)], extremes };
    }
  }
}

function encodeVariable(
  { type }: ColumnType,
  { values, lengths = new Int32Array() }: ColumnValues,
): EncodedValues {
  let stored: { values: Uint8Array; lengths: Int32Array } | undefined;
  let text = true;
  if (type === TDengineType.NCHAR) {
    stored = ucs4ToUtf8(values, lengths);
    text = stored !== undefined;
  } else if (type === TDengineType.VARCHAR || type === TDengineType.JSON) {
    text = areUtf8(values, lengths);
  }
  stored ??= { values, lengths };
  return {
    bytes: [
      encodeDeltas(stored.lengths, stored.lengths.length, false),
      stored.values,
    ],
    text,
    rawText: !text && type === TDengineType.NCHAR,
    ...(lengths.length > 0 && {
      extremes: bytesExtremes(stored.values, stored.lengths),
    }),
  };
}

/** First value in the lowest bit. */
function packBooleans(values: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.byteLength / 8));
  for (let row = 0; row < values.byteLength; row++) {
    if (values[row] !== 0) {
      bits[row >> 3] |= 1 << (row & 7);
    }
  }
  return bits;
}

/** All first bytes, then all second bytes, and so on: BYTE_STREAM_SPLIT. */
function splitStreams(values: Uint8Array, size: number): Uint8Array {
  const target = new Uint8Array(values.byteLength);
  let to = 0;
  for (let stream = 0; stream < size; stream++) {
    for (let from = stream; from < values.byteLength; from += size) {
      target[to++] = values[from];
    }
  }
  return target;
}

/**
 * Numbers of 16 bytes, the lowest byte first, with the highest first.
 *
 * @internal
 */
export function reverse16(values: Uint8Array): Uint8Array {
  const target = new Uint8Array(values.byteLength);
  for (let at = 0; at < values.byteLength; at += 16) {
    for (let byte = 0; byte < 16; byte++) {
      target[at + byte] = values[at + 15 - byte];
    }
  }
  return target;
}
