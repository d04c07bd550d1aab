import { Readable } from 'node:stream';
import {
  ByteRange,
  ObjectStat,
  StorageTarget,
  Upload,
} from 'backstage-plugin-tdengine-backup-node';
import { BackupPlaces } from './BackupPlaces';
import { MirroredUpload } from './MirroredUpload';

/**
 * All places of a run as one target: what is written goes to each of them, at the pace of the slowest, and what is read
 * comes from the nearest. A place that fails is left out; the error of the last one is thrown.
 */
export class MirroredTarget implements StorageTarget {
  readonly type = 'mirrored';
  readonly capabilities = new Set<never>();
  readonly #places: BackupPlaces;

  static create(places: BackupPlaces): MirroredTarget {
    return new MirroredTarget(places);
  }

  private constructor(places: BackupPlaces) {
    this.#places = places;
  }

  get name(): string {
    return this.#places.living.map(({ target }) => target.name).join(', ');
  }

  get location(): string {
    return this.#places.living.map(({ target }) => target.location).join(', ');
  }

  async probe(options: { signal: AbortSignal }): Promise<void> {
    await this.#places.each(({ target }) => target.probe(options));
  }

  async upload(
    key: string,
    options: { signal: AbortSignal; ifAbsent?: boolean; sizeHint?: number },
  ): Promise<Upload> {
    const uploads = await this.#places.each(({ target }) =>
      target.upload(key, options),
    );
    return MirroredUpload.create({ places: this.#places, uploads, key });
  }

  async read(
    key: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    return this.#nearest().read(key, options);
  }

  async stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    return this.#nearest().stat(key, options);
  }

  list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<ObjectStat> {
    return this.#nearest().list(prefix, options);
  }

  async delete(key: string, options: { signal: AbortSignal }): Promise<void> {
    await this.#places.each(({ target }) => target.delete(key, options));
  }

  #nearest(): StorageTarget {
    return this.#places.living[0].target;
  }
}
