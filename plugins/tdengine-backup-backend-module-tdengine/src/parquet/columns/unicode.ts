import { isUtf8 } from 'node:buffer';

/**
 * Whether every one of some texts, which lie one behind the other, is valid UTF-8.
 *
 * @internal
 */
export function areUtf8(bytes: Uint8Array, lengths: Int32Array): boolean {
  let at = 0;
  for (const length of lengths) {
    // Where a character was cut in two, both halves together would be valid.
    if (length > 0 && (bytes[at] & 0xc0) === 0x80) {
      return false;
    }
    at += length;
  }
  return isUtf8(bytes);
}

/**
 * Texts of UCS-4, the form of NCHAR, as UTF-8.
 *
 * @returns `undefined` where one of them is no valid Unicode
 * @internal
 */
export function ucs4ToUtf8(
  values: Uint8Array,
  lengths: Int32Array,
): { values: Uint8Array; lengths: Int32Array } | undefined {
  const units = new Uint32Array(
    values.buffer,
    values.byteOffset,
    values.byteLength / 4,
  );
  const target = new Uint8Array(new ArrayBuffer(values.byteLength));
  const newLengths = new Int32Array(lengths.length);
  let unit = 0;
  let at = 0;
  for (let row = 0; row < lengths.length; row++) {
    const start = at;
    for (const end = unit + lengths[row] / 4; unit < end; unit++) {
      const code = units[unit];
      if (code < 0x80) {
        target[at++] = code;
      } else if (code < 0x800) {
        target[at++] = 0xc0 | (code >> 6);
        target[at++] = 0x80 | (code & 0x3f);
      } else if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        return undefined;
      } else if (code <= 0xffff) {
        target[at++] = 0xe0 | (code >> 12);
        target[at++] = 0x80 | ((code >> 6) & 0x3f);
        target[at++] = 0x80 | (code & 0x3f);
      } else {
        target[at++] = 0xf0 | (code >> 18);
        target[at++] = 0x80 | ((code >> 12) & 0x3f);
        target[at++] = 0x80 | ((code >> 6) & 0x3f);
        target[at++] = 0x80 | (code & 0x3f);
      }
    }
    newLengths[row] = at - start;
  }
  return { values: target.subarray(0, at), lengths: newLengths };
}

/**
 * The inverse of {@link ucs4ToUtf8}.
 *
 * @throws RangeError where a text is not valid UTF-8
 * @internal
 */
export function utf8ToUcs4(
  values: Uint8Array,
  lengths: Int32Array,
): { values: Uint8Array; lengths: Int32Array } {
  if (!areUtf8(values, lengths)) {
    throw new RangeError('A text is not valid UTF-8');
  }
  const units = new Uint32Array(values.byteLength);
  const newLengths = new Int32Array(lengths.length);
  let unit = 0;
  let at = 0;
  for (let row = 0; row < lengths.length; row++) {
    const start = unit;
    for (const end = at + lengths[row]; at < end; unit++) {
      const byte = values[at];
      if (byte < 0x80) {
        units[unit] = byte;
        at += 1;
      } else if (byte < 0xe0) {
        units[unit] = ((byte & 0x1f) << 6) | (values[at + 1] & 0x3f);
        at += 2;
      } else if (byte < 0xf0) {
        units[unit] =
          ((byte & 0x0f) << 12) |
          ((values[at + 1] & 0x3f) << 6) |
          (values[at + 2] & 0x3f);
        at += 3;
      } else {
        units[unit] =
          ((byte & 0x07) << 18) |
          ((values[at + 1] & 0x3f) << 12) |
          ((values[at + 2] & 0x3f) << 6) |
          (values[at + 3] & 0x3f);
        at += 4;
      }
    }
    newLengths[row] = (unit - start) * 4;
  }
  return {
    values: new Uint8Array(units.buffer, 0, unit * 4),
    lengths: newLengths,
  };
}
