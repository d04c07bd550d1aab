import { Knex } from 'knex';
import { TimestampColumn } from '../conversion';
import { RESTORABLE_STATES } from '../restorableStates';

/** The ids of the newest run of each policy. */
export async function newestRuns(
  knex: Knex,
  policyIds: readonly string[],
): Promise<string[]> {
  const newest = knex('policy_runs')
    .whereIn('policy_id', policyIds)
    .groupBy('policy_id')
    .select('policy_id')
    .max({ newest_at: 'created_at' })
    .as('newest');
  const rows = await knex('policy_runs')
    .join(newest, {
      'newest.policy_id': 'policy_runs.policy_id',
      'newest.newest_at': 'policy_runs.created_at',
    })
    .orderBy('policy_runs.planned_at')
    .select('policy_runs.id', 'policy_runs.policy_id');
  // Of several at the same instant the one planned last.
  return [
    ...new Map<string, string>(
      rows.map(row => [row.policy_id, row.id]),
    ).values(),
  ];
}

/** The newest good backup of each policy. */
export async function newestGoodBackups(
  knex: Knex,
  policyIds: readonly string[],
): Promise<
  Array<{
    id: string;
    policy_id: string;
    name: string;
    finished_at: TimestampColumn | null;
  }>
> {
  const newest = knex('backups')
    .whereIn('policy_id', policyIds)
    .whereIn('state', RESTORABLE_STATES)
    .groupBy('policy_id')
    .select('policy_id')
    .max({ newest_at: 'created_at' })
    .as('newest');
  return knex('backups')
    .join(newest, {
      'newest.policy_id': 'backups.policy_id',
      'newest.newest_at': 'backups.created_at',
    })
    .whereIn('backups.state', RESTORABLE_STATES)
    .select(
      'backups.id',
      'backups.policy_id',
      'backups.name',
      'backups.finished_at',
    );
}
