import type { Cell } from './Cell';

/**
 * Order of two values of the same kind: NULL first, text by its UTF-8 bytes, numbers and bigints by value.
 *
 * @returns negative, zero or positive
 */
export function compareCells(left: Cell, right: Cell): number {
  if (left === right) {
    return 0;
  }
  if (left === undefined) {
    return -1;
  }
  if (right === undefined) {
    return 1;
  }
  if (typeof left === 'string' && typeof right === 'string') {
    return compareText(left, right);
  }
  if (left instanceof Uint8Array || right instanceof Uint8Array) {
    return Buffer.compare(toBytes(left), toBytes(right));
  }
  if (left < right) {
    return -1;
  }
  return left > right ? 1 : 0;
}

function compareText(left: string, right: string): number {
  for (let index = 0; index < left.length && index < right.length; index++) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one !== other) {
      // Surrogates sort below U+E000–U+FFFF in UTF-16 but above them in UTF-8.
      return one >= 0xd800 && other >= 0xd800
        ? Buffer.compare(Buffer.from(left), Buffer.from(right))
        : one - other;
    }
  }
  return left.length - right.length;
}

function toBytes(cell: Exclude<Cell, undefined>): Uint8Array {
  return cell instanceof Uint8Array ? cell : Buffer.from(String(cell), 'utf8');
}
