import { DateTime } from 'luxon';

/** As a clock on the wall of the zone shows them: `2026-03-29 03:00 +02:00`. */
export function localTimes(dates: Date[], zone: string): string[] {
  return dates.map(date =>
    DateTime.fromJSDate(date, { zone }).toFormat(
      date.getTime() % 60_000 === 0
        ? 'yyyy-MM-dd HH:mm ZZ'
        : 'yyyy-MM-dd HH:mm:ss ZZ',
    ),
  );
}

/** The instant of a time as `localTimes` writes it, with its offset. */
export function instant(text: string): Date {
  const [day, time, offset] = text.split(' ');
  return new Date(`${day}T${time}${offset}`);
}
