/**
 * Hours of every day in which no run is planned, on the clock of the schedule's time zone: from `from` (inclusive) to
 * `to` (exclusive), as `HH:mm`. They may pass midnight: `22:00` to `06:00`.
 * @public
 */
export interface BlackoutHours {
  from: string;
  to: string;
}

/**
 * What every schedule has.
 * @public
 */
export interface ScheduleBase {
  /** An IANA name, `Europe/Berlin`; also the zone of the words and of the blackout hours. */
  timeZone: string;
  /** A run planned inside is moved to the end of the hours; several inside become one. */
  blackout?: BlackoutHours[];
  /** The longest delay of a start, in whole seconds, see `jitteredStart`. */
  jitterSeconds?: number;
}

/**
 * Runs by a cron expression.
 * @public
 */
export interface CronSchedule extends ScheduleBase {
  kind: 'cron';
  /** Five fields, or six with a second first; weekdays are 0-7 with Sunday 0 and 7, or names. */
  cron: string;
}

/**
 * Runs every so many hours of elapsed time, whatever the clocks on the wall do.
 * @public
 */
export interface IntervalSchedule extends ScheduleBase {
  kind: 'interval';
  /** A whole number from 1 on. */
  hours: number;
  /** An ISO instant that a run falls on, in the past or to come; 1970-01-01T00:00:00Z where it is absent. */
  anchor?: string;
}

/**
 * When an automatic backup runs. Plain JSON.
 * @public
 */
export type Schedule = CronSchedule | IntervalSchedule;

/**
 * The languages of words about schedules.
 * @public
 */
export type ScheduleLanguage = 'en' | 'zh';
