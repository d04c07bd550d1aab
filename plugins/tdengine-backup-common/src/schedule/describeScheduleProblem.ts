import type { ScheduleLanguage } from './Schedule';
import type { CronFieldName, ScheduleProblem } from './ScheduleProblem';
import { problemTextsEn } from './words/problemTextsEn';
import { problemTextsZh } from './words/problemTextsZh';

const FIELDS: Record<ScheduleLanguage, Record<CronFieldName, string>> = {
  en: {
    second: 'second',
    minute: 'minute',
    hour: 'hour',
    dayOfMonth: 'day-of-month',
    month: 'month',
    dayOfWeek: 'day-of-week',
  },
  zh: {
    second: '秒',
    minute: '分钟',
    hour: '小时',
    dayOfMonth: '日',
    month: '月',
    dayOfWeek: '星期',
  },
};
const TEXTS = { en: problemTextsEn, zh: problemTextsZh };

/**
 * A problem as a sentence without a full stop.
 * @public
 */
export function describeScheduleProblem(
  problem: ScheduleProblem,
  language: ScheduleLanguage,
): string {
  return TEXTS[language][problem.code]({
    path: problem.path,
    field: problem.field ? FIELDS[language][problem.field] : '',
    value: problem.value ?? '',
    expected: problem.expected ?? '',
  });
}
