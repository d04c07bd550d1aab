import { useCallback, useEffect, useMemo, useState } from 'react';
import { useDebounced } from './useDebounced';

const SEARCH_DELAY_MS = 300;
const DEFAULT_PAGE_SIZE = 25;

/** Chosen values by the name of the filter. */
export type Filters<TFilter extends string> = Partial<
  Record<TFilter, string[]>
>;

interface State<TFilter extends string> {
  page: number;
  pageSize: number;
  search: string;
  sort: string;
  order: 'asc' | 'desc';
  filters: Filters<TFilter>;
  /** The first day, `YYYY-MM-DD` in the user's time zone. */
  from?: string;
  /** The last day, which is in the range. */
  to?: string;
}

interface Options<TFilter extends string> {
  filters: readonly TFilter[];
  sort: string;
  /** Descending where it is left out. */
  order?: 'asc' | 'desc';
  /** Whether the URL carries it, so that a link or the back button shows the same list. */
  inUrl?: boolean;
}

/** What a list shows: page, order, search and filters. Every change but that of the page goes to the first page. */
export function useListQuery<TFilter extends string>(
  options: Options<TFilter>,
) {
  const { filters: names, sort, order = 'desc', inUrl = false } = options;
  const [state, setState] = useState<State<TFilter>>(() =>
    inUrl
      ? readUrl(names, sort, order)
      : {
          page: 1,
          pageSize: DEFAULT_PAGE_SIZE,
          search: '',
          sort,
          order,
          filters: {},
        },
  );
  const search = useDebounced(state.search, SEARCH_DELAY_MS);

  useEffect(() => {
    if (inUrl) {
      writeUrl({ ...state, search }, names, sort, order);
    }
  }, [inUrl, names, order, search, sort, state]);

  const change = useCallback(
    (part: Partial<State<TFilter>>) =>
      setState(previous => ({ ...previous, page: 1, ...part })),
    [],
  );
  const setFilter = useCallback(
    (name: TFilter, values: string[]) =>
      setState(previous => ({
        ...previous,
        page: 1,
        filters: { ...previous.filters, [name]: values },
      })),
    [],
  );
  const clear = useCallback(
    () => change({ search: '', filters: {}, from: undefined, to: undefined }),
    [change],
  );

  const activeFilters =
    names.filter(name => state.filters[name]?.length).length +
    (state.from || state.to ? 1 : 0);

  return useMemo(
    () => ({
      ...state,
      /** What is searched for once typing has paused; `search` is what stands in the field. */
      settledSearch: search.trim() || undefined,
      /** The range as instants in UTC, the end of it outside. */
      fromInstant: startOfDay(state.from),
      toInstant: startOfDay(state.to, 1),
      activeFilters,
      isNarrowed: activeFilters > 0 || state.search.trim() !== '',
      change,
      setFilter,
      clear,
    }),
    [state, search, activeFilters, change, setFilter, clear],
  );
}

/** What a list shows, and how to change it. */
export type ListQuery<TFilter extends string> = ReturnType<
  typeof useListQuery<TFilter>
>;

function startOfDay(day: string | undefined, daysLater = 0) {
  if (!day) {
    return undefined;
  }
  const [year, month, date] = day.split('-').map(Number);
  const instant = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

function readUrl<TFilter extends string>(
  names: readonly TFilter[],
  sort: string,
  order: 'asc' | 'desc',
): State<TFilter> {
  const parameters = new URLSearchParams(window.location.search);
  const filters: Filters<TFilter> = {};
  for (const name of names) {
    const values = parameters.getAll(name);
    if (values.length > 0) {
      filters[name] = values;
    }
  }
  const positive = (name: string, otherwise: number) => {
    const value = Number(parameters.get(name));
    return Number.isInteger(value) && value > 0 ? value : otherwise;
  };
  return {
    page: positive('page', 1),
    pageSize: Math.min(positive('pageSize', DEFAULT_PAGE_SIZE), 500),
    search: parameters.get('search') ?? '',
    sort: parameters.get('sort') ?? sort,
    order:
      (['asc', 'desc'] as const).find(
        value => value === parameters.get('order'),
      ) ?? order,
    filters,
    from: parameters.get('from') ?? undefined,
    to: parameters.get('to') ?? undefined,
  };
}

function writeUrl<TFilter extends string>(
  state: State<TFilter>,
  names: readonly TFilter[],
  sort: string,
  order: 'asc' | 'desc',
): void {
  const parameters = new URLSearchParams(window.location.search);
  const put = (name: string, values: Array<string | undefined>) => {
    parameters.delete(name);
    for (const value of values) {
      if (value) {
        parameters.append(name, value);
      }
    }
  };
  names.forEach(name => put(name, state.filters[name] ?? []));
  put('search', [state.search.trim()]);
  put('from', [state.from]);
  put('to', [state.to]);
  put('sort', [state.sort === sort ? undefined : state.sort]);
  put('order', [state.order === order ? undefined : state.order]);
  put('page', [state.page === 1 ? undefined : String(state.page)]);
  put('pageSize', [
    state.pageSize === DEFAULT_PAGE_SIZE ? undefined : String(state.pageSize),
  ]);
  const query = parameters.toString();
  const { pathname, hash } = window.location;
  const next = `${pathname}${query ? `?${query}` : ''}${hash}`;
  if (next !== `${pathname}${window.location.search}${hash}`) {
    // The router keeps its own notes in the state of the entry.
    window.history.replaceState(window.history.state, '', next);
  }
}
