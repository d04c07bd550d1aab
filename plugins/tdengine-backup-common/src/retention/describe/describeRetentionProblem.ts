import { RetentionProblem } from '../checkRetentionRules';
import { RetentionLanguage } from './RetentionLanguage';

/**
 * A problem of retention rules in words, with the field that it is about.
 * @public
 */
export function describeRetentionProblem(
  problem: RetentionProblem,
  language: RetentionLanguage,
): string {
  return language === 'zh' ? inChinese(problem) : inEnglish(problem);
}

function inEnglish(problem: RetentionProblem): string {
  switch (problem.code) {
    case 'notAnObject':
      return 'they must be an object';
    case 'empty':
      return 'at least one of days, count and the keep rules is needed';
    case 'unknownField':
      return `'${problem.field}' is not a retention rule`;
    case 'notPositiveInteger':
      return `'${problem.field}' must be a whole number of at least 1`;
    case 'tooLarge':
      return `'${problem.field}' must be at most ${problem.maximum}`;
    case 'notBoolean':
      return `'${problem.field}' must be true or false`;
    default:
      return `'${problem.field}' must be the name of a time zone, such as Europe/Berlin`;
  }
}

function inChinese(problem: RetentionProblem): string {
  switch (problem.code) {
    case 'notAnObject':
      return '保留规则必须是一个对象';
    case 'empty':
      return '天数、份数和保留规则中至少需要一项';
    case 'unknownField':
      return `“${problem.field}”不是保留规则`;
    case 'notPositiveInteger':
      return `“${problem.field}”必须是不小于 1 的整数`;
    case 'tooLarge':
      return `“${problem.field}”不能大于 ${problem.maximum}`;
    case 'notBoolean':
      return `“${problem.field}”必须是 true 或 false`;
    default:
      return `“${problem.field}”必须是时区名称，例如 Asia/Shanghai`;
  }
}
