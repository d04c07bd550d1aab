import { Knex } from 'knex';

/**
 * Leaves out backups that were found or uploaded, also those that were read since: whole is what a stranger makes, too, of
 * any database and with any time. What this portal did itself is all that says how well it backs up.
 */
export function onlyMadeHere(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.where('backups.origin', 'created');
}
