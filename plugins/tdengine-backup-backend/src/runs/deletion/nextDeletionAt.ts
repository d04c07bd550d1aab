const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Until a deletion that failed is tried again where nothing says how long it will fail. */
export const RETRY_DELETION_MS = HOUR_MS;

/**
 * When a copy is tried again that its target did not give up: soon where it may answer by then, at the end of its lock
 * where that is known, and once a day where it is not.
 */
export function nextDeletionAt(error: unknown, now: Date = new Date()): Date {
  const after = (milliseconds: number) =>
    new Date(now.getTime() + milliseconds);
  if (!(error instanceof Error) || error.name !== 'ObjectLockedError') {
    return after(RETRY_DELETION_MS);
  }
  const until = 'until' in error ? error.until : undefined;
  if (!(until instanceof Date)) {
    return after(DAY_MS);
  }
  // The clock of the target may be behind.
  return until > now ? until : after(RETRY_DELETION_MS);
}
