import { Knex } from 'knex';

/** A menu with more entries helps nobody; whoever has more of them types the name into the search. */
const MAXIMUM = 1_000;

/** The names of databases in a table of them, each once, in their order. */
export async function distinctDatabases(
  matching: Knex.QueryBuilder,
): Promise<string[]> {
  const rows: Array<{ database: string }> = await matching
    .distinct('database')
    .orderBy('database')
    .limit(MAXIMUM);
  return rows.map(({ database }) => database);
}
