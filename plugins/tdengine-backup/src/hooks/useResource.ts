import { useCallback, useEffect, useRef, useState } from 'react';
import { usePageVisible } from './usePageVisible';

/** How often something that runs is asked for again, in milliseconds. */
export const REFRESH_INTERVAL_MS = 5_000;

/** What is loaded, or why not. */
export interface Resource<T> {
  /** The last value that could be loaded; kept while it is loaded again and when that fails. */
  value?: T;
  /** Why the last attempt failed. */
  error?: Error;
  /** True until the first answer for the present key. */
  isLoading: boolean;
  /** True while a value is shown and another one is on its way because the key changed. */
  isStale: boolean;
  reload(): void;
  /** Shows a value that came as the answer to something else, such as a change. */
  setValue(value: T): void;
}

interface Options<T> {
  /** Loads nothing while false. */
  enabled?: boolean;
  /** How long until the value is loaded again, in milliseconds; undefined for not at all. Asked after each answer. */
  refreshAfter?: (value: T) => number | undefined;
  /** Drops the old value at once when the key changes, where it would be about something else. */
  resetOnChange?: boolean;
}

/**
 * Loads something whenever its key changes, and again while it says that it is not final. Nobody is asked while the page is
 * hidden; coming back asks at once.
 */
export function useResource<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  options: Options<T> = {},
): Resource<T> {
  const { enabled = true, resetOnChange = false } = options;
  const [state, setState] = useState<{
    key?: string;
    value?: T;
    error?: Error;
  }>({});
  const [round, setRound] = useState(0);
  const visible = usePageVisible();

  const settledAt = useRef(0);
  const loadRef = useRef(load);
  loadRef.current = load;
  const refreshAfterRef = useRef(options.refreshAfter);
  refreshAfterRef.current = options.refreshAfter;

  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    const controller = new AbortController();
    loadRef.current(controller.signal).then(
      value => {
        if (!controller.signal.aborted) {
          settledAt.current = Date.now();
          setState({ key, value });
        }
      },
      (error: Error) => {
        if (!controller.signal.aborted) {
          settledAt.current = Date.now();
          setState(previous => ({
            key,
            value:
              previous.key === key || !resetOnChange
                ? previous.value
                : undefined,
            error,
          }));
        }
      },
    );
    return () => controller.abort();
  }, [key, enabled, round, resetOnChange]);

  useEffect(() => {
    if (!enabled || !visible || state.value === undefined) {
      return undefined;
    }
    const interval = refreshAfterRef.current?.(state.value);
    if (interval === undefined) {
      return undefined;
    }
    // Time spent hidden counts, so that whoever comes back sees the present state at once.
    const age = Date.now() - settledAt.current;
    const timer = setTimeout(
      () => setRound(value => value + 1),
      Math.max(0, interval - age),
    );
    return () => clearTimeout(timer);
  }, [enabled, visible, state]);

  const current = state.key === key;
  const value = current || !resetOnChange ? state.value : undefined;
  const reload = useCallback(() => setRound(previous => previous + 1), []);
  const setValue = useCallback(
    (next: T) => setState({ key, value: next }),
    [key],
  );

  return {
    value,
    error: current ? state.error : undefined,
    isLoading: enabled && !current && value === undefined,
    isStale: enabled && !current && value !== undefined,
    reload,
    setValue,
  };
}
