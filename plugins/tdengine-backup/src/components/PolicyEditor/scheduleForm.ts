import { PolicySchedule } from 'backstage-plugin-tdengine-backup-common';
import { DateTime } from 'luxon';

/** How a schedule is entered: as one of the usual ones, or as an expression. */
export type SchedulePreset =
  | 'hourly'
  | 'daily'
  | 'weekly'
  | 'monthly'
  | 'interval'
  | 'cron';

/** All that is entered about when a policy runs. What the preset does not need is kept for when it is chosen again. */
export interface ScheduleForm {
  preset: SchedulePreset;
  /** Of every hour. */
  minute: number;
  /** `HH:mm`; empty while it is typed. */
  time: string;
  /** 0 for Sunday to 6. */
  weekdays: string[];
  /** 1 to 31, or `L` for the last day. */
  dayOfMonth: string;
  hours: number;
  /** Date and time on the clock of the time zone that the hours are counted from: `2026-11-21T02:00`, or empty. */
  countedFrom: string;
  cron: string;
  timeZone: string;
  blackout: Array<{ from: string; to: string }>;
  jitterMinutes: number;
}

const TIME = /^(\d{2}):(\d{2})$/;
const LOCAL = "yyyy-MM-dd'T'HH:mm";

/** Every day at two o'clock, on the user's clock. */
export function emptySchedule(timeZone: string): ScheduleForm {
  return {
    preset: 'daily',
    minute: 0,
    time: '02:00',
    weekdays: ['0'],
    dayOfMonth: '1',
    hours: 6,
    countedFrom: DateTime.now()
      .setZone(timeZone)
      .plus({ hours: 1 })
      .startOf('hour')
      .toFormat(LOCAL),
    cron: '0 2 * * *',
    timeZone,
    blackout: [],
    jitterMinutes: 0,
  };
}

/** The cron expression of the form; empty where a time is missing. */
export function toCron(form: ScheduleForm): string {
  const [, hour, minute] = (TIME.exec(form.time) ?? []).map(Number);
  const at = hour === undefined ? undefined : `${minute} ${hour}`;
  switch (form.preset) {
    case 'hourly':
      return `${form.minute} * * * *`;
    case 'daily':
      return at ? `${at} * * *` : '';
    case 'weekly':
      return at && form.weekdays.length > 0
        ? `${at} * * ${[...form.weekdays].sort().join(',')}`
        : '';
    case 'monthly':
      return at ? `${at} ${form.dayOfMonth} * *` : '';
    default:
      return form.cron;
  }
}

/** The schedule as the server takes it, whether it is right or not. */
export function toSchedule(form: ScheduleForm): PolicySchedule {
  const { preset, timeZone, blackout, jitterMinutes } = form;
  const more = {
    timeZone,
    ...(blackout.length > 0 && { blackout }),
    ...(jitterMinutes > 0 && { jitterSeconds: Math.round(jitterMinutes * 60) }),
  };
  if (preset !== 'interval') {
    return { kind: 'cron', cron: toCron(form), ...more };
  }
  const anchor = form.countedFrom
    ? DateTime.fromISO(form.countedFrom, { zone: timeZone }).toUTC().toISO()
    : undefined;
  return {
    kind: 'interval',
    hours: form.hours,
    ...(anchor && { anchor }),
    ...more,
  };
}

/** The form of a schedule that there is. */
export function fromSchedule(schedule: PolicySchedule): ScheduleForm {
  const { timeZone, anchor, blackout = [], jitterSeconds = 0 } = schedule;
  const form: ScheduleForm = {
    ...emptySchedule(timeZone),
    blackout: blackout.map(({ from, to }) => ({ from, to })),
    jitterMinutes: jitterSeconds / 60,
  };
  if (schedule.kind === 'interval') {
    return {
      ...form,
      preset: 'interval',
      hours: schedule.hours ?? 24,
      countedFrom: anchor
        ? DateTime.fromISO(anchor, { zone: timeZone }).toFormat(LOCAL)
        : '',
    };
  }
  const cron = schedule.cron ?? '';
  return { ...form, cron, ...readCron(cron) };
}

/** Which of the usual schedules an expression is. */
function readCron(cron: string): Partial<ScheduleForm> {
  const fields = cron.trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5 || month !== '*' || !isNumber(minute, 59)) {
    return { preset: 'cron' };
  }
  if (hour === '*' && day === '*' && weekday === '*') {
    return { preset: 'hourly', minute: Number(minute) };
  }
  if (!isNumber(hour, 23)) {
    return { preset: 'cron' };
  }
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*' && weekday === '*') {
    return { preset: 'daily', time };
  }
  if (day === '*' && /^[0-6](,[0-6])*$/.test(weekday)) {
    return { preset: 'weekly', time, weekdays: weekday.split(',') };
  }
  if (weekday === '*' && (day === 'L' || (day !== '0' && isNumber(day, 31)))) {
    return { preset: 'monthly', time, dayOfMonth: day };
  }
  return { preset: 'cron' };
}

function isNumber(text: string, highest: number): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) <= highest;
}
