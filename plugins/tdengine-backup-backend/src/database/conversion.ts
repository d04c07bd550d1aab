/** A timestamp as a driver may hand it back: PostgreSQL gives dates, SQLite the milliseconds that were stored. */
export type TimestampColumn = Date | number | string;

/**
 * A count or a size. PostgreSQL hands 64-bit integers over as text. None of ours comes near the limit of exact numbers, and what
 * is beyond is refused before it is stored; one that is there nonetheless is read as the largest that can be, for a record that
 * cannot be read takes every list with it that it is in.
 */
export function toNumber(value: number | string | bigint): number {
  return Math.min(Number(value), Number.MAX_SAFE_INTEGER);
}

export function toOptionalNumber(
  value: number | string | bigint | null,
): number | undefined {
  return value === null ? undefined : toNumber(value);
}

export function toDate(value: TimestampColumn): Date {
  if (value instanceof Date) {
    return value;
  }
  return typeof value === 'number' || /^\d+$/.test(value)
    ? new Date(Number(value))
    : new Date(value);
}

export function toIso(value: TimestampColumn): string {
  return toDate(value).toISOString();
}

export function toOptionalIso(
  value: TimestampColumn | null,
): string | undefined {
  return value === null ? undefined : toIso(value);
}

/** Columns are null where our own types have undefined. */
export function toOptional<T>(value: T | null): T | undefined {
  return value ?? undefined;
}

export function parseOptionalJson<T>(value: string | null): T | undefined {
  return value === null ? undefined : (JSON.parse(value) as T);
}

export function toOptionalJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
