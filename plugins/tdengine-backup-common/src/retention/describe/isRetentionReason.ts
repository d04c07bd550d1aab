import { RetentionReason } from '../RetentionReason';

const CODES: Record<RetentionReason['code'], true> = {
  lastGood: true,
  floor: true,
  pinned: true,
  busy: true,
  locked: true,
  neededBy: true,
  otherRules: true,
  noFiles: true,
  beingDeleted: true,
  keepLast: true,
  keepHourly: true,
  keepDaily: true,
  keepWeekly: true,
  keepMonthly: true,
  keepYearly: true,
  withinDays: true,
  withinCount: true,
  olderThanDays: true,
  beyondCount: true,
  heldByNoRule: true,
  notGood: true,
};

/**
 * Whether a reason that a server gave has words here: a newer one may have others. The contract has one shape for all
 * reasons; a known code says which of its parts are there.
 * @public
 */
export function isRetentionReason<R extends { code: string }>(
  reason: R,
): reason is R & RetentionReason {
  return Object.hasOwn(CODES, reason.code);
}
