import { SqlError, sqlErrors } from '../../SqlError';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import type { ColumnVector } from '../../storage/ColumnVector';
import type { Database } from '../../storage/Database';
import { RowBatch } from '../../storage/RowBatch';
import { columnsOf, type StoredTable } from '../../storage/Table';

/**
 * Writes rows into a table, given by column id.
 *
 * @returns the number of distinct keys
 * @throws SqlError where a key is missing or older than the database keeps; then nothing is written
 */
export function writeRows(
  database: Database,
  table: StoredTable,
  vectors: ReadonlyMap<number, ColumnVector>,
): number {
  const columns = columnsOf(table);
  const second = columns.find(({ compositeKey }) => compositeKey);
  for (const key of second ? [columns[0], second] : [columns[0]]) {
    requireKey(key, vectors.get(key.id));
  }
  const batch = RowBatch.create(vectors, columns[0].id, second?.id);
  database.requireInKeep(batch.keys);
  database.countWrite(table.vgroupId);
  return table.data.insert(columns, batch);
}

function requireKey(
  { compositeKey }: ColumnDefinition,
  vector: ColumnVector | undefined,
): void {
  if (!vector) {
    throw sqlErrors.invalidOperation(
      compositeKey
        ? 'Primary key column should not be none'
        : 'Primary timestamp column should not be null',
    );
  }
  if (hasNull(vector)) {
    throw compositeKey
      ? new SqlError(0x267b, 'Primary key column should not be null')
      : sqlErrors.invalidOperation(
          'Primary timestamp column should not be null',
        );
  }
}

function hasNull(vector: ColumnVector): boolean {
  for (let row = 0; row < vector.length; row++) {
    if (vector.isNull(row)) {
      return true;
    }
  }
  return false;
}
