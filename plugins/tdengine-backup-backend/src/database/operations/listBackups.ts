import { Knex } from 'knex';
import {
  BackupQuery,
  RecordCriteria,
  RecordFilter,
} from '../../services/types';
import { applyCriteria } from '../applyCriteria';
import { BackupRow } from '../backupRows';
import { toNumber } from '../conversion';
import { escapeLike } from '../escapeLike';
import { distinctDatabases } from './distinctDatabases';

/** What a caller may sort by. Nothing of a request ever becomes a column name. */
const SORT_COLUMNS: Record<BackupQuery['sort'], string> = {
  createdAt: 'backups.created_at',
  name: 'backups.name',
  state: 'backups.state',
  rows: 'backups.row_count',
  sizeBytes: 'backups.size_bytes',
  durationMs: 'backups.duration_ms',
  instance: 'backups.instance',
};

export async function listBackups(
  knex: Knex,
  query: BackupQuery,
): Promise<{ rows: BackupRow[]; totalItems: number }> {
  const matching = () => {
    const builder = knex('backups');
    applyFilters(knex, builder, query);
    return builder;
  };
  const counted = await matching().count({ total: '*' });
  const rows: BackupRow[] = await matching()
    .select('backups.*')
    // Records without a figure come last, whichever way the list runs.
    .orderByRaw('(?? is null)', [SORT_COLUMNS[query.sort]])
    .orderBy(SORT_COLUMNS[query.sort], query.order)
    .orderBy('backups.id', query.order)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize);
  return { rows, totalItems: toNumber(counted[0].total ?? 0) };
}

export async function listBackupDatabases(
  knex: Knex,
  criteria: RecordCriteria | undefined,
): Promise<string[]> {
  const backups = knex('backups').select('backups.id');
  backups.whereNot('backups.state', 'deleted');
  applyPolicy(knex, backups, criteria);
  return distinctDatabases(
    knex('backup_databases').whereIn('backup_id', backups),
  );
}

function applyFilters(
  knex: Knex,
  builder: Knex.QueryBuilder,
  query: BackupQuery,
): void {
  if (query.states) {
    builder.whereIn('backups.state', query.states);
  } else {
    builder.whereNot('backups.state', 'deleted');
  }
  const lists: Array<[string, readonly string[] | undefined]> = [
    ['backups.verification', query.verifications],
    ['backups.kind', query.kinds],
    ['backups.mode', query.modes],
    ['backups.source_type', query.sourceTypes],
    ['backups.instance', query.instances],
    ['backups.owner_ref', query.ownerRefs],
  ];
  for (const [column, values] of lists) {
    if (values) {
      builder.whereIn(column, values);
    }
  }
  if (query.databases) {
    builder.whereExists(touching(knex, query.databases));
  }
  if (query.createdFrom) {
    builder.where('backups.created_at', '>=', query.createdFrom);
  }
  if (query.createdTo) {
    builder.where('backups.created_at', '<', query.createdTo);
  }
  if (query.search) {
    applySearch(knex, builder, query.search);
  }
  applyPolicy(knex, builder, query.criteria);
}

function applyPolicy(
  knex: Knex,
  builder: Knex.QueryBuilder,
  criteria: RecordCriteria | undefined,
): void {
  if (criteria) {
    builder.where(inner =>
      applyCriteria(inner, criteria, (nested, filter) =>
        applyFilter(knex, nested, filter),
      ),
    );
  }
}

function applySearch(
  knex: Knex,
  builder: Knex.QueryBuilder,
  search: string,
): void {
  const pattern = escapeLike(search);
  builder.where(inner =>
    inner
      .whereRaw("lower(backups.name) like ? escape '\\'", [pattern])
      .orWhereRaw("lower(coalesce(backups.remark, '')) like ? escape '\\'", [
        pattern,
      ])
      .orWhereExists(
        knex('backup_databases')
          .select(knex.raw('1'))
          .whereRaw('backup_databases.backup_id = backups.id')
          .whereRaw("lower(backup_databases.database) like ? escape '\\'", [
            pattern,
          ]),
      ),
  );
}

function applyFilter(
  knex: Knex,
  builder: Knex.QueryBuilder,
  filter: RecordFilter,
): void {
  switch (filter.property) {
    case 'ownerRef':
      builder
        .whereNotNull('backups.owner_ref')
        .whereIn('backups.owner_ref', filter.values);
      break;
    case 'createdBy':
      builder.whereIn('backups.created_by', filter.values);
      break;
    case 'instance':
      builder.whereIn('backups.instance', filter.values);
      break;
    default:
      builder.whereExists(touching(knex, filter.values));
  }
}

function touching(knex: Knex, databases: readonly string[]): Knex.QueryBuilder {
  return knex('backup_databases')
    .select(knex.raw('1'))
    .whereRaw('backup_databases.backup_id = backups.id')
    .whereIn('backup_databases.database', databases);
}
