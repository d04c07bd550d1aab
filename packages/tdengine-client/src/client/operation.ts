import { TDengineTimeoutError } from '../errors';

/**
 * One signal for several.
 *
 * @internal
 */
export function joinSignals(
  signals: ReadonlyArray<AbortSignal | undefined>,
): AbortSignal {
  return AbortSignal.any(signals.filter(signal => signal !== undefined));
}

/**
 * Runs a call under several signals and a time limit.
 *
 * @param limit - `what` names the call in the error of the time limit; no limit where `timeoutMs` is `undefined`
 * @throws TDengineTimeoutError when the time is over, and what the call throws
 * @internal
 */
export async function within<T>(
  limit: { what: string; timeoutMs: number | undefined },
  signals: ReadonlyArray<AbortSignal | undefined>,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { what, timeoutMs } = limit;
  if (timeoutMs === undefined) {
    return call(joinSignals(signals));
  }
  const controller = new AbortController();
  const timer = setTimeout(
    () =>
      controller.abort(
        new TDengineTimeoutError(`${what} took longer than ${timeoutMs} ms`),
      ),
    timeoutMs,
  );
  try {
    return await call(joinSignals([...signals, controller.signal]));
  } finally {
    clearTimeout(timer);
  }
}
