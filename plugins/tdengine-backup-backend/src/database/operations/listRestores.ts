import { Knex } from 'knex';
import { RecordCriteria, RestoreQuery } from '../../services/types';
import { applyPolicy, readPage, RESTORES } from '../recordQueries';
import { RESTORE_COLUMNS, RestoreRow } from '../restoreRows';
import { distinctDatabases } from './distinctDatabases';

/** What a caller may sort by. Nothing of a request ever becomes a column name. */
const SORT_COLUMNS: Record<RestoreQuery['sort'], string> = {
  createdAt: 'created_at',
  state: 'state',
  rows: 'row_count',
  durationMs: 'duration_ms',
};

export async function listRestores(
  knex: Knex,
  query: RestoreQuery,
): Promise<{ rows: RestoreRow[]; totalItems: number }> {
  return readPage(knex, RESTORES, query, {
    sortColumn: SORT_COLUMNS[query.sort],
    columns: RESTORE_COLUMNS,
    filter: builder => applyFilters(builder, query),
  });
}

export async function listRestoreDatabases(
  knex: Knex,
  criteria: RecordCriteria | undefined,
): Promise<string[]> {
  const restores = knex('restores').select('restores.id');
  applyPolicy(knex, restores, RESTORES, criteria);
  return distinctDatabases(
    knex('restore_databases').whereIn('restore_id', restores),
  );
}

function applyFilters(builder: Knex.QueryBuilder, query: RestoreQuery): void {
  if (query.states) {
    builder.whereIn('restores.state', query.states);
  }
  if (query.instances) {
    builder.whereIn('restores.instance', query.instances);
  }
  if (query.backupId !== undefined) {
    builder.where('restores.backup_id', query.backupId);
  }
}
