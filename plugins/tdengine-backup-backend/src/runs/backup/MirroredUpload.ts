import { ObjectStat, Upload } from 'backstage-plugin-tdengine-backup-node';
import { BackupPlace } from './BackupPlace';
import { BackupPlaces } from './BackupPlaces';

/** One object on its way to several places at once. */
export class MirroredUpload implements Upload {
  readonly #places: BackupPlaces;
  readonly #uploads: Map<BackupPlace, Upload>;
  readonly #key: string;
  #written = 0;

  static create(options: {
    places: BackupPlaces;
    uploads: Map<BackupPlace, Upload>;
    key: string;
  }): MirroredUpload {
    return new MirroredUpload(options);
  }

  private constructor(options: Parameters<typeof MirroredUpload.create>[0]) {
    this.#places = options.places;
    this.#uploads = options.uploads;
    this.#key = options.key;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#written += chunk.byteLength;
    await this.#each((_place, upload) => upload.write(chunk));
  }

  async complete(): Promise<ObjectStat> {
    const stats = await this.#each(async ({ target }, upload) => {
      const stat = await upload.complete();
      if (stat.size !== this.#written) {
        throw new Error(
          `Target '${target.name}' stored ${stat.size} of ${
            this.#written
          } bytes of '${this.#key}'`,
        );
      }
      return stat;
    });
    return stats[0];
  }

  async abort(): Promise<void> {
    const uploads = [...this.#uploads.values()];
    await Promise.allSettled(uploads.map(upload => upload.abort()));
  }

  async #each<T>(
    action: (place: BackupPlace, upload: Upload) => Promise<T>,
  ): Promise<T[]> {
    for (const place of this.#uploads.keys()) {
      // Another file failed there meanwhile.
      if (!this.#places.isLiving(place)) {
        this.#leaveOut(place);
      }
    }
    const uploads = [...this.#uploads];
    const results = await Promise.allSettled(
      uploads.map(([place, upload]) => action(place, upload)),
    );
    const values: T[] = [];
    results.forEach((result, index) => {
      const [place] = uploads[index];
      if (result.status === 'fulfilled') {
        values.push(result.value);
      } else {
        this.#places.fail(place, result.reason);
        this.#leaveOut(place);
      }
    });
    return values;
  }

  #leaveOut(place: BackupPlace): void {
    // Not waited for: the place does not answer, perhaps. What stays of it is removed with the copy.
    this.#uploads
      .get(place)
      ?.abort()
      .catch(() => {});
    this.#uploads.delete(place);
  }
}
