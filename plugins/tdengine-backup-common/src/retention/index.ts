export { applyRetention, type ApplyRetentionOptions } from './applyRetention';
export { describeRetentionDecision } from './describe/describeRetentionDecision';
export { describeRetentionProblem } from './describe/describeRetentionProblem';
export {
  describeRetentionReason,
  type DescribeRetentionOptions,
} from './describe/describeRetentionReason';
export {
  describeRetentionRemoval,
  type RetentionRemoval,
} from './describe/describeRetentionRemoval';
export { isRetentionReason } from './describe/isRetentionReason';
export type { RetentionLanguage } from './describe/RetentionLanguage';
export {
  checkRetentionRules,
  type RetentionProblem,
} from './checkRetentionRules';
export { orderRetentionDeletions } from './orderRetentionDeletions';
export { parseRetentionRules } from './parseRetentionRules';
export type { RetentionCandidate } from './RetentionCandidate';
export type { RetentionDecision } from './RetentionDecision';
export type {
  RetentionDeleteReason,
  RetentionDoubt,
  RetentionKeepReason,
  RetentionReason,
} from './RetentionReason';
export {
  RETENTION_MAXIMUM,
  RETENTION_NUMBERS,
  type RetentionCalendarRule,
  type RetentionNumber,
  type RetentionRules,
} from './RetentionRules';
