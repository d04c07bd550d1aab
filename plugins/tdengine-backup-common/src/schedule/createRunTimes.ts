import { InputError } from '@backstage/errors';
import { ClearRunTimes } from './ClearRunTimes';
import { KeepClear } from './clock/KeepClear';
import { ZoneClock } from './clock/ZoneClock';
import { parseCronRule } from './cron/CronRule';
import { CronRunTimes } from './cron/CronRunTimes';
import { describeScheduleProblem } from './describeScheduleProblem';
import { IntervalRunTimes } from './IntervalRunTimes';
import type { RunTimes } from './RunTimes';
import type { Schedule } from './Schedule';

/**
 * The planned times of a schedule, hours to keep clear of minded, and those hours.
 * @internal
 */
export function createRunTimes(schedule: Schedule): {
  times: RunTimes;
  keepClear: KeepClear | undefined;
} {
  const clock = ZoneClock.create(schedule.timeZone);
  const keepClear = KeepClear.create(schedule.blackout, clock);
  const times =
    schedule.kind === 'interval'
      ? IntervalRunTimes.create(schedule.hours, schedule.anchor)
      : createCronTimes(schedule.cron, clock);
  return {
    times: keepClear ? ClearRunTimes.create(times, keepClear) : times,
    keepClear,
  };
}

function createCronTimes(cron: string, clock: ZoneClock): RunTimes {
  const read = parseCronRule(cron);
  if ('problems' in read) {
    throw new InputError(
      read.problems.map(it => describeScheduleProblem(it, 'en')).join('; '),
    );
  }
  return CronRunTimes.create(read.rule, clock);
}
