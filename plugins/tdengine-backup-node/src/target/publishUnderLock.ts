import { setTimeout as sleep } from 'node:timers/promises';
import { objectBusy, objectExists } from './objectErrors';

const ATTEMPTS = 3;
const PAUSE_MILLISECONDS = 100;

/**
 * What stands beside an object while somebody gives it its name: a file or a folder, since one of several makes it.
 *
 * @public
 */
export interface PublicationLock {
  /** Makes it unless it is there; tells whether it did. */
  make(): Promise<boolean>;
  /** When it was made; undefined where it is not there. */
  madeAt(): Promise<Date | undefined>;
  /** Where it is gone already, that is no error. */
  remove(): Promise<void>;
  /** One that is older belongs to a process that died. */
  staleAfterMilliseconds: number;
}

/**
 * Publishes an object unless there is one, where storage cannot do both at once: of several who try, one wins. Throws a
 * ConflictError for the others.
 *
 * @public
 */
export async function publishUnderLock(options: {
  key: string;
  lock: PublicationLock;
  isTaken: () => Promise<boolean>;
  publish: () => Promise<void>;
}): Promise<void> {
  const { key, lock, isTaken, publish } = options;
  await take(lock, key);
  try {
    if (await isTaken()) {
      throw objectExists(key);
    }
    await publish();
  } finally {
    // What was published is, and a lock that stays is too old in a while.
    await lock.remove().catch(() => {});
  }
}

async function take(lock: PublicationLock, key: string): Promise<void> {
  for (let attempt = 1; !(await lock.make()); attempt++) {
    const madeAt = await lock.madeAt();
    if (
      attempt === ATTEMPTS ||
      (madeAt && Date.now() - madeAt.getTime() < lock.staleAfterMilliseconds)
    ) {
      throw objectBusy(key);
    }
    if (madeAt) {
      await lock.remove();
    }
    await sleep(PAUSE_MILLISECONDS);
  }
}
