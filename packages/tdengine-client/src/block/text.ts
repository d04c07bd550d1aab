/** ICU's decoder, because `Buffer.toString` hides invalid bytes behind U+FFFD. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Longer texts go straight to the strict decoder; below, a look at each byte is cheaper than a native call. */
const SHORT_TEXT = 128;

/**
 * Decodes UTF-8.
 *
 * @returns `undefined` where the bytes are not valid UTF-8
 * @internal
 */
export function decodeUtf8(
  bytes: Buffer,
  start: number,
  end: number,
): string | undefined {
  if (end - start <= SHORT_TEXT && isAscii(bytes, start, end)) {
    return bytes.toString('latin1', start, end);
  }
  try {
    return strictUtf8.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    if (bytes[index] > 0x7f) {
      return false;
    }
  }
  return true;
}

/**
 * Decodes UCS-4 little-endian, the form of NCHAR in raw blocks.
 *
 * @returns `undefined` where a unit is not a Unicode scalar value
 * @internal
 */
export function decodeUcs4(
  view: DataView,
  start: number,
  end: number,
): string | undefined {
  let text = '';
  for (let position = start; position < end; position += 4) {
    const codePoint = view.getUint32(position, true);
    if (!isScalarValue(codePoint)) {
      return undefined;
    }
    text +=
      codePoint <= 0xffff
        ? String.fromCharCode(codePoint)
        : String.fromCodePoint(codePoint);
  }
  return text;
}

/**
 * Encodes text as UCS-4 little-endian.
 *
 * @internal
 */
export function encodeUcs4(text: string): Uint8Array {
  const codePoints = Array.from(text, character => character.codePointAt(0)!);
  const bytes = new Uint8Array(codePoints.length * 4);
  const view = new DataView(bytes.buffer);
  codePoints.forEach((codePoint, index) =>
    view.setUint32(index * 4, codePoint, true),
  );
  return bytes;
}

/**
 * Rewrites UCS-4 as UTF-8 without a string in between.
 *
 * @param target - has room for as many bytes as the source has
 * @returns the number of bytes written, or -1 where a unit is not a Unicode scalar value
 * @internal
 */
export function ucs4ToUtf8(
  view: DataView,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
): number {
  let write = at;
  for (let position = start; position < end; position += 4) {
    const codePoint = view.getUint32(position, true);
    if (codePoint < 0x80) {
      target[write++] = codePoint;
    } else if (codePoint < 0x800) {
      target[write++] = 0xc0 | (codePoint >> 6);
      target[write++] = 0x80 | (codePoint & 0x3f);
    } else if (!isScalarValue(codePoint)) {
      return -1;
    } else if (codePoint <= 0xffff) {
      target[write++] = 0xe0 | (codePoint >> 12);
      target[write++] = 0x80 | ((codePoint >> 6) & 0x3f);
      target[write++] = 0x80 | (codePoint & 0x3f);
    } else {
      target[write++] = 0xf0 | (codePoint >> 18);
      target[write++] = 0x80 | ((codePoint >> 12) & 0x3f);
      target[write++] = 0x80 | ((codePoint >> 6) & 0x3f);
      target[write++] = 0x80 | (codePoint & 0x3f);
    }
  }
  return write - at;
}

/**
 * Whether a string has no lone surrogate, so that UTF-8 and UCS-4 can carry it exactly.
 *
 * @internal
 */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function isScalarValue(codePoint: number): boolean {
  return codePoint < 0xd800 || (codePoint > 0xdfff && codePoint <= 0x10ffff);
}
