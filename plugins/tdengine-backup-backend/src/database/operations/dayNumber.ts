import { Knex } from 'knex';

/** The whole days from 1970 to a timestamp, in UTC, as an expression that both kinds of databases group by. */
export function dayNumber(knex: Knex, column: string): Knex.Raw {
  return String(knex.client.config.client).startsWith('pg')
    ? knex.raw('floor(extract(epoch from ??) / 86400)', [column])
    : knex.raw('?? / 86400000', [column]);
}

/** As `YYYY-MM-DD`. */
export function dayName(number: number | string): string {
  return new Date(Number(number) * 86_400_000).toISOString().slice(0, 10);
}
