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
  let to = at + 2 * size;
  for (let plane = 0; plane < size; plane++) {
    const constant = writePlane(parts, size, plane, target, to);
    target[at + plane] = constant < 0 ? 1 : 0;
    target[at + size + plane] = Math.max(0, constant);
    to += constant < 0 ? count : 0;
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

/** Writes a plane; returns its byte where all are the same, and -1 otherwise. */
function writePlane(
  parts: readonly Uint8Array[],
  size: number,
  plane: number,
  target: Uint8Array,
  at: number,
): number {
  const first = parts.find(({ byteLength }) => byteLength > 0)?.[plane] ?? 0;
  let to = at;
  let different = 0;
  for (const part of parts) {
    for (let from = plane; from < part.byteLength; from += size) {
      const byte = part[from];
      target[to++] = byte;
      different |= byte ^ first;
    }
  }
  return different === 0 ? first : -1;
}
