import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { isError, NotFoundError } from '@backstage/errors';

/**
 * On whose behalf a service is asked.
 */
export interface AuthorizedOptions {
  credentials: BackstageCredentials;
}

type RecordKind = 'backup' | 'restore' | 'job' | 'policy';

/**
 * What is said of a record that does not exist, and of one that the caller may not know of: nobody can tell the two
 * apart.
 */
export function recordNotFound(kind: RecordKind, id: string): NotFoundError {
  return new NotFoundError(`There is no ${kind} with the id '${id}'`);
}

/**
 * Loads a record, with the one answer for all that cannot be found.
 */
export async function loadRecord<T>(
  kind: RecordKind,
  id: string,
  load: (id: string) => Promise<T>,
): Promise<T> {
  const record = await findRecord(id, load);
  if (record === undefined) {
    throw recordNotFound(kind, id);
  }
  return record;
}

/**
 * Loads a record that may be gone.
 */
export async function findRecord<T>(
  id: string,
  load: (id: string) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await load(id);
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}
