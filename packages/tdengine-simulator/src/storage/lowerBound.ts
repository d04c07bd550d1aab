/** Index of the first of some ascending keys, within a range, that is not less than a value. */
export function lowerBound(
  keys: BigInt64Array,
  value: bigint,
  from = 0,
  to = keys.length,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
