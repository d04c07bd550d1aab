import { Knex } from 'knex';
import { RecordAccess } from '../../services/overviewTypes';
import { JobAccess, JobQuery } from '../../services/types';
import { toNumber } from '../conversion';
import { JobRow } from '../jobRows';
import { BACKUPS, RecordTable, RESTORES } from '../recordQueries';
import { applyAccess } from './applyAccess';

/**
 * One page of jobs, the newest first. A job of a restore is seen by who sees the restore, a rescan by who may begin one, every
 * other one by who sees its backup.
 */
export async function listJobs(
  knex: Knex,
  query: JobQuery,
  access: JobAccess,
): Promise<{ rows: JobRow[]; totalItems: number }> {
  const matching = () => {
    const builder = knex('jobs');
    applyFilters(knex, builder, query);
    builder.where(visible => {
      visible
        .where(job => {
          job.where('jobs.type', 'restore');
          restrict(knex, job, 'jobs.subject_id', RESTORES, access.restores);
        })
        .orWhere(job => {
          job.whereNotIn('jobs.type', ['restore', 'rescan']);
          restrict(knex, job, 'jobs.backup_id', BACKUPS, access.backups);
        });
      if (access.rescans) {
        visible.orWhere('jobs.type', 'rescan');
      }
    });
    return builder;
  };
  const [counted] = await matching().count({ total: '*' });
  const rows: JobRow[] = await matching()
    .select('jobs.*')
    .orderBy('jobs.created_at', 'desc')
    .orderBy('jobs.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize);
  return { rows, totalItems: toNumber(counted.total ?? 0) };
}

function restrict(
  knex: Knex,
  builder: Knex.QueryBuilder,
  column: string,
  record: RecordTable,
  access: RecordAccess,
): void {
  if (access !== 'all') {
    const records = knex(record.name).select(`${record.name}.id`);
    applyAccess(knex, records, record, access);
    builder.whereIn(column, records);
  }
}

function applyFilters(
  knex: Knex,
  builder: Knex.QueryBuilder,
  { types, states, targets }: JobQuery,
): void {
  if (types) {
    builder.whereIn('jobs.type', types);
  }
  if (states) {
    builder.whereIn('jobs.state', states);
  }
  if (targets) {
    builder.where(touching =>
      touching
        .whereIn(
          'jobs.backup_id',
          knex('backup_copies').whereIn('target', targets).select('backup_id'),
        )
        .orWhereIn(
          'jobs.subject_id',
          knex('target_rescans').whereIn('target', targets).select('id'),
        ),
    );
  }
}
