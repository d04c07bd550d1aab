import { ConflictError } from '@backstage/errors';
import { Packaging } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { DatabaseClock } from './DatabaseClock';
import { StoredUpload, UploadStore } from './UploadStore';

interface UploadRow {
  id: string;
  set_prefix: string;
  packaging: Packaging;
  targets: string;
}

/** Keeps the records of uploads in SQL. */
export class DatabaseUploadStore implements UploadStore {
  readonly #knex: Knex;
  readonly #clock: DatabaseClock;

  static create(options: { knex: Knex }): DatabaseUploadStore {
    return new DatabaseUploadStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.#clock = DatabaseClock.create(knex);
  }

  async begin(upload: StoredUpload, leaseMs: number): Promise<void> {
    await this.#knex('archive_uploads').insert({
      id: upload.id,
      set_prefix: upload.setPrefix,
      packaging: upload.packaging,
      targets: JSON.stringify(upload.targets),
      lease_expires_at: this.#clock.after(leaseMs),
    });
  }

  async renew(id: string, leaseMs: number): Promise<boolean> {
    const renewed = await this.#knex('archive_uploads')
      .where({ id })
      .update({ lease_expires_at: this.#clock.after(leaseMs) });
    return renewed === 1;
  }

  async end(id: string, transaction?: Knex.Transaction): Promise<void> {
    const ended = await (transaction ?? this.#knex)('archive_uploads')
      .where({ id })
      .delete();
    if (ended !== 1) {
      throw new ConflictError(
        'The upload took so long to answer that what it wrote was removed; upload it again',
      );
    }
  }

  async listLeft(limit: number): Promise<StoredUpload[]> {
    const rows = await this.#knex<UploadRow>('archive_uploads')
      .where('lease_expires_at', '<', this.#clock.now())
      .orderBy('lease_expires_at')
      .limit(limit);
    return rows.map(row => ({
      id: row.id,
      setPrefix: row.set_prefix,
      packaging: row.packaging,
      targets: JSON.parse(row.targets),
    }));
  }

  async isUnderWay(setPrefix: string): Promise<boolean> {
    const row = await this.#knex('archive_uploads')
      .where({ set_prefix: setPrefix })
      .first('id');
    return row !== undefined;
  }
}
