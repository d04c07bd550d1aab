import { Knex } from 'knex';

/**
 * Leaves out backups of which nobody here knows more than what they say of themselves: found ones that were not read yet. Anyone who can
 * write to a target can put such a one there, with any time.
 */
export function onlyVouchedFor(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.where(inner =>
    inner
      .where('backups.origin', 'created')
      .orWhere('backups.verification', 'verified'),
  );
}
