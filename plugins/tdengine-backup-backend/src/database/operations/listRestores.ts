import { Knex } from 'knex';
import {
  RecordCriteria,
  RecordFilter,
  RestoreQuery,
} from '../../services/types';
import { applyCriteria } from '../applyCriteria';
import { toNumber } from '../conversion';
import { escapeLike } from '../escapeLike';
import { RESTORE_COLUMNS, RestoreRow } from '../restoreRows';
import { distinctDatabases } from './distinctDatabases';

/** What a caller may sort by. Nothing of a request ever becomes a column name. */
const SORT_COLUMNS: Record<RestoreQuery['sort'], string> = {
  createdAt: 'restores.created_at',
  state: 'restores.state',
  rows: 'restores.row_count',
  durationMs: 'restores.duration_ms',
};

export async function listRestores(
  knex: Knex,
  query: RestoreQuery,
): Promise<{ rows: RestoreRow[]; totalItems: number }> {
  const matching = () => {
    const builder = knex('restores');
    applyFilters(knex, builder, query);
    return builder;
  };
  const counted = await matching().count({ total: '*' });
  const rows: RestoreRow[] = await matching()
    .select(RESTORE_COLUMNS)
    .orderByRaw('(?? is null)', [SORT_COLUMNS[query.sort]])
    .orderBy(SORT_COLUMNS[query.sort], query.order)
    .orderBy('restores.id', query.order)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize);
  return { rows, totalItems: toNumber(counted[0].total ?? 0) };
}

export async function listRestoreDatabases(
  knex: Knex,
  criteria: RecordCriteria | undefined,
): Promise<string[]> {
  const restores = knex('restores').select('restores.id');
  applyPolicy(knex, restores, criteria);
  return distinctDatabases(
    knex('restore_databases').whereIn('restore_id', restores),
  );
}

function applyFilters(
  knex: Knex,
  builder: Knex.QueryBuilder,
  query: RestoreQuery,
): void {
  if (query.states) {
    builder.whereIn('restores.state', query.states);
  }
  if (query.instances) {
    builder.whereIn('restores.instance', query.instances);
  }
  if (query.backupId !== undefined) {
    builder.where('restores.backup_id', query.backupId);
  }
  if (query.databases) {
    builder.whereExists(writing(knex, query.databases));
  }
  if (query.createdFrom) {
    builder.where('restores.created_at', '>=', query.createdFrom);
  }
  if (query.createdTo) {
    builder.where('restores.created_at', '<', query.createdTo);
  }
  if (query.search) {
    const pattern = escapeLike(query.search);
    builder.where(inner =>
      inner
        .whereRaw("lower(restores.backup_name) like ? escape '\\'", [pattern])
        .orWhereRaw("lower(coalesce(restores.remark, '')) like ? escape '\\'", [
          pattern,
        ])
        .orWhereExists(
          knex('restore_databases')
            .select(knex.raw('1'))
            .whereRaw('restore_databases.restore_id = restores.id')
            .whereRaw("lower(restore_databases.database) like ? escape '\\'", [
              pattern,
            ]),
        ),
    );
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

function applyFilter(
  knex: Knex,
  builder: Knex.QueryBuilder,
  filter: RecordFilter,
): void {
  switch (filter.property) {
    case 'ownerRef':
      builder
        .whereNotNull('restores.owner_ref')
        .whereIn('restores.owner_ref', filter.values);
      break;
    case 'createdBy':
      builder.whereIn('restores.created_by', filter.values);
      break;
    case 'instance':
      builder.whereIn('restores.instance', filter.values);
      break;
    default:
      builder.whereExists(writing(knex, filter.values));
  }
}

function writing(knex: Knex, databases: readonly string[]): Knex.QueryBuilder {
  return knex('restore_databases')
    .select(knex.raw('1'))
    .whereRaw('restore_databases.restore_id = restores.id')
    .whereIn('restore_databases.database', databases);
}
