import { Knex } from 'knex';
import { ACTIVE_JOB_STATES } from '../jobs/StoredJob';
import { activeJobsOfBackup } from './operations/activeJobsOfBackup';
import { RecordStore } from './RecordStore';

/** Forgets old records in SQL. */
export class DatabaseRecordStore implements RecordStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseRecordStore {
    return new DatabaseRecordStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async prune(before: Date, limit: number): Promise<number> {
    // What refers to others first.
    const kinds: Array<[string, Knex.QueryBuilder]> = [
      ['restores', this.#restores(before)],
      ['policy_runs', this.#policyRuns(before)],
      ['backups', this.#deletedBackups(before)],
      ['jobs', this.#jobs(before)],
    ];
    let gone = 0;
    for (const [table, old] of kinds) {
      // Not every database takes a limit in a deletion.
      const ids: string[] = await old.limit(limit).pluck(`${table}.id`);
      gone += await this.#knex(table).whereIn('id', ids).delete();
    }
    return gone;
  }

  #restores(before: Date): Knex.QueryBuilder {
    return this.#knex('restores').where('finished_at', '<', before);
  }

  /** Those of a backup that is there say where it comes from. */
  #policyRuns(before: Date): Knex.QueryBuilder {
    const knex = this.#knex;
    return knex('policy_runs')
      .where('created_at', '<', before)
      .whereNot({ state: 'waiting' })
      .whereNotExists(
        knex('backups')
          .where('backups.id', knex.ref('policy_runs.backup_id'))
          .whereNot({ state: 'deleted' })
          .select('id'),
      );
  }

  #deletedBackups(before: Date): Knex.QueryBuilder {
    const knex = this.#knex;
    return knex('backups')
      .where({ state: 'deleted' })
      .where('updated_at', '<', before)
      .whereNotExists(
        knex('restores')
          .where('restores.backup_id', knex.ref('backups.id'))
          .select('id'),
      )
      .whereNotExists(activeJobsOfBackup(knex));
  }

  #jobs(before: Date): Knex.QueryBuilder {
    const knex = this.#knex;
    const referred: Array<[table: string, key: string, columns: string[]]> = [
      ['backups', 'backup_id', ['job_id', 'verify_job_id']],
      ['restores', 'subject_id', ['job_id']],
      ['target_rescans', 'subject_id', ['job_id']],
    ];
    return referred.reduce(
      (jobs, [table, key, columns]) =>
        jobs.whereNotExists(
          // By the record's own key, since its jobs have no index.
          knex(table)
            .where(`${table}.id`, knex.ref(`jobs.${key}`))
            .where(referring =>
              columns.forEach(column =>
                referring.orWhere(`${table}.${column}`, knex.ref('jobs.id')),
              ),
            )
            .select('id'),
        ),
      knex('jobs')
        .whereNotIn('state', ACTIVE_JOB_STATES)
        .where('finished_at', '<', before),
    );
  }
}
