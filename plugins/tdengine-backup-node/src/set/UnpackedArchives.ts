import { StorageFullError } from '../target';
import { localSpace } from '../target/localSpace';
import { UnpackedTar } from './unpackTar';

/** Somebody who looked at a plan starts its restore, and somebody who turned a page turns another. */
const DEFAULT_LINGER_MS = 60_000;

/**
 * A folder that is there for one purpose and can be removed.
 *
 * @public
 */
export interface WorkFolder {
  path: string;
  remove(): Promise<void>;
}

/**
 * What is needed of an archive, and how to get it.
 *
 * @internal
 */
export interface UnpackRequest {
  /** The same for everybody who needs the same. */
  key: string;
  /** Room that it takes. */
  bytes: number;
  unpack(folder: string, signal: AbortSignal): Promise<UnpackedTar>;
}

/**
 * The use of an unpacked archive, until it is released.
 *
 * @internal
 */
export interface UnpackedLease {
  content: UnpackedTar;
  release(): Promise<void>;
}

interface Copy {
  users: number;
  ready: boolean;
  content: Promise<UnpackedTar>;
  folder: Promise<WorkFolder>;
  stop: AbortController;
  linger?: NodeJS.Timeout;
}

/**
 * Unpacked copies of archives that can only be read from their start, each made once for all who need it at a time, and
 * kept for a moment after the last of them.
 *
 * @public
 */
export class UnpackedArchives {
  readonly #makeFolder: () => Promise<WorkFolder>;
  readonly #lingerMs: number;
  readonly #copies = new Map<string, Copy>();
  readonly #removals = new Set<Promise<void>>();

  private constructor(options: {
    makeFolder: () => Promise<WorkFolder>;
    lingerMs?: number;
  }) {
    this.#makeFolder = options.makeFolder;
    this.#lingerMs = options.lingerMs ?? DEFAULT_LINGER_MS;
  }

  /**
   * Makes the place for copies; it is empty at first.
   *
   * @param options - `makeFolder` gives an empty folder for each copy; `lingerMs` is how long a copy is kept that
   * nobody uses, one minute by default
   */
  static create(options: {
    makeFolder: () => Promise<WorkFolder>;
    lingerMs?: number;
  }): UnpackedArchives {
    return new UnpackedArchives(options);
  }

  /**
   * Whether there is a copy, or will be.
   *
   * @internal
   */
  has(key: string): boolean {
    return this.#copies.has(key);
  }

  /**
   * Gives a copy, which the caller releases. The unpacking ends early when all who wait for it have left.
   *
   * @throws StorageFullError where it does not fit, the signal's reason, and what the unpacking throws
   * @internal
   */
  async acquire(
    request: UnpackRequest,
    options: { signal: AbortSignal },
  ): Promise<UnpackedLease> {
    const { signal } = options;
    signal.throwIfAborted();
    const copy = this.#copies.get(request.key) ?? this.#start(request);
    copy.users++;
    clearTimeout(copy.linger);
    let released = false;
    const release = async () => {
      if (!released) {
        released = true;
        await this.#leave(request.key, copy);
      }
    };
    try {
      return { content: await unlessAborted(copy.content, signal), release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Removes the copies that nobody uses at the moment. */
  async removeIdle(): Promise<void> {
    await Promise.all(
      [...this.#copies]
        .filter(([, copy]) => copy.users === 0)
        .map(([key, copy]) => this.#drop(key, copy)),
    );
  }

  /** Removes all copies, also those in use; for the end of the process. */
  async close(): Promise<void> {
    for (const [key, copy] of this.#copies) {
      this.#drop(key, copy);
    }
    await Promise.all(this.#removals);
  }

  #start({ key, bytes, unpack }: UnpackRequest): Copy {
    const stop = new AbortController();
    const folder = this.#makeFolder();
    const copy: Copy = {
      users: 0,
      ready: false,
      stop,
      folder,
      content: folder.then(async ({ path }) => {
        await this.#makeRoom(path, bytes);
        stop.signal.throwIfAborted();
        const content = await unpack(path, stop.signal);
        copy.ready = true;
        return content;
      }),
    };
    this.#copies.set(key, copy);
    // Whoever comes next tries again.
    copy.content.catch(() => this.#drop(key, copy));
    return copy;
  }

  async #leave(key: string, copy: Copy): Promise<void> {
    copy.users--;
    if (copy.users > 0 || this.#copies.get(key) !== copy) {
      return;
    }
    if (copy.ready && this.#lingerMs > 0) {
      copy.linger = setTimeout(() => this.#drop(key, copy), this.#lingerMs);
      copy.linger.unref();
      return;
    }
    await this.#drop(key, copy);
  }

  /** Ends what still runs and removes the folder; the promise does not reject. */
  #drop(key: string, copy: Copy): Promise<void> {
    clearTimeout(copy.linger);
    if (this.#copies.get(key) !== copy) {
      return Promise.resolve();
    }
    this.#copies.delete(key);
    copy.stop.abort(new Error('Nobody waits for the archive any more'));
    const removal = Promise.allSettled([copy.folder, copy.content])
      .then(([folder]) =>
        folder.status === 'fulfilled' ? folder.value.remove() : undefined,
      )
      // What cannot be removed now is found by those who look for what is left behind.
      .catch(() => {})
      .finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
    return removal;
  }

  async #makeRoom(path: string, bytes: number): Promise<void> {
    if ((await localSpace(path)).free >= BigInt(bytes)) {
      return;
    }
    await this.removeIdle();
    const { free } = await localSpace(path);
    if (free < BigInt(bytes)) {
      throw new StorageFullError(
        `A tar.gz archive has to be unpacked before it is read; that takes ${bytes} bytes in the temporary folder, where ${free} are free`,
      );
    }
  }
}

async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
