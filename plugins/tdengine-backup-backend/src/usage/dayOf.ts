const DAY_MS = 86_400_000;

/** The day of an instant in UTC, or one so many days later, as `YYYY-MM-DD`. */
export function dayOf(instant: Date, daysLater = 0): string {
  return new Date(instant.getTime() + daysLater * DAY_MS)
    .toISOString()
    .slice(0, 10);
}
