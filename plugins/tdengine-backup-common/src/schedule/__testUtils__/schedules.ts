import { parseSchedule } from '../checkSchedule';
import type { Schedule, ScheduleBase } from '../Schedule';

export function cronSchedule(
  cron: string,
  timeZone: string = 'UTC',
  more: Partial<ScheduleBase> = {},
): Schedule {
  return parseSchedule({ kind: 'cron', cron, timeZone, ...more });
}
