import { Knex } from 'knex';
import { ACTIVE_JOB_STATES } from '../../jobs/StoredJob';

/** The jobs of a backup that have not ended, for `exists` in a query that has the table `backups`. */
export function activeJobsOfBackup(knex: Knex): Knex.QueryBuilder {
  return knex('jobs')
    .where('jobs.backup_id', knex.ref('backups.id'))
    .whereIn('jobs.state', ACTIVE_JOB_STATES)
    .select(knex.raw('1'));
}
