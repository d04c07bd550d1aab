import { Knex } from 'knex';
import { RESTORABLE_STATES } from '../restorableStates';

/** Of the copy that was not read for the longest time. */
const LAST_READ = `(select min(coalesce(c.verified_at, backups.finished_at))
  from backup_copies c where c.backup_id = backups.id and c.state = 'present')`;

export async function listToVerify(
  knex: Knex,
  options: { verifiedBefore: Date; triedBefore: Date; limit: number },
): Promise<string[]> {
  return knex('backups')
    .whereIn('state', RESTORABLE_STATES)
    .where(knex.raw(LAST_READ), '<', options.verifiedBefore)
    .whereNotExists(
      knex('jobs')
        .where({ type: 'verify' })
        .where('jobs.subject_id', knex.ref('backups.id'))
        .where('jobs.created_at', '>=', options.triedBefore)
        .select(knex.raw('1')),
    )
    .orderByRaw(`${LAST_READ}, backups.id`)
    .limit(options.limit)
    .pluck('backups.id');
}
