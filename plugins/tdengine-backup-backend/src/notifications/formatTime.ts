import { DateTime } from 'luxon';

/** A time as people in a zone read it, with the zone: `2026-11-21 18:30 (Asia/Shanghai)`. */
export function formatTime(iso: string, timeZone: string): string {
  const time = DateTime.fromISO(iso, { zone: timeZone });
  // A zone that this machine does not know any more is no reason to say nothing.
  return time.isValid
    ? `${time.toFormat('yyyy-MM-dd HH:mm')} (${timeZone})`
    : `${DateTime.fromISO(iso, { zone: 'UTC' }).toFormat(
        'yyyy-MM-dd HH:mm',
      )} (UTC)`;
}
