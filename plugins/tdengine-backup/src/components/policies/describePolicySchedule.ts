import {
  describeSchedule,
  parseSchedule,
  PolicySchedule,
} from 'backstage-plugin-tdengine-backup-common';

/** A schedule in words, with its time zone, hours to keep clear of and delay. A broken one goes by what stands in it. */
export function describePolicySchedule(
  schedule: PolicySchedule,
  language: 'en' | 'zh',
): string {
  try {
    return describeSchedule(parseSchedule(schedule), language);
  } catch {
    return schedule.cron ?? schedule.kind;
  }
}

/** When it runs and nothing else, for places that say the time zone elsewhere. */
export function describeWhen(
  schedule: PolicySchedule,
  language: 'en' | 'zh',
): string {
  const { blackout, jitterSeconds, anchor, ...when } = schedule;
  const words = describePolicySchedule(when, language);
  const zone = [` (${schedule.timeZone})`, `（${schedule.timeZone}）`].find(
    suffix => words.endsWith(suffix),
  );
  return zone ? words.slice(0, -zone.length) : words;
}
