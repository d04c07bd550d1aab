/** Of an input key. */
export const KEY_BYTES = 32;
export const CHUNK_BYTES = 16 * 1024;
export const TAG_BYTES = 16;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
export const SALT_BYTES = 24;
export const NONCE_BYTES = 12;
export const COMMITMENT_BYTES = 32;
/** What a message begins with: salt and commitment. */
export const PREFIX_BYTES = SALT_BYTES + COMMITMENT_BYTES;
export const MAXIMUM_CHUNKS = 2 ** 38;

/**
 * Bytes that so many bytes have when they are enciphered.
 *
 * @internal
 */
export function sealedSize(contentSize: number): number {
  const chunks = Math.floor(contentSize / CHUNK_BYTES) + 1;
  return PREFIX_BYTES + contentSize + chunks * TAG_BYTES;
}

/**
 * The other direction of {@link sealedSize}; undefined for a size that no message has.
 *
 * @internal
 */
export function openedSize(size: number): number | undefined {
  const body = size - PREFIX_BYTES;
  const last = body % SEALED_CHUNK_BYTES;
  if (body < 0 || last < TAG_BYTES) {
    return undefined;
  }
  return Math.floor(body / SEALED_CHUNK_BYTES) * CHUNK_BYTES + last - TAG_BYTES;
}
