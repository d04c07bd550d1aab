import { Readable } from 'node:stream';
import {
  ByteRange,
  ObjectStat,
  StorageCapability,
  StorageTarget,
  Upload,
} from '../../target';

/** What a test lets go wrong; everything else is the real target's. */
export interface Faults {
  upload?: (key: string) => void;
  write?: (key: string, written: number) => void | Promise<void>;
  complete?: (key: string) => void;
  stored?: (stat: ObjectStat) => ObjectStat;
  read?: (key: string, content: Readable) => Readable;
  delete?: (key: string) => void;
}

/** A storage target that fails where a test wants it to. */
export class FaultyTarget implements StorageTarget {
  readonly name: string;
  readonly type: string;
  readonly location: string;
  capabilities: ReadonlySet<StorageCapability>;
  faults: Faults = {};
  readonly calls: string[] = [];
  readonly #target: StorageTarget;

  constructor(target: StorageTarget) {
    this.#target = target;
    this.name = target.name;
    this.type = target.type;
    this.location = target.location;
    this.capabilities = target.capabilities;
  }

  probe(options: { signal: AbortSignal }): Promise<void> {
    return this.#target.probe(options);
  }

  async upload(
    key: string,
    options: { signal: AbortSignal; ifAbsent?: boolean; sizeHint?: number },
  ): Promise<Upload> {
    this.calls.push(`upload ${key}`);
    this.faults.upload?.(key);
    const upload = await this.#target.upload(key, options);
    let written = 0;
    return {
      write: async chunk => {
        written += chunk.byteLength;
        await this.faults.write?.(key, written);
        await upload.write(chunk);
      },
      complete: async () => {
        this.faults.complete?.(key);
        const stat = await upload.complete();
        this.calls.push(`complete ${key}`);
        return this.faults.stored?.(stat) ?? stat;
      },
      abort: () => upload.abort(),
    };
  }

  async read(
    key: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    const range = options.range
      ? ` ${options.range.start}-${options.range.end}`
      : '';
    this.calls.push(`read ${key}${range}`);
    const content = await this.#target.read(key, options);
    return this.faults.read?.(key, content) ?? content;
  }

  stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    return this.#target.stat(key, options);
  }

  list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<ObjectStat> {
    return this.#target.list(prefix, options);
  }

  async removeUnfinished(
    prefix: string,
    options: { signal: AbortSignal; before: Date },
  ): Promise<number> {
    return (await this.#target.removeUnfinished?.(prefix, options)) ?? 0;
  }

  async delete(key: string, options: { signal: AbortSignal }): Promise<void> {
    this.calls.push(`delete ${key}`);
    this.faults.delete?.(key);
    await this.#target.delete(key, options);
  }
}
