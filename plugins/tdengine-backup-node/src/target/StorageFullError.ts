import { CustomErrorBase } from '@backstage/errors';

/**
 * A target has no room for what is being written, or its quota is used up. Trying again does not help until somebody
 * makes room.
 *
 * @public
 */
export class StorageFullError extends CustomErrorBase {
  name = 'StorageFullError' as const;
}
