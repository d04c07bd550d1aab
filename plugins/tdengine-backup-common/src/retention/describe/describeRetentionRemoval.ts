import { RetentionReason } from '../RetentionReason';
import { describeRetentionReason } from './describeRetentionReason';
import { RetentionLanguage } from './RetentionLanguage';

/**
 * Which policy removed a backup, as it was called then, and why.
 * @public
 */
export interface RetentionRemoval {
  policyName: string;
  reasons: readonly RetentionReason[];
}

/**
 * Which policy removed a backup and why, in words.
 * @public
 */
export function describeRetentionRemoval(
  removal: RetentionRemoval,
  language: RetentionLanguage,
): string {
  const reasons = removal.reasons.map(reason =>
    describeRetentionReason(reason, language),
  );
  return language === 'zh'
    ? `由策略“${removal.policyName}”删除：${reasons.join('；')}`
    : `Removed by policy '${removal.policyName}': ${reasons.join('; ')}`;
}
