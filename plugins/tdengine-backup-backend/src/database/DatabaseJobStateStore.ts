import { JsonObject, JsonValue } from '@backstage/types';
import { Knex } from 'knex';
import { Lease } from '../jobs/Lease';
import { JobStateStore } from './JobStateStore';
import { assertLease } from './operations/assertLease';

/** SQLite allows so many values in one statement. */
const IDS_PER_STATEMENT = 500;

/** Keeps the units, checkpoints and journals of jobs in SQL. */
export class DatabaseJobStateStore implements JobStateStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseJobStateStore {
    return new DatabaseJobStateStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async recordUnit(
    lease: Lease,
    unitId: string,
    result: unknown,
  ): Promise<void> {
    await this.#write(lease, async tx => {
      await tx('job_units')
        .insert({
          job_id: lease.jobId,
          unit_id: unitId,
          attempt: lease.token,
          result: JSON.stringify(result),
        })
        .onConflict(['job_id', 'unit_id'])
        .merge();
    });
  }

  async listUnits(jobId: string): Promise<Map<string, unknown>> {
    const rows = await this.#knex('job_units')
      .where({ job_id: jobId })
      .select('unit_id', 'result');
    return new Map(rows.map(row => [row.unit_id, JSON.parse(row.result)]));
  }

  async forgetUnits(lease: Lease, unitIds: readonly string[]): Promise<void> {
    await this.#write(lease, async tx => {
      for (let start = 0; start < unitIds.length; start += IDS_PER_STATEMENT) {
        await tx('job_units')
          .where({ job_id: lease.jobId })
          .whereIn('unit_id', unitIds.slice(start, start + IDS_PER_STATEMENT))
          .delete();
      }
    });
  }

  async reset(lease: Lease): Promise<void> {
    await this.#write(lease, async tx => {
      await tx('job_units').where({ job_id: lease.jobId }).delete();
      await tx('job_checkpoints').where({ job_id: lease.jobId }).delete();
    });
  }

  async setCheckpoint(
    lease: Lease,
    name: string,
    value: JsonValue,
  ): Promise<void> {
    await this.#write(lease, async tx => {
      await tx('job_checkpoints')
        .insert({ job_id: lease.jobId, name, value: JSON.stringify(value) })
        .onConflict(['job_id', 'name'])
        .merge();
    });
  }

  async getCheckpoint(
    jobId: string,
    name: string,
  ): Promise<JsonValue | undefined> {
    const row = await this.#knex('job_checkpoints')
      .where({ job_id: jobId, name })
      .first('value');
    return row && JSON.parse(row.value);
  }

  async appendJournal(lease: Lease, entry: JsonObject): Promise<void> {
    await this.#write(lease, async tx => {
      await tx('job_journal').insert({
        job_id: lease.jobId,
        created_at: new Date(),
        entry: JSON.stringify(entry),
      });
    });
  }

  async listJournal(jobId: string): Promise<JsonObject[]> {
    const rows = await this.#knex('job_journal')
      .where({ job_id: jobId })
      .orderBy('id')
      .select('entry');
    return rows.map(row => JSON.parse(row.entry));
  }

  async #write(
    lease: Lease,
    write: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      await assertLease(tx, lease);
      await write(tx);
    });
  }
}
