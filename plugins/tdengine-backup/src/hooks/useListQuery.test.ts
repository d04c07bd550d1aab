import { act, renderHook, waitFor } from '@testing-library/react';
import { useListQuery } from './useListQuery';

const FILTERS = ['state', 'database'] as const;

function show(inUrl = true) {
  return renderHook(() =>
    useListQuery({ filters: FILTERS, sort: 'createdAt', inUrl }),
  );
}

const open = (search: string) =>
  window.history.replaceState({ idx: 3 }, '', `/tdengine-backup${search}`);

describe('useListQuery', () => {
  beforeEach(() => open(''));

  it('shows what the URL says', () => {
    open('?state=failed&state=available&page=3&sort=name&order=asc&search=po');

    const { result } = show();

    expect(result.current).toMatchObject({
      page: 3,
      sort: 'name',
      order: 'asc',
      search: 'po',
      filters: { state: ['failed', 'available'] },
      activeFilters: 1,
      isNarrowed: true,
    });
  });

  it('falls back to what is usual where the URL makes no sense', () => {
    open('?page=-4&pageSize=100000&order=sideways');

    const { result } = show();

    expect(result.current).toMatchObject({
      page: 1,
      pageSize: 500,
      order: 'desc',
    });
  });

  it('goes to the first page when a filter changes, and puts it into the URL', async () => {
    open('?page=3&theirs=kept');
    const { result } = show();

    act(() => result.current.setFilter('database', ['能源监测']));

    expect(result.current.page).toBe(1);
    await waitFor(() =>
      expect(new URLSearchParams(window.location.search).get('database')).toBe(
        '能源监测',
      ),
    );
    expect(new URLSearchParams(window.location.search).get('theirs')).toBe(
      'kept',
    );
    // The router's own notes are still there.
    expect(window.history.state).toEqual({ idx: 3 });
  });

  it('searches once typing has paused', async () => {
    const { result } = show(false);

    act(() => result.current.change({ search: 'p' }));
    act(() => result.current.change({ search: 'power ' }));

    expect(result.current.settledSearch).toBeUndefined();
    await waitFor(() => expect(result.current.settledSearch).toBe('power'));
    expect(window.location.search).toBe('');
  });

  it('turns days into instants, the last day included', () => {
    open('?from=2026-11-01&to=2026-11-02');

    const { result } = show();

    expect(result.current.fromInstant).toBe(
      new Date(2026, 10, 1).toISOString(),
    );
    expect(result.current.toInstant).toBe(new Date(2026, 10, 3).toISOString());
  });

  it('clears everything that narrows', async () => {
    open('?state=failed&search=po&from=2026-11-01&to=2026-11-02&sort=name');
    const { result } = show();

    act(() => result.current.clear());

    expect(result.current.isNarrowed).toBe(false);
    await waitFor(() => expect(window.location.search).toBe('?sort=name'));
  });

  it('begins in the order that the list asks for, and keeps another in the URL', async () => {
    const { result } = renderHook(() =>
      useListQuery({
        filters: FILTERS,
        sort: 'name',
        order: 'asc',
        inUrl: true,
      }),
    );
    expect(result.current.order).toBe('asc');
    expect(window.location.search).toBe('');

    act(() => result.current.change({ order: 'desc' }));

    await waitFor(() => expect(window.location.search).toBe('?order=desc'));
  });
});
