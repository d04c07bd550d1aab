import {
  hiddenPath,
  objectBusy,
  objectExists,
} from 'backstage-plugin-tdengine-backup-node';
import { lookAt, remove } from './remoteEntries';
import { WebdavClient } from './WebdavClient';
import { webdavStatus, WebdavStatusError } from './webdavErrors';

// The lock is held for a few requests; one this old belongs to a process that died between them.
const STALE_LOCK_MS = 5 * 60_000;

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
 * `Overwrite: F` alone will not do: servers look first and move then. Making a folder is what they do at once or not at all.
 */
export async function publishExclusively(
  client: WebdavClient,
  publication: Publication,
): Promise<void> {
  const { key, signal } = publication;
  const lockKey = hiddenPath(key, 'lock');
  await takeLock(client, { lockKey, key, signal });
  try {
    if (await lookAt(client, key, { signal })) {
      throw objectExists(key);
    }
    await publish(client, publication);
  } finally {
    await remove(client, `${lockKey}/`, signal);
  }
}

async function takeLock(
  client: WebdavClient,
  options: { lockKey: string; key: string; signal: AbortSignal },
): Promise<void> {
  const { lockKey, key, signal } = options;
  for (let attempt = 1; ; attempt++) {
    let tries = 0;
    const { statusCode } = await client.again(signal, async () => {
      tries++;
      const response = await client.once({
        method: 'MKCOL',
        path: `${lockKey}/`,
        // As in making any folder, 403 may say that somebody was faster.
        expect: [201, 403, 405],
        signal,
      });
      await response.body.dump();
      return response;
    });
    // A folder that is there when we ask again after an answer was lost is our own.
    if (statusCode === 201 || tries > 1) {
      return;
    }
    const lock = await lookAt(client, lockKey, { signal });
    if (statusCode === 403 && !lock && attempt === 3) {
      throw new WebdavStatusError(statusCode, '');
    }
    if (
      attempt === 3 ||
      (lock && Date.now() - lock.modifiedAt.getTime() < STALE_LOCK_MS)
    ) {
      throw objectBusy(key);
    }
    await remove(client, `${lockKey}/`, signal);
  }
}
