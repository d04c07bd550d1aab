/**
 * Splits values of some bytes into planes: all first bytes, then all second bytes, and so on. What the values share lies
 * side by side then, which is what a compressor finds fastest.
 *
 * @param source - count × size bytes
 * @param at - where in `target` the first plane goes
 * @internal
 */
export function splitPlanes(
  source: Uint8Array,
  size: number,
  target: Uint8Array,
  at: number,
): void {
  const count = source.byteLength / size;
  if (size === 1) {
    target.set(source, at);
  } else if (size === 4) {
    splitFour(source, count, target, at);
  } else {
    splitAny(source, size, count, target, at);
  }
}

/**
 * The inverse of {@link splitPlanes}.
 *
 * @param source - holds the planes from `at` on
 * @param target - count × size bytes
 * @internal
 */
export function joinPlanes(
  source: Uint8Array,
  at: number,
  size: number,
  target: Uint8Array,
): void {
  const count = target.byteLength / size;
  if (size === 1) {
    target.set(source.subarray(at, at + count));
  } else if (size === 4) {
    joinFour(source, at, count, target);
  } else {
    joinAny(source, at, size, count, target);
  }
}

/** Values of four bytes are the most frequent: one pass, each value while it is in the cache. */
function splitFour(
  source: Uint8Array,
  count: number,
  target: Uint8Array,
  at: number,
): void {
  const second = at + count;
  const third = second + count;
  const fourth = third + count;
  for (let row = 0, from = 0; row < count; row++, from += 4) {
    target[at + row] = source[from];
    target[second + row] = source[from + 1];
    target[third + row] = source[from + 2];
    target[fourth + row] = source[from + 3];
  }
}

function joinFour(
  source: Uint8Array,
  at: number,
  count: number,
  target: Uint8Array,
): void {
  const second = at + count;
  const third = second + count;
  const fourth = third + count;
  for (let row = 0, to = 0; row < count; row++, to += 4) {
    target[to] = source[at + row];
    target[to + 1] = source[second + row];
    target[to + 2] = source[third + row];
    target[to + 3] = source[fourth + row];
  }
}

function splitAny(
  source: Uint8Array,
  size: number,
  count: number,
  target: Uint8Array,
  at: number,
): void {
  let to = at;
  for (let plane = 0; plane < size; plane++) {
    for (let row = 0, from = plane; row < count; row++, from += size) {
      target[to++] = source[from];
    }
  }
}

function joinAny(
  source: Uint8Array,
  at: number,
  size: number,
  count: number,
  target: Uint8Array,
): void {
  let from = at;
  for (let plane = 0; plane < size; plane++) {
    for (let row = 0, to = plane; row < count; row++, to += size) {
      target[to] = source[from++];
    }
  }
}
