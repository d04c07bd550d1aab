import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';

/** The objects of a target as tests write and read them: whole. */
export class TargetObjects {
  readonly #target: StorageTarget;
  readonly #signal = new AbortController().signal;

  private constructor(target: StorageTarget) {
    this.#target = target;
  }

  static create(target: StorageTarget): TargetObjects {
    return new TargetObjects(target);
  }

  async put(
    key: string,
    chunks: Iterable<Uint8Array>,
    options?: { ifAbsent?: boolean },
  ): Promise<void> {
    const signal = this.#signal;
    const upload = await this.#target.upload(key, { signal, ...options });
    try {
      for (const chunk of chunks) {
        await upload.write(chunk);
      }
      await upload.complete();
    } catch (error) {
      await upload.abort();
      throw error;
    }
  }

  async get(
    key: string,
    range?: { start: number; end: number },
  ): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const signal = this.#signal;
    for await (const chunk of await this.#target.read(key, { signal, range })) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** In order. */
  async keysBelow(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    const signal = this.#signal;
    for await (const object of this.#target.list(prefix, { signal })) {
      keys.push(object.key);
    }
    return keys.sort();
  }

  async removeBelow(prefix: string): Promise<void> {
    for (const key of await this.keysBelow(prefix)) {
      await this.#target.delete(key, { signal: this.#signal });
    }
  }
}
