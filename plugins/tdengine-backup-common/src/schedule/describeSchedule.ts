import { InputError } from '@backstage/errors';
import { ZoneClock } from './clock/ZoneClock';
import { parseCronRule } from './cron/CronRule';
import { describeScheduleProblem } from './describeScheduleProblem';
import type {
  BlackoutHours,
  IntervalSchedule,
  Schedule,
  ScheduleLanguage,
} from './Schedule';
import { cronWords } from './words/cronWords';

/**
 * A schedule in words: when it runs, in which time zone, which hours it keeps clear of, and how long it may be delayed. Throws an
 * InputError for what `checkSchedule` finds wrong.
 * @public
 */
export function describeSchedule(
  schedule: Schedule,
  language: ScheduleLanguage,
): string {
  const zh = language === 'zh';
  const when =
    schedule.kind === 'cron'
      ? cron(schedule.cron, language)
      : interval(schedule, language);
  const zone = zh ? `（${schedule.timeZone}）` : ` (${schedule.timeZone})`;
  const parts = [
    `${when}${zone}`,
    blackout(schedule.blackout ?? [], language),
    jitter(schedule.jitterSeconds ?? 0, language),
  ];
  return parts.filter(part => part !== '').join(zh ? '；' : '; ');
}

function cron(text: string, language: ScheduleLanguage): string {
  const read = parseCronRule(text);
  if ('problems' in read) {
    throw new InputError(describeScheduleProblem(read.problems[0], language));
  }
  return cronWords(read.rule, language);
}

function interval(
  schedule: IntervalSchedule,
  language: ScheduleLanguage,
): string {
  const { hours, anchor, timeZone } = schedule;
  const clock = ZoneClock.create(timeZone);
  const from =
    anchor &&
    new Date(clock.wall(Date.parse(anchor)))
      .toISOString()
      .slice(0, 16)
      .replace('T', ' ');
  if (language === 'zh') {
    const every = hours === 1 ? '每小时' : `每隔 ${hours} 小时`;
    return from ? `${every}，自 ${from} 起` : every;
  }
  const every = hours === 1 ? 'Every hour' : `Every ${hours} hours`;
  return from ? `${every}, counted from ${from}` : every;
}

function blackout(hours: BlackoutHours[], language: ScheduleLanguage): string {
  if (hours.length === 0) {
    return '';
  }
  const times = hours.map(({ from, to }) => `${from}–${to}`);
  return language === 'zh'
    ? `避开 ${times.join('、')}，推迟到该时段结束`
    : `not in ${times.join(', ')}, but at the end of it`;
}

function jitter(seconds: number, language: ScheduleLanguage): string {
  if (seconds === 0) {
    return '';
  }
  const zh = language === 'zh';
  const units: [number, string, string][] = [
    [3600, 'hour', '小时'],
    [60, 'minute', '分钟'],
    [1, 'second', '秒'],
  ];
  const [size, en, name] = units.find(unit => seconds % unit[0] === 0)!;
  const count = seconds / size;
  return zh
    ? `最多延后 ${count} ${name}`
    : `up to ${count} ${en}${count === 1 ? '' : 's'} later`;
}
