import { Knex } from 'knex';
import { BackupQuery, RecordCriteria } from '../../services/types';
import { BackupRow } from '../backupRows';
import { applyPolicy, BACKUPS, readPage } from '../recordQueries';
import { distinctDatabases } from './distinctDatabases';

/** What a caller may sort by. Nothing of a request ever becomes a column name. */
const SORT_COLUMNS: Record<BackupQuery['sort'], string> = {
  createdAt: 'created_at',
  name: 'name',
  state: 'state',
  rows: 'row_count',
  sizeBytes: 'size_bytes',
  durationMs: 'duration_ms',
  instance: 'instance',
};

export async function listBackups(
  knex: Knex,
  query: BackupQuery,
): Promise<{ rows: BackupRow[]; totalItems: number }> {
  return readPage(knex, BACKUPS, query, {
    sortColumn: SORT_COLUMNS[query.sort],
    columns: 'backups.*',
    filter: builder => applyFilters(builder, query),
  });
}

export async function listBackupDatabases(
  knex: Knex,
  criteria: RecordCriteria | undefined,
): Promise<string[]> {
  const backups = knex('backups').select('backups.id');
  backups.whereNot('backups.state', 'deleted');
  applyPolicy(knex, backups, BACKUPS, criteria);
  return distinctDatabases(
    knex('backup_databases').whereIn('backup_id', backups),
  );
}

function applyFilters(builder: Knex.QueryBuilder, query: BackupQuery): void {
  if (query.states) {
    builder.whereIn('backups.state', query.states);
  } else {
    builder.whereNot('backups.state', 'deleted');
  }
  const lists: Array<[string, readonly string[] | undefined]> = [
    ['backups.verification', query.verifications],
    ['backups.kind', query.kinds],
    ['backups.mode', query.modes],
    ['backups.origin', query.origins],
    ['backups.source_type', query.sourceTypes],
    ['backups.instance', query.instances],
    ['backups.owner_ref', query.ownerRefs],
    ['backups.policy_id', query.policyIds],
  ];
  for (const [column, values] of lists) {
    if (values) {
      builder.whereIn(column, values);
    }
  }
}
