/** Estimates err; a disk must not be filled to its last byte. */
const RESERVE = 1.2;

/**
 * The free bytes that a run asks for. An archive is packed from staged files, so both have to fit.
 *
 * @param estimatedBytes - that are still to come, before compression
 */
export function neededSpace(
  estimatedBytes: number,
  { packed }: { packed: boolean },
): number {
  return Math.ceil(estimatedBytes * RESERVE * (packed ? 2 : 1));
}
