import { BlockColumn, fixedSizeOf } from 'tdengine-client';
import { gatherNulls } from '../../formats/gatherNulls';
import { countBits } from './definitionLevels';

/**
 * The values of one column in several blocks, without those that are NULL.
 *
 * @internal
 */
export interface ColumnValues {
  rows: number;
  /** How many rows have a value. */
  count: number;
  /** Bitmap as TDengine has it; absent where no row is NULL. */
  nulls?: Uint8Array;
  /** One behind the other, at an address that numbers can be read at. */
  values: Uint8Array;
  /** The bytes of each value, of types of variable length. */
  lengths?: Int32Array;
}

/**
 * @param parts - the column in each of the blocks
 * @param rows - of all blocks
 * @internal
 */
export function columnValues(
  parts: readonly BlockColumn[],
  rows: number,
): ColumnValues {
  const size = fixedSizeOf(parts[0].schema.type);
  return size === undefined
    ? variableValues(parts, rows)
    : fixedValues(parts, rows, size);
}

function fixedValues(
  parts: readonly BlockColumn[],
  rows: number,
  size: number,
): ColumnValues {
  const nulls = gatherNulls(parts, rows);
  const values = new Uint8Array(new ArrayBuffer(rows * size));
  let at = 0;
  for (const part of parts) {
    const own = part.fixedParts().values;
    values.set(own, at);
    at += own.byteLength;
  }
  if (!nulls) {
    return { rows, count: rows, values };
  }
  const count = rows - countBits(nulls, rows);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    if ((nulls[row >> 3] & (0x80 >> (row & 7))) === 0) {
      const from = row * size;
      for (let byte = 0; byte < size; byte++) {
        values[to++] = values[from + byte];
      }
    }
  }
  return { rows, count, nulls, values: values.subarray(0, count * size) };
}

function variableValues(
  parts: readonly BlockColumn[],
  rows: number,
): ColumnValues {
  const all = new Int32Array(rows);
  let row = 0;
  let total = 0;
  for (const part of parts) {
    total += part.readLengths(all, row);
    row += part.rows;
  }
  const values = new Uint8Array(new ArrayBuffer(total));
  let at = 0;
  for (const part of parts) {
    at += part.copyValues(values, at);
  }
  const nulls = new Uint8Array(Math.ceil(rows / 8));
  const lengths = new Int32Array(rows);
  let count = 0;
  for (let index = 0; index < rows; index++) {
    if (all[index] < 0) {
      nulls[index >> 3] |= 0x80 >> (index & 7);
    } else {
      lengths[count++] = all[index];
    }
  }
  return {
    rows,
    count,
    ...(count < rows && { nulls }),
    values,
    lengths: lengths.subarray(0, count),
  };
}
