const WORD_BYTES = 4;

/**
 * Splits values of some bytes into planes: all first bytes, then all second bytes, and so on. What the values share lies
 * side by side then, which is what a compressor finds fastest; a plane of one byte only is not stored at all.
 *
 * Layout: one byte a plane, 1 where it is stored and 0 where it is constant; one byte a plane, the constant; the stored
 * planes, one byte a value each.
 *
 * @param parts - values of `size` bytes, all parts together `count` of them
 * @param at - where in `target` the layout begins
 * @returns where it ends, at most {@link longestPlanes} further on
 * @internal
 */
export function splitPlanes(
  parts: readonly Uint8Array[],
  size: number,
  count: number,
  target: Uint8Array,
  at: number,
): number {
  const first =
    parts.find(({ byteLength }) => byteLength > 0)?.subarray(0, size) ??
    new Uint8Array(size);
  const differences = findDifferences(parts, size, first);
  let to = at + 2 * size;
  for (let plane = 0; plane < size; plane++) {
    const constant = differences[plane] === 0;
    target[at + plane] = constant ? 0 : 1;
    target[at + size + plane] = constant ? first[plane] : 0;
    if (!constant) {
      writePlane(parts, size, plane, target, to);
      to += count;
    }
  }
  return to;
}

/**
 * Bytes that planes take at most.
 *
 * @internal
 */
export function longestPlanes(size: number, count: number): number {
  return 2 * size + size * count;
}

/**
 * The inverse of {@link splitPlanes}.
 *
 * @param source - holds the planes from `at` on
 * @param target - gets count × size bytes
 * @returns where the planes end
 * @throws RangeError where they reach beyond the source
 * @internal
 */
export function joinPlanes(
  source: Uint8Array,
  at: number,
  size: number,
  target: Uint8Array,
): number {
  const count = target.byteLength / size;
  let from = at + 2 * size;
  for (let plane = 0; plane < size; plane++) {
    const stored = source[at + plane];
    const end = from + (stored === 1 ? count : 0);
    if (end > source.byteLength || !(stored <= 1)) {
      throw new RangeError('The planes of a column reach beyond its frame');
    }
    if (stored === 1) {
      for (let row = 0, to = plane; row < count; row++, to += size) {
        target[to] = source[from + row];
      }
    } else {
      const constant = source[at + size + plane];
      // New memory is zero already.
      for (let to = plane; constant && to < target.byteLength; to += size) {
        target[to] = constant;
      }
    }
    from = end;
  }
  return from;
}

/** Writes a plane, one byte a value. */
function writePlane(
  parts: readonly Uint8Array[],
  size: number,
  plane: number,
  target: Uint8Array,
  at: number,
): void {
  let to = at;
  for (const part of parts) {
    for (let from = plane; from < part.byteLength; from += size) {
      target[to++] = part[from];
    }
  }
}

/**
 * Where values differ from the first one: a byte a plane, 0 where all have the same. Words are looked at once for four
 * planes, since most planes of most columns are constant and need not be looked at again.
 */
function findDifferences(
  parts: readonly Uint8Array[],
  size: number,
  first: Uint8Array,
): Uint8Array {
  return size % WORD_BYTES === 0
    ? differencesOfWords(parts, size, first)
    : differencesOfBytes(parts, size, first);
}

function differencesOfWords(
  parts: readonly Uint8Array[],
  size: number,
  first: Uint8Array,
): Uint8Array {
  const differences = new Uint8Array(size);
  const found = viewOf(differences);
  for (let word = 0; word < size; word += WORD_BYTES) {
    const wanted = viewOf(first).getInt32(word);
    let different = 0;
    for (const part of parts) {
      const view = viewOf(part);
      for (let at = word; at < part.byteLength; at += size) {
        different |= view.getInt32(at) ^ wanted;
      }
    }
    found.setInt32(word, different);
  }
  return differences;
}

function differencesOfBytes(
  parts: readonly Uint8Array[],
  size: number,
  first: Uint8Array,
): Uint8Array {
  const differences = new Uint8Array(size);
  for (let plane = 0; plane < size; plane++) {
    let different = 0;
    for (const part of parts) {
      for (let at = plane; at < part.byteLength; at += size) {
        different |= part[at] ^ first[plane];
      }
    }
    differences[plane] = different;
  }
  return differences;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
