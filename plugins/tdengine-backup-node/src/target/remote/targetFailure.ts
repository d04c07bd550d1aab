import { StorageFullError } from '../StorageFullError';

/**
 * What was asked of a target.
 *
 * @public
 */
export interface TargetAction {
  target: string;
  /** Its address, without credentials. */
  location: string;
  /** Such as `write 'key'`. */
  action: string;
}

/**
 * Says what could not be done where, and why.
 *
 * @public
 */
export function describeTargetFailure(
  { action, target, location }: TargetAction,
  reason: string,
): string {
  return `Could not ${action} on target '${target}' (${location}): ${reason}`;
}

/**
 * A target without room.
 *
 * @param more - what else there is to say of it
 *
 * @public
 */
export function noSpaceLeft(
  { target, location }: Omit<TargetAction, 'action'>,
  more = '',
): StorageFullError {
  return new StorageFullError(
    `No space left on target '${target}' (${location})${more}`,
  );
}
