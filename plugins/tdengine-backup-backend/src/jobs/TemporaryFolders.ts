import { createHash, randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from 'backstage-plugin-tdengine-backup-node';
import { STRANGE_WORK_KEPT_MS, WorkOwner } from './strangeWork';

const SUFFIX = '.work';
/** A folder that belongs to no job is of a request; none of them lasts that long. */
const REQUEST_LIFETIME_MS = 24 * 3_600_000;

/** Names of folders of requests tell the machine, or the container, and the process. */
const REQUEST = /^request-([0-9a-f]{8})-(\d+)-/;
const MACHINE = createHash('sha256')
  .update(hostname())
  .digest('hex')
  .slice(0, 8);

/** Of this process, whoever made them. */
const requestsOfProcess = new Set<string>();

/** A folder that somebody works in. */
export interface TemporaryFolder {
  path: string;
  remove(): Promise<void>;
}

/**
 * Folders on this machine for work in progress, each of one owner, and all of them gone when nobody needs them.
 */
export class TemporaryFolders {
  readonly #directory: string;

  static create(options: { directory: string }): TemporaryFolders {
    return new TemporaryFolders(options.directory);
  }

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** An empty folder for a job. What an earlier attempt left in it is removed. */
  async forJob(jobId: string): Promise<TemporaryFolder> {
    const path = join(this.#directory, `${jobId}${SUFFIX}`);
    await remove(path);
    return this.#make(path);
  }

  /** An empty folder for a request. */
  async forRequest(): Promise<TemporaryFolder> {
    const name = `request-${MACHINE}-${process.pid}-${randomUUID()}${SUFFIX}`;
    requestsOfProcess.add(name);
    const folder = await this.#make(join(this.#directory, name));
    return {
      path: folder.path,
      remove: async () => {
        await folder.remove();
        requestsOfProcess.delete(name);
      },
    };
  }

  /**
   * Removes folders that are nobody's any more, after a process that was killed.
   *
   * @param ownerOf - whether a job is running, here or elsewhere, or will be
   */
  async sweep(ownerOf: (jobId: string) => Promise<WorkOwner>): Promise<number> {
    let removed = 0;
    for (const name of await list(this.#directory)) {
      const owner = name.slice(0, -SUFFIX.length);
      if (!name.endsWith(SUFFIX) || requestsOfProcess.has(name)) {
        continue;
      }
      const path = join(this.#directory, name);
      const needed = owner.startsWith('request-')
        ? !isOfDeadProcess(owner) && (await isYoung(path, REQUEST_LIFETIME_MS))
        : await isNeeded(path, await ownerOf(owner));
      if (!needed) {
        await remove(path);
        removed++;
      }
    }
    return removed;
  }

  async #make(path: string): Promise<TemporaryFolder> {
    await makeFolder(path, { mode: 0o700 });
    return { path, remove: () => remove(path) };
  }
}

async function remove(path: string): Promise<void> {
  await fs.rm(path, { recursive: true, force: true, maxRetries: 3 });
}

async function list(directory: string): Promise<string[]> {
  try {
    return await fs.readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/**
 * An unpacked archive takes much room, so what a killed process left is not kept for a day. After a restart in a
 * container the dead process had the number of this one, which knows its own folders.
 */
function isOfDeadProcess(owner: string): boolean {
  const [, machine, pid] = REQUEST.exec(owner) ?? [];
  if (machine !== MACHINE) {
    return false;
  }
  if (Number(pid) === process.pid) {
    return true;
  }
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Another portal may have its folders in the same place. */
async function isNeeded(path: string, owner: WorkOwner): Promise<boolean> {
  return owner === 'unknown'
    ? isYoung(path, STRANGE_WORK_KEPT_MS)
    : owner === 'active';
}

async function isYoung(path: string, lifetimeMs: number): Promise<boolean> {
  const { mtimeMs } = await fs.stat(path);
  return Date.now() - mtimeMs < lifetimeMs;
}
