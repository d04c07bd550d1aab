import { Knex } from 'knex';

/**
 * A sum over many records. It is exact as long as any number of ours is, and beyond that it is rounded: SQLite would refuse a
 * sum of more than 64 bits, and with it the whole page.
 */
export function sumOf(knex: Knex, column: string): Knex.Raw {
  return knex.raw('sum(cast(?? as double precision))', [column]);
}
