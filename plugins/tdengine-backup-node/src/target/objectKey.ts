import { InputError } from '@backstage/errors';

const MAXIMUM_SEGMENT_BYTES = 255;
const MAXIMUM_KEY_BYTES = 1024;

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]/;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Why a string is not a safe relative path, in words, or undefined where it is one.
 *
 * @remarks
 *
 * Safe is what every storage target and every file system takes the same way: `/` between segments, no segment that is
 * empty, hidden or climbs, no character that another system reads as a separator, a drive or a stream.
 *
 * @public
 */
export function describeUnsafePath(path: string): string | undefined {
  if (path === '') {
    return 'it is empty';
  }
  if (CONTROL_CHARACTERS.test(path)) {
    return 'it holds a control character';
  }
  if (path.includes('\\')) {
    return 'it holds a backslash';
  }
  if (path.includes(':')) {
    return 'it holds a colon, which names a drive or a stream elsewhere';
  }
  if (LONE_SURROGATE.test(path)) {
    return 'it is not well-formed Unicode';
  }
  if (path.startsWith('/')) {
    return 'it is absolute';
  }
  if (Buffer.byteLength(path) > MAXIMUM_KEY_BYTES) {
    return `it is longer than ${MAXIMUM_KEY_BYTES} bytes`;
  }
  for (const segment of path.split('/')) {
    const reason = describeUnsafeSegment(segment);
    if (reason) {
      return reason;
    }
  }
  return undefined;
}

function describeUnsafeSegment(segment: string): string | undefined {
  if (segment === '') {
    return 'it has an empty segment';
  }
  if (segment === '.' || segment === '..') {
    return `it has a segment '${segment}'`;
  }
  if (segment.startsWith('.')) {
    return 'it has a segment that begins with a dot';
  }
  if (segment.endsWith('.') || segment.endsWith(' ')) {
    return 'it has a segment that ends with a dot or a space';
  }
  if (Buffer.byteLength(segment) > MAXIMUM_SEGMENT_BYTES) {
    return `it has a segment longer than ${MAXIMUM_SEGMENT_BYTES} bytes`;
  }
  return undefined;
}

/**
 * Makes sure that a key is safe on every target. Implementations of {@link StorageTarget} call it in every method.
 * Throws an InputError that says what is wrong with the key.
 *
 * @public
 */
export function assertObjectKey(key: string): void {
  const reason = describeUnsafePath(key);
  if (reason) {
    throw new InputError(
      `Object key ${JSON.stringify(key)} is refused: ${reason}`,
    );
  }
}

/**
 * Like {@link assertObjectKey}, for the prefix of a listing: empty, or the beginning of a key.
 *
 * @public
 */
export function assertObjectKeyPrefix(prefix: string): void {
  const reason = describeUnsafePath(`${prefix}x`);
  if (reason) {
    throw new InputError(
      `Object key prefix ${JSON.stringify(prefix)} is refused: ${reason}`,
    );
  }
}
