import { ConflictError, NotFoundError } from '@backstage/errors';

/**
 * There is nothing to read at a key.
 *
 * @public
 */
export function objectNotFound(target: string, key: string): NotFoundError {
  return new NotFoundError(`There is no object '${key}' on target '${target}'`);
}

/**
 * Something was to be created only where nothing is.
 *
 * @public
 */
export function objectExists(key: string): ConflictError {
  return new ConflictError(`There is an object '${key}' already`);
}

/**
 * Of several who write an object at once, another one is through first.
 *
 * @public
 */
export function objectBusy(key: string): ConflictError {
  return new ConflictError(
    `'${key}' is being written by somebody else at this moment`,
  );
}

/**
 * The rest of an object belongs to another one than its beginning.
 *
 * @public
 */
export function objectReplaced(target: string, key: string): ConflictError {
  return new ConflictError(
    `'${key}' on target '${target}' was replaced while it was read`,
  );
}

/**
 * An upload was used after its end.
 *
 * @public
 */
export function uploadEnded(target: string, key: string): Error {
  return new Error(
    `The upload of '${key}' to target '${target}' has ended already`,
  );
}
