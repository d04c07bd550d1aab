import { RetentionDecision } from '../RetentionDecision';
import {
  DescribeRetentionOptions,
  describeRetentionReason,
  reasonWords,
} from './describeRetentionReason';
import { RetentionLanguage } from './RetentionLanguage';

/**
 * A decision in a few sentences: `Kept because it is younger than 7 days. Goes on 2026-11-28 02:00 +00:00.`
 * @public
 */
export function describeRetentionDecision(
  decision: RetentionDecision,
  language: RetentionLanguage,
  options: DescribeRetentionOptions = {},
): string {
  const chinese = language === 'zh';
  const clauses = (isRemark: boolean) =>
    decision.reasons
      .filter(({ code }) => (code === 'notGood') === isRemark)
      .map(reason => describeRetentionReason(reason, language, options));
  const because = clauses(false).join(chinese ? '，并且' : ', and ');
  const sentences: string[] = [];

  if (decision.action === 'keep') {
    sentences.push(
      chinese ? `保留，因为${because}` : `Kept because ${because}`,
    );
  } else {
    sentences.push(
      chinese ? `删除，因为${because}` : `Goes because ${because}`,
    );
  }
  for (const remark of clauses(true)) {
    sentences.push(remark.charAt(0).toUpperCase() + remark.slice(1));
  }
  if (decision.goesOn !== undefined) {
    const moment = reasonWords(options).moment(decision.goesOn);
    sentences.push(chinese ? `将于 ${moment} 删除` : `Goes on ${moment}`);
  }
  if (decision.goesWithNext) {
    sentences.push(
      chinese ? '下一个备份完成后删除' : 'Goes with the next backup',
    );
  }
  return chinese ? `${sentences.join('。')}。` : `${sentences.join('. ')}.`;
}
