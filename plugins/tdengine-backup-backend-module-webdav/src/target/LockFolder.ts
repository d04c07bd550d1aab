import { randomBytes } from 'node:crypto';
import {
  hiddenPath,
  objectBusy,
  pauseBeforeRetry,
  PublicationLock,
} from 'backstage-plugin-tdengine-backup-node';
import { listFolder, lookAt, remove } from './remoteEntries';
import { WebdavClient } from './WebdavClient';
import { webdavStatus, WebdavStatusError } from './webdavErrors';

// The lock is held for a few requests; one this old belongs to a process that died between them.
const STALE_LOCK_MS = 5 * 60_000;

// For others to notice that they were not the first.
const LOOKS = 5;

const REMOVALS = 3;

const MOST_REFUSALS = 3;

/**
 * The lock of a key that is being published.
 *
 * @remarks
 *
 * Making a folder is what most servers do at once or not at all. rclone looks first and makes it then, so that two may be told
 * that they made it. So whoever made it leaves a mark in it, and holds the lock once no other mark is there.
 *
 * @internal
 */
export class LockFolder implements PublicationLock {
  readonly staleAfterMilliseconds = STALE_LOCK_MS;
  readonly #client: WebdavClient;
  readonly #folder: string;
  readonly #key: string;
  readonly #signal: AbortSignal;
  #refusals = 0;

  private constructor(client: WebdavClient, key: string, signal: AbortSignal) {
    this.#client = client;
    this.#folder = hiddenPath(key, 'lock');
    this.#key = key;
    this.#signal = signal;
  }

  static create(
    client: WebdavClient,
    key: string,
    signal: AbortSignal,
  ): LockFolder {
    return new LockFolder(client, key, signal);
  }

  /** Throws a ConflictError where several were told that they made it and another one has it. */
  async make(): Promise<boolean> {
    const status = await this.#tryFolder();
    if (status === 201) {
      await this.#beAlone();
      return true;
    }
    // Somebody was faster, or nobody may. Where that one is gone already, asking again tells.
    if (
      status === 403 &&
      ++this.#refusals === MOST_REFUSALS &&
      !(await this.madeAt())
    ) {
      throw new WebdavStatusError(status, '');
    }
    return false;
  }

  async madeAt(): Promise<Date | undefined> {
    const signal = this.#signal;
    return (await lookAt(this.#client, this.#folder, { signal }))?.modifiedAt;
  }

  async remove(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await remove(this.#client, `${this.#folder}/`, this.#signal);
        return;
      } catch (error) {
        // Some servers do not remove a folder while somebody else leaves or takes away a mark.
        if (attempt === REMOVALS) {
          throw error;
        }
      }
      await pauseBeforeRetry(attempt, this.#signal);
    }
  }

  async #tryFolder(): Promise<number> {
    let tries = 0;
    const { statusCode } = await this.#client.again(this.#signal, async () => {
      tries++;
      const response = await this.#client.once({
        method: 'MKCOL',
        path: `${this.#folder}/`,
        // As in making any folder, 403 may say that somebody was faster.
        expect: [201, 403, 405],
        signal: this.#signal,
      });
      await response.body.dump();
      return response;
    });
    // A folder that is there when we ask again after an answer was lost is our own; its marks tell where it is not.
    return tries > 1 ? 201 : statusCode;
  }

  async #beAlone(): Promise<void> {
    const mark = `${this.#folder}/${randomBytes(6).toString('hex')}`;
    await this.#leave(mark);
    for (let look = 1; look <= LOOKS; look++) {
      const marks = (
        await listFolder(this.#client, this.#folder, this.#signal)
      ).map(({ key }) => key);
      if (marks.length === 1 && marks[0] === mark) {
        return;
      }
      // One of them stays, so that not all go.
      if (marks.some(other => other < mark)) {
        break;
      }
      await pauseBeforeRetry(look, this.#signal);
      if (!marks.includes(mark)) {
        await this.#leave(mark);
      }
    }
    // It may be gone already, with the folder.
    await remove(this.#client, mark, this.#signal).catch(() => {});
    throw objectBusy(this.#key);
  }

  async #leave(mark: string): Promise<void> {
    try {
      await this.#client.text({
        method: 'PUT',
        path: mark,
        headers: { 'content-length': '0' },
        expect: [200, 201, 204],
        signal: this.#signal,
      });
    } catch (error) {
      const status = webdavStatus(error);
      if (status === undefined) {
        throw error;
      }
      // Who had the lock takes the folder away at the end, for which servers have all kinds of answers.
      if (!(await this.madeAt())) {
        throw objectBusy(this.#key);
      }
      // rclone knows nothing for a moment of a folder that two made. It is tried again.
      if (![404, 405, 409].includes(status)) {
        throw error;
      }
    }
  }
}
