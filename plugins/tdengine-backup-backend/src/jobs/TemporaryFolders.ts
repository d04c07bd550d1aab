import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';

const SUFFIX = '.work';
/** A folder that belongs to no job is of a request; none of them lasts that long. */
const REQUEST_LIFETIME_MS = 24 * 3_600_000;

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
  readonly #requests = new Set<string>();

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
    const name = `request-${randomUUID()}${SUFFIX}`;
    this.#requests.add(name);
    const folder = await this.#make(join(this.#directory, name));
    return {
      path: folder.path,
      remove: async () => {
        await folder.remove();
        this.#requests.delete(name);
      },
    };
  }

  /**
   * Removes folders that are nobody's any more, after a process that was killed.
   *
   * @param isActive - whether a job is running, here or elsewhere, or will be
   */
  async sweep(isActive: (jobId: string) => Promise<boolean>): Promise<number> {
    let removed = 0;
    for (const name of await list(this.#directory)) {
      const owner = name.slice(0, -SUFFIX.length);
      if (!name.endsWith(SUFFIX) || this.#requests.has(name)) {
        continue;
      }
      const path = join(this.#directory, name);
      const needed = owner.startsWith('request-')
        ? await isYoung(path)
        : await isActive(owner);
      if (!needed) {
        await remove(path);
        removed++;
      }
    }
    return removed;
  }

  async #make(path: string): Promise<TemporaryFolder> {
    await fs.mkdir(path, { recursive: true, mode: 0o700 });
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

async function isYoung(path: string): Promise<boolean> {
  const { mtimeMs } = await fs.stat(path);
  return Date.now() - mtimeMs < REQUEST_LIFETIME_MS;
}
