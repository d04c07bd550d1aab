import { Knex } from 'knex';

/** SQLite allows so many values in one statement; three go with each row at most. */
const ROWS_PER_STATEMENT = 200;

/**
 * Writes the list of databases that goes with a record.
 *
 * @param bytes - stored bytes by database, where they are known; only backups have them
 */
export async function replaceDatabases(
  tx: Knex.Transaction,
  owner: {
    table: 'backup_databases' | 'restore_databases' | 'policy_databases';
    column: 'backup_id' | 'restore_id' | 'policy_id';
    id: string;
  },
  databases: readonly string[],
  bytes?: ReadonlyMap<string, number>,
): Promise<void> {
  await tx(owner.table).where(owner.column, owner.id).delete();
  const rows = [...new Set(databases)].map(database => ({
    [owner.column]: owner.id,
    database,
    ...(bytes && { size_bytes: bytes.get(database) ?? null }),
  }));
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await tx(owner.table).insert(rows.slice(start, start + ROWS_PER_STATEMENT));
  }
}
