/** The time zone of whoever looks at the page. */
export function browserTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The names of all time zones that the browser knows, and those given. */
export function timeZoneNames(...others: string[]): string[] {
  return [
    ...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...others]),
  ].sort();
}

/** Weekday, date and time of day in a time zone, which is named. */
export function formatInZone(
  time: Date,
  locale: string,
  timeZone: string,
): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).format(time);
}
