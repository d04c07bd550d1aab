import { Knex } from 'knex';

/**
 * The databases of several records at once, in the order of their names.
 */
export async function loadDatabases(
  knex: Knex,
  owner: {
    table: 'backup_databases' | 'restore_databases' | 'policy_databases';
    column: 'backup_id' | 'restore_id' | 'policy_id';
  },
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const databases = new Map<string, string[]>(ids.map(id => [id, []]));
  const rows = await knex(owner.table)
    .whereIn(owner.column, ids)
    .orderBy('database')
    .select({ id: owner.column, database: 'database' });
  for (const { id, database } of rows) {
    databases.get(id)?.push(database);
  }
  return databases;
}
