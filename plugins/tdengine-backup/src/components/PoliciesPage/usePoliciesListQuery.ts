import { PoliciesQuery } from '../../api';
import { ListQuery, useListQuery } from '../../hooks/useListQuery';

/** What policies are filtered by. */
export type PolicyFilter = 'instance' | 'database' | 'enabled' | 'ownerRef';

/** What the list of policies shows, and how to change it. */
export type PoliciesListQuery = ListQuery<PolicyFilter>;

const FILTERS: readonly PolicyFilter[] = [
  'instance',
  'database',
  'enabled',
  'ownerRef',
];

const SORTS = ['name', 'nextRunAt', 'createdAt', 'updatedAt'] as const;

/** By name, 25 on a page, until somebody asks otherwise. */
export function usePoliciesListQuery(): PoliciesListQuery {
  return useListQuery({
    filters: FILTERS,
    sort: 'name',
    order: 'asc',
    inUrl: true,
  });
}

/** The question for the server. Values from a URL that somebody edited are checked there. */
export function toPoliciesQuery(list: PoliciesListQuery): PoliciesQuery {
  const { filters } = list;
  const some = (values: string[] | undefined) =>
    values?.length ? values : undefined;
  const enabled = filters.enabled ?? [];
  return {
    page: list.page,
    pageSize: list.pageSize,
    search: list.settledSearch,
    sort: SORTS.find(sort => sort === list.sort) ?? 'name',
    order: list.order,
    instance: some(filters.instance),
    database: some(filters.database),
    ownerRef: some(filters.ownerRef),
    enabled: enabled.length === 1 ? enabled[0] === 'true' : undefined,
  };
}
