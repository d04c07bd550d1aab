import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that a person sets off, and what came of it. */
export interface Action<TArguments extends unknown[]> {
  /** Resolves to whether it succeeded; never rejects. */
  run(...args: TArguments): Promise<boolean>;
  isRunning: boolean;
  error?: Error;
  clearError(): void;
}

/** Runs something once at a time and keeps its error to be shown. */
export function useAction<TArguments extends unknown[]>(
  action: (...args: TArguments) => Promise<unknown>,
): Action<TArguments> {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<Error>();
  const actionRef = useRef(action);
  actionRef.current = action;
  const running = useRef(false);
  const mounted = useRef(true);

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = useCallback(async (...args: TArguments) => {
    if (running.current) {
      return false;
    }
    running.current = true;
    setRunning(true);
    setError(undefined);
    try {
      await actionRef.current(...args);
      return true;
    } catch (failure) {
      if (mounted.current) {
        setError(failure as Error);
      }
      return false;
    } finally {
      running.current = false;
      if (mounted.current) {
        setRunning(false);
      }
    }
  }, []);

  const clearError = useCallback(() => setError(undefined), []);
  return { run, isRunning, error, clearError };
}
