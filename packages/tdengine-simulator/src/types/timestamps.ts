import type { Precision } from 'tdengine-client';

const TICKS_PER_SECOND: Record<Precision, bigint> = {
  ms: 1_000n,
  us: 1_000_000n,
  ns: 1_000_000_000n,
};

const FRACTION_DIGITS: Record<Precision, number> = { ms: 3, us: 6, ns: 9 };

const NANOSECONDS_PER_UNIT: Record<string, bigint> = {
  b: 1n,
  u: 1_000n,
  a: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
};

const ISO_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?(Z|z|[+-]\d{2}:?\d{2})?$/;

export const PRECISIONS: readonly Precision[] = ['ms', 'us', 'ns'];

/** Number of a precision in result headers. */
export function precisionCode(precision: Precision): number {
  return PRECISIONS.indexOf(precision);
}

export function ticksPerSecond(precision: Precision): bigint {
  return TICKS_PER_SECOND[precision];
}

export function ticksPerDay(precision: Precision): bigint {
  return TICKS_PER_SECOND[precision] * 86_400n;
}

export function nowTicks(precision: Precision): bigint {
  return BigInt(Date.now()) * (TICKS_PER_SECOND[precision] / 1_000n);
}

/**
 * Ticks of a duration such as `10a`, `1h` or `2w`.
 *
 * @returns `undefined` for calendar units (`n`, `y`) and anything else
 */
export function durationTicks(
  text: string,
  precision: Precision,
): bigint | undefined {
  const match = /^(\d+)([buasmhdw])$/i.exec(text);
  if (!match) {
    return undefined;
  }
  const nanoseconds =
    BigInt(match[1]) * NANOSECONDS_PER_UNIT[match[2].toLowerCase()];
  return (nanoseconds * TICKS_PER_SECOND[precision]) / TICKS_PER_SECOND.ns;
}

/** Milliseconds the zone is ahead of UTC at an instant. */
export function zoneOffsetMs(epochMs: number, timeZone: string): number {
  if (timeZone === 'UTC') {
    return 0;
  }
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  }).formatToParts(epochMs);
  const part = (name: string) =>
    Number(parts.find(({ type }) => type === name)?.value ?? 0);
  const era = parts.find(({ type }) => type === 'era')?.value;
  const year = era === 'BC' ? 1 - part('year') : part('year');
  const local = Date.UTC(
    year,
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(epochMs / 1000) * 1000;
}

/**
 * Reads a time as TDengine accepts it in quotes: a date, a date and time, or RFC 3339.
 *
 * @param timeZone - IANA name of the zone of texts that state none
 * @returns `undefined` where the text is no time
 */
export function parseTime(
  text: string,
  precision: Precision,
  timeZone: string,
): bigint | undefined {
  const match = ISO_TIME.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  if (new Date(utc).getUTCMonth() !== Number(month) - 1) {
    return undefined;
  }
  const seconds = BigInt((utc - offsetOf(zone, utc, timeZone)) / 1000);
  const digits = FRACTION_DIGITS[precision];
  const ticks = fraction.slice(0, digits).padEnd(digits, '0');
  return seconds * TICKS_PER_SECOND[precision] + BigInt(ticks);
}

function offsetOf(
  zone: string | undefined,
  local: number,
  timeZone: string,
): number {
  if (zone === undefined) {
    return zoneOffsetMs(local - zoneOffsetMs(local, timeZone), timeZone);
  }
  if (zone === 'Z' || zone === 'z') {
    return 0;
  }
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Writes a time as RFC 3339 with all digits of the precision, the form of REST answers. */
export function formatTime(
  ticks: bigint,
  precision: Precision,
  timeZone: string,
): string {
  const perSecond = TICKS_PER_SECOND[precision];
  const fraction = ((ticks % perSecond) + perSecond) % perSecond;
  const epochMs = Number((ticks - fraction) / perSecond) * 1000;
  const offset = zoneOffsetMs(epochMs, timeZone);
  const local = new Date(epochMs + offset).toISOString().slice(0, -5);
  const digits = fraction.toString().padStart(FRACTION_DIGITS[precision], '0');
  return `${local}.${digits}${formatOffset(offset, timeZone)}`;
}

function formatOffset(offset: number, timeZone: string): string {
  if (offset === 0 || timeZone === 'UTC') {
    return 'Z';
  }
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(
    minutes % 60,
  )}`;
}
