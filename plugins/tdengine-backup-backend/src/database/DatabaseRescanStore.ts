import { NotFoundError } from '@backstage/errors';
import { RescanResult } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { TimestampColumn, toIso, toOptional } from './conversion';
import { RescanStore, StoredRescan } from './RescanStore';

/** Nobody asks for what an older one found. */
const KEPT = 10;

interface RescanRow {
  id: string;
  target: string;
  owner_ref: string | null;
  job_id: string;
  created_by: string;
  created_at: TimestampColumn;
  result: string | null;
}

/** Keeps the records of searches for backups in SQL. */
export class DatabaseRescanStore implements RescanStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseRescanStore {
    return new DatabaseRescanStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(
    rescan: Omit<StoredRescan, 'createdAt' | 'result'>,
    transaction: Knex.Transaction,
  ): Promise<void> {
    const { target } = rescan;
    await transaction('target_rescans').insert({
      id: rescan.id,
      target,
      owner_ref: rescan.ownerRef ?? null,
      job_id: rescan.jobId,
      created_by: rescan.createdBy,
      created_at: new Date(),
    });
    const outdated = await transaction('target_rescans')
      .where({ target })
      .orderBy('created_at', 'desc')
      .offset(KEPT)
      .limit(100)
      .pluck('id');
    await transaction('target_rescans').whereIn('id', outdated).delete();
  }

  async get(id: string): Promise<StoredRescan> {
    const row = await this.#knex<RescanRow>('target_rescans')
      .where({ id })
      .first();
    if (!row) {
      throw new NotFoundError(`There is no rescan with the id '${id}'`);
    }
    return toRescan(row);
  }

  async findLatest(target: string): Promise<StoredRescan | undefined> {
    const row = await this.#knex<RescanRow>('target_rescans')
      .where({ target })
      .orderBy('created_at', 'desc')
      .first();
    return row && toRescan(row);
  }

  async setResult(
    id: string,
    result: RescanResult,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction('target_rescans')
      .where({ id })
      .update({ result: JSON.stringify(result) });
  }
}

function toRescan(row: RescanRow): StoredRescan {
  return {
    id: row.id,
    target: row.target,
    ownerRef: toOptional(row.owner_ref),
    jobId: row.job_id,
    createdBy: row.created_by,
    createdAt: toIso(row.created_at),
    result: row.result === null ? undefined : JSON.parse(row.result),
  };
}
