/** S3 takes this many parts of one object and no more. */
export const MAXIMUM_PARTS = 10_000;

const MEBIBYTE = 1024 * 1024;

// Above 5 GiB S3 refuses a part; one is held in memory, so it ends far below.
const MAXIMUM_PART_BYTES = 1024 * MEBIBYTE;

/** So many parts of the first size, and then of each size that is twice the one before. */
const CONSTANT_PARTS = 5_000;
const PARTS_PER_DOUBLING = 250;

/**
 * How large part number `number` of an object is, the first being 1.
 *
 * @remarks
 *
 * With an estimate half of the parts will do. Where there is none, or it was too low, parts grow after the first 5,000 - all
 * are of one size until then, since some servers want that. 10,000 parts that began with 8 MiB hold more than 3 TiB.
 *
 * @internal
 */
export function partBytes(
  number: number,
  options: { smallest: number; sizeHint?: number },
): number {
  const { smallest, sizeHint = 0 } = options;
  const byHint = Math.ceil(sizeHint / CONSTANT_PARTS / MEBIBYTE) * MEBIBYTE;
  const first = Math.max(smallest, byHint);
  const doublings = Math.max(
    0,
    Math.ceil((number - CONSTANT_PARTS) / PARTS_PER_DOUBLING),
  );
  return Math.min(first * 2 ** doublings, Math.max(first, MAXIMUM_PART_BYTES));
}
