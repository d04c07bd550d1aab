import { Knex } from 'knex';

/** What became of the run of a backup. */
export type RunOutcome = 'succeeded' | 'failed' | 'cancelled' | 'running';

/**
 * The outcome of the run behind a row of `backups`. One that was published has a checksum, which outlives it: that
 * retention removed it later does not make its run fail. Of a failed one that somebody deleted nothing is known any more,
 * so it has none.
 */
export function runOutcome(knex: Knex): Knex.Raw {
  return knex.raw(
    `case when backups.checksum is not null then 'succeeded'
      when backups.state = 'failed' then 'failed'
      when backups.state = 'cancelled' then 'cancelled'
      when backups.state = 'creating' then 'running'
    end`,
  );
}
