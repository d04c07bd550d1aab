import { isError } from '@backstage/errors';

/** Whether the backend refused because of the present state of things. */
export function isConflict(error: unknown): boolean {
  return isError(error) && error.statusCode === 409;
}
