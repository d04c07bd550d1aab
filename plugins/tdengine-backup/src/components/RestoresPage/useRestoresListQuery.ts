import { RestoreState } from 'backstage-plugin-tdengine-backup-common';
import { RestoresQuery } from '../../api';
import { ListQuery, useListQuery } from '../../hooks/useListQuery';

/** What restores are filtered by. */
export type RestoreFilter = 'state' | 'instance' | 'database';

/** What the list of restores shows, and how to change it. */
export type RestoresListQuery = ListQuery<RestoreFilter>;

const FILTERS: readonly RestoreFilter[] = ['state', 'instance', 'database'];

const SORTS = ['createdAt', 'state', 'rows', 'durationMs'] as const;

/** Newest first, 25 on a page, until somebody asks otherwise. */
export function useRestoresListQuery(inUrl?: boolean): RestoresListQuery {
  return useListQuery({ filters: FILTERS, sort: 'createdAt', inUrl });
}

/** The question for the server. Values from a URL that somebody edited are checked there. */
export function toRestoresQuery(list: RestoresListQuery): RestoresQuery {
  const { filters } = list;
  const some = <T extends string>(values: string[] | undefined) =>
    values?.length ? (values as T[]) : undefined;
  return {
    page: list.page,
    pageSize: list.pageSize,
    search: list.settledSearch,
    sort: SORTS.find(sort => sort === list.sort) ?? 'createdAt',
    order: list.order,
    state: some<RestoreState>(filters.state),
    instance: some(filters.instance),
    database: some(filters.database),
    from: list.fromInstant,
    to: list.toInstant,
  };
}
