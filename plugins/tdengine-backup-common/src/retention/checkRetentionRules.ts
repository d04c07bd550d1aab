import { isTimeZone } from '../schedule/clock/ZoneClock';
import {
  RETENTION_MAXIMUM,
  RETENTION_NUMBERS,
  RetentionNumber,
} from './RetentionRules';

/**
 * What is wrong with rules of retention: `field` is the key it is about, undefined where it is about the whole.
 * @public
 */
export type RetentionProblem =
  | { code: 'notAnObject'; field?: undefined }
  | { code: 'empty'; field?: undefined }
  | { code: 'unknownField'; field: string }
  | { code: 'notPositiveInteger'; field: RetentionNumber }
  | { code: 'tooLarge'; field: RetentionNumber; maximum: number }
  | { code: 'notBoolean'; field: 'onlyVerified' }
  | { code: 'notATimeZone'; field: 'timeZone' };

const FIELDS: ReadonlySet<string> = new Set([
  ...RETENTION_NUMBERS,
  'onlyVerified',
  'timeZone',
]);

/**
 * Everything that is wrong with rules of retention, so that a form can say it beside each field; empty where
 * {@link parseRetentionRules} would take them.
 * @public
 */
export function checkRetentionRules(input: unknown): RetentionProblem[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return [{ code: 'notAnObject' }];
  }
  const rules = input as Record<string, unknown>;
  const given = (field: string) => rules[field] !== undefined;
  const problems: RetentionProblem[] = [];

  for (const field of Object.keys(rules)) {
    if (!FIELDS.has(field)) {
      problems.push({ code: 'unknownField', field });
    }
  }
  for (const field of RETENTION_NUMBERS.filter(given)) {
    const value = rules[field];
    if (!Number.isSafeInteger(value) || (value as number) < 1) {
      problems.push({ code: 'notPositiveInteger', field });
    } else if ((value as number) > RETENTION_MAXIMUM) {
      problems.push({ code: 'tooLarge', field, maximum: RETENTION_MAXIMUM });
    }
  }
  if (given('onlyVerified') && typeof rules.onlyVerified !== 'boolean') {
    problems.push({ code: 'notBoolean', field: 'onlyVerified' });
  }
  const { timeZone } = rules;
  const isZone = typeof timeZone === 'string' && isTimeZone(timeZone);
  if (given('timeZone') && !isZone) {
    problems.push({ code: 'notATimeZone', field: 'timeZone' });
  }
  if (!RETENTION_NUMBERS.some(given)) {
    problems.push({ code: 'empty' });
  }
  return problems;
}
