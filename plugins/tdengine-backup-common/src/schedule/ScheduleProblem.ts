/**
 * The fields of a cron expression.
 * @public
 */
export type CronFieldName =
  | 'second'
  | 'minute'
  | 'hour'
  | 'dayOfMonth'
  | 'month'
  | 'dayOfWeek';

/**
 * What can be wrong with a schedule.
 * @public
 */
export type ScheduleProblemCode =
  | 'not-an-object'
  | 'missing'
  | 'unknown-key'
  | 'not-text'
  | 'kind'
  | 'time-zone'
  | 'cron-field-count'
  | 'cron-nickname'
  | 'cron-year'
  | 'cron-syntax'
  | 'cron-range'
  | 'cron-backwards'
  | 'cron-step'
  | 'cron-question-mark'
  | 'cron-alone'
  | 'cron-too-often'
  | 'cron-never'
  | 'hours'
  | 'anchor'
  | 'jitter'
  | 'blackout'
  | 'blackout-time'
  | 'blackout-empty'
  | 'blackout-whole-day';

/**
 * One thing that is wrong with a schedule. `describeScheduleProblem` says it in words.
 * @public
 */
export interface ScheduleProblem {
  code: ScheduleProblemCode;
  /** Where it is: empty for the whole, `cron`, `timeZone`, `blackout[0].from`, … */
  path: string;
  /** Which field of the cron expression. */
  field?: CronFieldName;
  /** What was given there. */
  value?: string;
  /** What would do instead: a range, an example, the longest step. */
  expected?: string;
}
