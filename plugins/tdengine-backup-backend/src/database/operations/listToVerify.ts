import { Knex } from 'knex';

const LAST_READ = 'coalesce(backups.verified_at, backups.finished_at)';

export async function listToVerify(
  knex: Knex,
  options: { verifiedBefore: Date; triedBefore: Date; limit: number },
): Promise<string[]> {
  return knex('backups')
    .where({ state: 'available' })
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
