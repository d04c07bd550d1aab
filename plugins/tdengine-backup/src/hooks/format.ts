const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `1.5 MiB`, with a space that does not break; powers of 1,024, three significant digits at most after the first unit. */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || Math.abs(value) >= 100 ? 0 : 1;
  const number = new Intl.NumberFormat(locale, {
    maximumFractionDigits: digits,
  }).format(value);
  return `${number}\u00a0${BYTE_UNITS[unit]}`;
}

/** `1,234,567`, as the language groups digits. */
export function formatCount(count: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(
    count,
  );
}

/** `1.2M` or `123万`, for narrow places; `formatCount` has the exact number. */
export function formatCompactCount(count: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(count);
}

/** `42%` of a value between 0 and 100. Never 100% before it is all. */
export function formatPercent(percent: number, locale: string): string {
  const shown = percent >= 100 ? 100 : Math.min(Math.floor(percent), 99);
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(
    Math.max(shown, 0) / 100,
  );
}

/** `7.8`: how many times as much. */
export function formatRatio(ratio: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(
    ratio,
  );
}

/** `1h 4m`, `12s`, `340ms`: the two largest units of a time span. */
export function formatDuration(milliseconds: number, locale: string): string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'narrow',
      maximumFractionDigits: 0,
    }).format(value);

  const total = Math.max(0, milliseconds);
  if (total < SECOND) {
    return unit(Math.round(total), 'millisecond');
  }
  const seconds = Math.round(total / SECOND) * SECOND;
  const parts: Array<[number, string]> = [
    [Math.floor(seconds / DAY), 'day'],
    [Math.floor((seconds % DAY) / HOUR), 'hour'],
    [Math.floor((seconds % HOUR) / MINUTE), 'minute'],
    [(seconds % MINUTE) / SECOND, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, name]) => unit(value, name))
    .join(' ');
}

/** `5 minutes ago`, `in 2 days`. Both times in milliseconds since 1970. */
export function formatRelative(
  time: number,
  now: number,
  locale: string,
): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const difference = time - now;
  const size = Math.abs(difference);
  const as = (unit: Intl.RelativeTimeFormatUnit, length: number) =>
    relative.format(Math.round(difference / length), unit);
  if (size < 45 * SECOND) {
    return relative.format(0, 'second');
  }
  if (size < 45 * MINUTE) {
    return as('minute', MINUTE);
  }
  if (size < 22 * HOUR) {
    return as('hour', HOUR);
  }
  if (size < 26 * DAY) {
    return as('day', DAY);
  }
  return size < 320 * DAY ? as('month', 30.4 * DAY) : as('year', 365.25 * DAY);
}

/** Date and time of day with seconds, in the user's time zone, which is named. */
export function formatDateTime(time: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(time);
}

/** Time of day with seconds, for the lines of a log. */
export function formatTime(time: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(time);
}
