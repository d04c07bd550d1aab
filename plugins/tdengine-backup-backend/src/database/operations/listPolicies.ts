import { Knex } from 'knex';
import { PolicyQuery } from '../../services/types';
import { PolicyRow, StoredPolicy, toStoredPolicy } from '../policyRows';
import { POLICIES, readPage } from '../recordQueries';
import { loadDatabases } from './loadDatabases';

/** What a caller may sort by. Nothing of a request ever becomes a column name. */
const SORT_COLUMNS: Record<PolicyQuery['sort'], string> = {
  name: 'name',
  nextRunAt: 'next_run_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

export async function listPolicies(
  knex: Knex,
  query: PolicyQuery & { ids?: readonly string[] },
): Promise<{ items: StoredPolicy[]; totalItems: number }> {
  const { rows, totalItems } = await readPage<PolicyRow>(
    knex,
    POLICIES,
    query,
    {
      sortColumn: SORT_COLUMNS[query.sort],
      columns: 'policies.*',
      filter: builder => applyFilters(builder, query),
    },
  );
  return { items: await completePolicies(knex, rows), totalItems };
}

function applyFilters(
  builder: Knex.QueryBuilder,
  query: PolicyQuery & { ids?: readonly string[] },
): void {
  builder.whereNull('policies.deleted_at');
  if (query.ids) {
    builder.whereIn('policies.id', query.ids);
  }
  if (query.instances) {
    builder.whereIn('policies.instance', query.instances);
  }
  if (query.ownerRefs) {
    builder.whereIn('policies.owner_ref', query.ownerRefs);
  }
  if (query.enabled !== undefined) {
    builder.where('policies.enabled', query.enabled);
  }
}

/** Rows with the databases they name, in the same order. */
export async function completePolicies(
  knex: Knex,
  rows: readonly PolicyRow[],
): Promise<StoredPolicy[]> {
  const databases = await loadDatabases(
    knex,
    { table: 'policy_databases', column: 'policy_id' },
    rows.map(({ id }) => id),
  );
  return rows.map(row => toStoredPolicy(row, databases.get(row.id) ?? []));
}
