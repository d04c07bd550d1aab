import { BlockColumn } from 'tdengine-client';

/**
 * The bitmap of NULLs of one column in several blocks, first row in the highest bit; `undefined` where none is NULL.
 *
 * @internal
 */
export function gatherNulls(
  parts: readonly BlockColumn[],
  rows: number,
): Uint8Array | undefined {
  let nulls: Uint8Array | undefined;
  let row = 0;
  for (const part of parts) {
    const { nulls: own } = part.fixedParts();
    if (!isZero(own)) {
      nulls ??= new Uint8Array(Math.ceil(rows / 8));
      setBits(nulls, row, own, part.rows);
    }
    row += part.rows;
  }
  return nulls;
}

function isZero(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.byteLength; index++) {
    if (bytes[index] !== 0) {
      return false;
    }
  }
  return true;
}

/** Sets bits of a bitmap from some bit on; blocks need not have a multiple of eight rows. */
function setBits(
  target: Uint8Array,
  at: number,
  bits: Uint8Array,
  count: number,
): void {
  const shift = at & 7;
  const first = at >> 3;
  const last = bits.byteLength - 1;
  for (let index = 0; index <= last; index++) {
    // Bits behind the last row mean nothing.
    const unused = index === last ? (8 - (count & 7)) & 7 : 0;
    const byte = bits[index] & (0xff << unused);
    target[first + index] |= byte >> shift;
    if (shift > 0 && first + index + 1 < target.byteLength) {
      target[first + index + 1] |= byte << (8 - shift);
    }
  }
}
