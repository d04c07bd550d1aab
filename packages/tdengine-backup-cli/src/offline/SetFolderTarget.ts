import { Readable } from 'node:stream';
import {
  ByteRange,
  LocalFolderTarget,
  ObjectStat,
  StorageCapability,
  StorageTarget,
  Upload,
} from 'backstage-plugin-tdengine-backup-node';

const PREFIX = 'set/';

/**
 * A folder of this machine, whatever its path, as `set/` of a target that is only read: the path of a folder that somebody
 * carried here need not be one that a target takes.
 */
export class SetFolderTarget implements StorageTarget {
  readonly name: string;
  readonly type = 'local';
  readonly location: string;
  readonly capabilities: ReadonlySet<StorageCapability> = new Set(['range']);
  readonly #folder: LocalFolderTarget;

  private constructor(path: string) {
    this.name = path;
    this.location = path;
    this.#folder = LocalFolderTarget.create({ name: path, path });
  }

  static create(path: string): SetFolderTarget {
    return new SetFolderTarget(path);
  }

  async probe(): Promise<void> {
    throw this.#readOnly();
  }

  async upload(): Promise<Upload> {
    throw this.#readOnly();
  }

  async delete(): Promise<void> {
    throw this.#readOnly();
  }

  async read(
    key: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    return this.#folder.read(this.#own(key), options);
  }

  async stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    const stat = await this.#folder.stat(this.#own(key), options);
    return stat && { ...stat, key };
  }

  async *list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncGenerator<ObjectStat> {
    for await (const stat of this.#folder.list(this.#own(prefix), options)) {
      yield { ...stat, key: `${PREFIX}${stat.key}` };
    }
  }

  #own(key: string): string {
    if (!key.startsWith(PREFIX)) {
      throw new Error(`'${key}' is not below '${PREFIX}'`);
    }
    return key.slice(PREFIX.length);
  }

  #readOnly(): Error {
    return new Error(`'${this.location}' is only read`);
  }
}
