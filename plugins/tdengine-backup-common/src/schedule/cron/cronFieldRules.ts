import type { CronFieldName } from '../ScheduleProblem';

/** What a field of a cron expression may hold. */
export interface CronFieldRule {
  name: CronFieldName;
  lowest: number;
  highest: number;
  /** The highest that `*` and a step stand for; 7 is Sunday once more. */
  last: number;
  /** Three letters for the numbers from `lowest` on. */
  names: string[];
  /** Whole words that stand alone in a field, other than numbers, ranges and steps. */
  alone?: RegExp;
  /** What may follow a number: `L` for the last one in the month, `#n` for the n-th. */
  suffix?: RegExp;
  questionMark: boolean;
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

function rule(
  name: CronFieldName,
  lowest: number,
  highest: number,
  more: Partial<CronFieldRule> = {},
): CronFieldRule {
  const last = highest;
  return {
    name,
    lowest,
    highest,
    last,
    names: [],
    questionMark: false,
    ...more,
  };
}

/**
 * The fields in the order they are written in.
 * @internal
 */
export const CRON_FIELD_RULES: CronFieldRule[] = [
  rule('second', 0, 59),
  rule('minute', 0, 59),
  rule('hour', 0, 23),
  rule('dayOfMonth', 1, 31, {
    alone: /^(L|LW|([1-9]|[12]\d|3[01])W)$/,
    questionMark: true,
  }),
  rule('month', 1, 12, { names: MONTHS }),
  rule('dayOfWeek', 0, 7, {
    last: 6,
    names: WEEKDAYS,
    suffix: /^(L|#[1-5])$/,
    questionMark: true,
  }),
];
