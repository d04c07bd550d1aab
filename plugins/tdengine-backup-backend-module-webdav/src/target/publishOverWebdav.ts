import { publishUnderLock } from 'backstage-plugin-tdengine-backup-node';
import { LockFolder } from './LockFolder';
import { lookAt } from './remoteEntries';
import { WebdavClient } from './WebdavClient';
import { webdavStatus } from './webdavErrors';

/** A finished file under its hidden key, and the key that it is to have. */
export interface Publication {
  key: string;
  partialKey: string;
  size: number;
  signal: AbortSignal;
}

/** Gives a finished file its name, also where another file has it. */
export async function publish(
  client: WebdavClient,
  publication: Publication,
): Promise<void> {
  const { key, partialKey, size, signal } = publication;
  try {
    await client.text({
      method: 'MOVE',
      path: partialKey,
      headers: { destination: client.urlOf(key), overwrite: 'T' },
      expect: [201, 204],
      signal,
    });
  } catch (error) {
    // Where the answer was lost and it was asked for again, the file has gone where it should.
    if (
      webdavStatus(error) !== 404 ||
      (await lookAt(client, key, { signal }))?.size !== size ||
      (await lookAt(client, partialKey, { signal })) !== undefined
    ) {
      throw error;
    }
  }
}

/**
 * Gives a finished file its name unless that name is taken; of several who try, one wins. Throws a ConflictError for the
 * others.
 *
 * @remarks
 *
 * `Overwrite: F` alone will not do: servers look first and move then.
 */
export async function publishExclusively(
  client: WebdavClient,
  publication: Publication,
): Promise<void> {
  const { key, signal } = publication;
  await publishUnderLock({
    key,
    lock: LockFolder.create(client, key, signal),
    isTaken: async () => (await lookAt(client, key, { signal })) !== undefined,
    publish: () => publish(client, publication),
  });
}
