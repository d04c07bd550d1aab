import { toString as describeCron } from 'cronstrue';
// Chinese alone: `cronstrue/i18n` would bring forty languages, 200 kB of them, into the browser.
import 'cronstrue/locales/zh_CN.js';
import type { CronField } from '../cron/CronField';
import { CronRule, hasTwoDayFields } from '../cron/CronRule';
import type { ScheduleLanguage } from '../Schedule';

/**
 * A cron rule in words, with a clock of 24 hours.
 * @internal
 */
export function cronWords(rule: CronRule, language: ScheduleLanguage): string {
  const { dayOfMonth, dayOfWeek } = rule;
  if (!hasTwoDayFields(rule)) {
    return words(rule, dayOfMonth.text, dayOfWeek.text, language);
  }
  // A day that either field names will do. The library says "on day 1 of the month, Monday through Friday", which reads as both.
  const byMonth = words(rule, dayOfMonth.text, '*', language);
  const byWeek = words(rule, '*', dayOfWeek.text, language);
  return language === 'zh'
    ? `${byMonth}；或者${byWeek}`
    : `${byMonth}; or ${byWeek.charAt(0).toLowerCase()}${byWeek.slice(1)}`;
}

function words(
  rule: CronRule,
  dayOfMonth: string,
  dayOfWeek: string,
  language: ScheduleLanguage,
): string {
  const cron = [
    rule.second.text,
    evenText(rule.minute, 60),
    evenText(rule.hour, 24),
    dayOfMonth,
    rule.month.text,
    dayOfWeek,
  ].join(' ');
  const text = describeCron(cron, {
    locale: language === 'zh' ? 'zh_CN' : 'en',
    use24HourTimeFormat: true,
  });
  return language === 'zh' ? withChineseSpacing(text) : text;
}

// `*/45` is minute 0 and 45, and not every 45 minutes: a step that does not divide the field is named number by number.
function evenText(field: CronField, size: number): string {
  if (field.values.size === size) {
    return '*';
  }
  const step = /^\*\/(\d+)$/.exec(field.text)?.[1];
  const isEven =
    step === undefined || (size % Number(step) === 0 && Number(step) < size);
  return isEven ? field.text : [...field.values].join(',');
}

function withChineseSpacing(text: string): string {
  return text
    .replace(/, 和/g, ' 和')
    .replace(/(\d), (?=\d)/g, '$1、')
    .replace(/, /g, '，')
    .replace(/在(?=\d)/g, '在 ')
    .replace(/ {2,}/g, ' ')
    .replace(/([\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '$1');
}
