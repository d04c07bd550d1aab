import type { ScheduleProblem } from '../ScheduleProblem';
import { CronField, CronFieldProblem, parseCronField } from './CronField';
import { CRON_FIELD_RULES } from './cronFieldRules';

/**
 * A cron expression that was read.
 * @internal
 */
export interface CronRule {
  second: CronField;
  minute: CronField;
  hour: CronField;
  dayOfMonth: CronField;
  month: CronField;
  dayOfWeek: CronField;
}

const NICKNAMES = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * SUN'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/**
 * Reads five fields, or six with a second first.
 * @internal
 */
export function parseCronRule(
  cron: string,
): { rule: CronRule } | { problems: ScheduleProblem[] } {
  const texts = cron.trim().split(/\s+/);
  const path = 'cron';
  if (cron.trim().startsWith('@')) {
    const expected = NICKNAMES.get(cron.trim().toLowerCase());
    return {
      problems: [{ code: 'cron-nickname', path, value: cron, expected }],
    };
  }
  if (texts.length === 7) {
    return { problems: [{ code: 'cron-year', path, value: texts[6] }] };
  }
  if (texts.length < 5 || texts.length > 6) {
    return { problems: [{ code: 'cron-field-count', path, value: cron }] };
  }
  const written = texts.length === 5 ? ['0', ...texts] : texts;
  const read = CRON_FIELD_RULES.map((rule, index) =>
    parseCronField(written[index], rule),
  );
  const problems = read
    .filter(
      (field): field is { problem: CronFieldProblem } => 'problem' in field,
    )
    .map(({ problem }) => ({ ...problem, path }));
  if (problems.length > 0) {
    return { problems };
  }
  const [second, minute, hour, dayOfMonth, month, dayOfWeek] =
    read as CronField[];
  if (second.values.size > 1) {
    // Two runs in one minute: backups are no matter of seconds, and nothing here would keep them apart.
    const value = written[0];
    return {
      problems: [{ code: 'cron-too-often', path, field: 'second', value }],
    };
  }
  return { rule: { second, minute, hour, dayOfMonth, month, dayOfWeek } };
}

/**
 * Whether the rule is about all hours - `*`, a step, or all of them - and not about certain ones. This decides what
 * it does when the clocks change.
 * @internal
 */
export function isEveryHours(rule: CronRule): boolean {
  return /[*/]/.test(rule.hour.written) || rule.hour.values.size === 24;
}

/**
 * Whether both day fields are restricted. Then a day that either of them names will do, as in every cron.
 * @internal
 */
export function hasTwoDayFields(rule: CronRule): boolean {
  return rule.dayOfMonth.text !== '*' && rule.dayOfWeek.text !== '*';
}
