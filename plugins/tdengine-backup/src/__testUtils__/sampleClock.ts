/** The clock of the samples: what is "now" in them. */
export const SAMPLE_NOW = Date.parse('2026-11-21T08:00:00.000Z');

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** ISO 8601, so long before the samples' now. */
export function ago(milliseconds: number): string {
  return new Date(SAMPLE_NOW - milliseconds).toISOString();
}
