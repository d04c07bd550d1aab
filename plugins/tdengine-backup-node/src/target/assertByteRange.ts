import { InputError } from '@backstage/errors';
import { ByteRange } from './StorageTarget';

/**
 * Makes sure that a range is one. Implementations of {@link StorageTarget} call it before they read. Throws an InputError.
 *
 * @public
 */
export function assertByteRange(range: ByteRange): void {
  const { start, end } = range;
  if (
    !Number.isSafeInteger(start) ||
    !Number.isSafeInteger(end) ||
    start < 0 ||
    end < start
  ) {
    throw new InputError(
      `A range of bytes needs 0 <= start <= end, got ${start} to ${end}`,
    );
  }
}
