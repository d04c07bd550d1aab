import { useCallback, useEffect, useRef, useState } from 'react';

/** One page of something long. */
export interface Page<T> {
  items: T[];
  totalItems: number;
}

/** The pages that have been loaded so far, one after the other. */
export interface Pages<T> {
  items: T[];
  /** How many there are in all; undefined until the first answer. */
  totalItems?: number;
  isLoading: boolean;
  error?: Error;
  loadMore(): void;
  retry(): void;
}

interface State<T> {
  key: string;
  items: T[];
  totalItems?: number;
  /** How many pages are wanted, and how many there are. */
  wanted: number;
  loaded: number;
  attempt: number;
  error?: Error;
}

function begin<T>(key: string): State<T> {
  return { key, items: [], wanted: 1, loaded: 0, attempt: 0 };
}

/** Loads a long list page by page as it is asked for, and begins anew when the key changes. */
export function usePages<T>(
  key: string,
  load: (page: number, signal: AbortSignal) => Promise<Page<T>>,
): Pages<T> {
  const [stored, setState] = useState<State<T>>(() => begin(key));
  const state = stored.key === key ? stored : begin<T>(key);
  const loadRef = useRef(load);
  loadRef.current = load;

  const { wanted, loaded, attempt } = state;
  useEffect(() => {
    if (loaded >= wanted) {
      return undefined;
    }
    const controller = new AbortController();
    const update = (change: (previous: State<T>) => Partial<State<T>>) => {
      if (!controller.signal.aborted) {
        setState(previous => {
          const current = previous.key === key ? previous : begin<T>(key);
          return { ...current, ...change(current) };
        });
      }
    };
    loadRef.current(loaded + 1, controller.signal).then(
      page =>
        update(current => ({
          items: [...current.items, ...page.items],
          totalItems: page.totalItems,
          loaded: current.loaded + 1,
          error: undefined,
        })),
      (error: Error) => update(() => ({ error })),
    );
    return () => controller.abort();
  }, [key, wanted, loaded, attempt]);

  const change = useCallback(
    (next: (current: State<T>) => Partial<State<T>>) =>
      setState(previous => {
        const current = previous.key === key ? previous : begin<T>(key);
        return { ...current, ...next(current) };
      }),
    [key],
  );
  const loadMore = useCallback(
    () => change(current => ({ wanted: current.loaded + 1 })),
    [change],
  );
  const retry = useCallback(
    () =>
      change(current => ({ attempt: current.attempt + 1, error: undefined })),
    [change],
  );

  return {
    items: state.items,
    totalItems: state.totalItems,
    isLoading: loaded < wanted && !state.error,
    error: state.error,
    loadMore,
    retry,
  };
}
