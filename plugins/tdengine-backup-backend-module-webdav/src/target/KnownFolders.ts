import { makeFolder } from './remoteEntries';
import { WebdavClient } from './WebdavClient';

// More folders than uploads go to at a time; what is forgotten is only asked for once more.
const MOST = 1000;

/**
 * The folders of a target that are there, so that each is made before the first file comes and not asked for again.
 *
 * @remarks
 *
 * To send a file and make its folder where the server says that it is missing will not do: nginx says 500, and servers that say
 * so before the file is through cut the connection, on which a large file never gets as far as the answer.
 *
 * @internal
 */
export class KnownFolders {
  readonly #client: WebdavClient;
  readonly #known = new Set<string>();

  private constructor(client: WebdavClient) {
    this.#client = client;
  }

  static create(client: WebdavClient): KnownFolders {
    return new KnownFolders(client);
  }

  /** Makes a folder and those above it; false where it is known that it is there. */
  async make(key: string, signal: AbortSignal): Promise<boolean> {
    if (this.#known.has(key)) {
      return false;
    }
    await makeFolder(this.#client, key, signal);
    if (this.#known.size >= MOST) {
      this.#known.clear();
    }
    this.#known.add(key);
    return true;
  }

  /** Somebody may have removed it. */
  forget(key: string): void {
    this.#known.delete(key);
  }
}
