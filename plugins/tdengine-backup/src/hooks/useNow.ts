import { useEffect, useState } from 'react';

/** The present time in milliseconds, renewed every `intervalMs`; undefined stops the clock. */
export function useNow(intervalMs: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    if (intervalMs === undefined) {
      return undefined;
    }
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);

  return now;
}
