import { Knex } from 'knex';
import {
  BackupQuery,
  RecordCriteria,
  RecordFilter,
  RestoreQuery,
} from '../services/types';
import { applyCriteria } from './applyCriteria';
import { toNumber } from './conversion';
import { escapeLike } from './escapeLike';

/**
 * A table of records that people list: what is the same for all of them is asked once, the permission filter above all.
 */
export interface RecordTable {
  name: 'backups' | 'restores' | 'policies';
  /** The table of their databases, and its column with the record's id. */
  databases: { name: string; recordId: string };
  /** The columns by whose text a record is found, besides its databases. */
  textColumns: readonly string[];
}

export const BACKUPS: RecordTable = {
  name: 'backups',
  databases: { name: 'backup_databases', recordId: 'backup_id' },
  textColumns: ['name', 'remark'],
};

export const RESTORES: RecordTable = {
  name: 'restores',
  databases: { name: 'restore_databases', recordId: 'restore_id' },
  textColumns: ['backup_name', 'remark'],
};

export const POLICIES: RecordTable = {
  name: 'policies',
  databases: { name: 'policy_databases', recordId: 'policy_id' },
  textColumns: ['name', 'description', 'scope_summary'],
};

/** What the queries of all lists have. */
type RecordQuery = Pick<
  BackupQuery & RestoreQuery,
  | 'databases'
  | 'createdFrom'
  | 'createdTo'
  | 'search'
  | 'criteria'
  | 'order'
  | 'page'
  | 'pageSize'
>;

/** One page of the records that a query fits. */
export async function readPage<R>(
  knex: Knex,
  record: RecordTable,
  query: RecordQuery,
  options: {
    /** A column of the table, never text of a request. */
    sortColumn: string;
    columns: string | readonly string[];
    filter: (builder: Knex.QueryBuilder) => void;
  },
): Promise<{ rows: R[]; totalItems: number }> {
  const sort = `${record.name}.${options.sortColumn}`;
  const matching = () => {
    const builder = knex(record.name);
    options.filter(builder);
    applyQuery(knex, builder, record, query);
    return builder;
  };
  const counted = await matching().count({ total: '*' });
  const rows: R[] = await matching()
    .select(options.columns)
    // Records without a figure come last, whichever way the list runs.
    .orderByRaw('(?? is null)', [sort])
    .orderBy(sort, query.order)
    .orderBy(`${record.name}.id`, query.order)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize);
  return { rows, totalItems: toNumber(counted[0].total ?? 0) };
}

/** Leaves the records that a policy lets the caller see. */
export function applyPolicy(
  knex: Knex,
  builder: Knex.QueryBuilder,
  record: RecordTable,
  criteria: RecordCriteria | undefined,
): void {
  if (criteria) {
    builder.where(inner =>
      applyCriteria(inner, criteria, (nested, filter) =>
        applyFilter(knex, nested, record, filter),
      ),
    );
  }
}

function applyQuery(
  knex: Knex,
  builder: Knex.QueryBuilder,
  record: RecordTable,
  query: RecordQuery,
): void {
  if (query.databases) {
    builder.whereExists(touching(knex, record, query.databases));
  }
  if (query.createdFrom) {
    builder.where(`${record.name}.created_at`, '>=', query.createdFrom);
  }
  if (query.createdTo) {
    builder.where(`${record.name}.created_at`, '<', query.createdTo);
  }
  if (query.search) {
    applySearch(knex, builder, record, query.search);
  }
  applyPolicy(knex, builder, record, query.criteria);
}

function applySearch(
  knex: Knex,
  builder: Knex.QueryBuilder,
  record: RecordTable,
  search: string,
): void {
  const pattern = escapeLike(search);
  const { name, textColumns, databases } = record;
  builder.where(inner => {
    inner.whereExists(
      databasesOf(knex, record).whereRaw("lower(??) like ? escape '\\'", [
        `${databases.name}.database`,
        pattern,
      ]),
    );
    for (const column of textColumns) {
      inner.orWhereRaw("lower(coalesce(??, '')) like ? escape '\\'", [
        `${name}.${column}`,
        pattern,
      ]);
    }
  });
}

function applyFilter(
  knex: Knex,
  builder: Knex.QueryBuilder,
  record: RecordTable,
  filter: RecordFilter,
): void {
  switch (filter.property) {
    case 'ownerRef':
      builder
        .whereNotNull(`${record.name}.owner_ref`)
        .whereIn(`${record.name}.owner_ref`, filter.values);
      break;
    case 'createdBy':
      builder.whereIn(`${record.name}.created_by`, filter.values);
      break;
    case 'instance':
      builder.whereIn(`${record.name}.instance`, filter.values);
      break;
    default:
      builder.whereExists(touching(knex, record, filter.values));
  }
}

function touching(
  knex: Knex,
  record: RecordTable,
  databases: readonly string[],
): Knex.QueryBuilder {
  return databasesOf(knex, record).whereIn(
    `${record.databases.name}.database`,
    databases,
  );
}

function databasesOf(knex: Knex, { name, databases }: RecordTable) {
  return knex(databases.name)
    .select(knex.raw('1'))
    .whereRaw('?? = ??', [
      `${databases.name}.${databases.recordId}`,
      `${name}.id`,
    ]);
}
