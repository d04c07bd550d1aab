import { Knex } from 'knex';
import { RESTORABLE_STATES } from '../restorableStates';

/** Of the copy that was not read for the longest time. */
const LAST_READ = `(select min(coalesce(c.verified_at, backups.finished_at))
  from backup_copies c where c.backup_id = backups.id and c.state = 'present')`;

/** It was made elsewhere, or nobody knows any more when it was read. */
const NEVER_READ_HERE = `(backups.origin = 'found' and exists (select 1
  from backup_copies c where c.backup_id = backups.id and c.state = 'present' and c.verified_at is null))`;

export async function listToVerify(
  knex: Knex,
  options: { verifiedBefore: Date; triedBefore: Date; limit: number },
): Promise<string[]> {
  return knex('backups')
    .whereIn('state', RESTORABLE_STATES)
    .where(due =>
      due
        .where(knex.raw(LAST_READ), '<', options.verifiedBefore)
        .orWhere(unread => unread.whereRaw(NEVER_READ_HERE)),
    )
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
