import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';

const INSTANT =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:T(?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<offset>Z|[+-]\d{2}:\d{2})?)?$/i;

/**
 * An ISO 8601 instant with its offset, as text: TDengine's nanoseconds would not survive a `Date`. A date alone is its
 * first moment; without an offset it is UTC.
 */
export function parseInstant(
  field: string,
  value: string | undefined,
): string | undefined {
  const text = value?.trim();
  if (!text) {
    return undefined;
  }
  const match = INSTANT.exec(text);
  if (!match || !DateTime.fromISO(text).isValid) {
    throw new InputError(
      `'${field}' must be an ISO 8601 date and time, such as 2026-01-31T08:00:00Z`,
    );
  }
  const { date, time = '00:00:00', offset = 'Z' } = match.groups!;
  return `${date}T${time}${offset.toUpperCase()}`;
}
