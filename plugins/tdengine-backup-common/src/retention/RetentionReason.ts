import { RetentionCalendarRule } from './RetentionRules';

/**
 * Why a backup that has files does not count as good: a copy failed, a verification found it damaged, it has not been
 * verified though the rules ask for that, or a backup that it needs is lost or not good itself.
 * @public
 */
export type RetentionDoubt =
  | 'partiallyFailed'
  | 'corrupted'
  | 'unverified'
  | 'brokenChain';

/**
 * Why a backup stays. Positions begin at 1, the newest; `until` is ISO 8601 in UTC, the first moment at which the reason no
 * longer holds.
 *
 * - `lastGood`: it is the newest good one.
 * - `floor`: it is one of the newest `count`, which no rule touches.
 * - `pinned`, `busy`, `locked`: as the candidate says; one that is being made is busy.
 * - `neededBy`: these backups stay and need it, newest first.
 * - `otherRules`: it is outside of these rules.
 * - `noFiles`: the record of a run that failed or was cancelled. Retention frees storage, and there is none to free.
 * - `beingDeleted`: it is gone already, or about to be.
 * - `withinDays`, `withinCount`: the rules that let go do not let it go yet.
 * - `keepLast` and the calendar rules: the rule holds it; `bucket` is its hour (`2026-11-21T14+08:00`), day, ISO week
 *   (`2026-W47`), month or year in the zone of the rules.
 *
 * @public
 */
export type RetentionKeepReason =
  | { code: 'lastGood' }
  | { code: 'floor'; position: number; count: number }
  | { code: 'pinned' }
  | { code: 'busy' }
  | { code: 'locked'; until: string }
  | { code: 'neededBy'; ids: string[] }
  | { code: 'otherRules' }
  | { code: 'noFiles'; state: 'failed' | 'cancelled' }
  | { code: 'beingDeleted' }
  | { code: 'keepLast'; position: number; count: number }
  | {
      code: RetentionCalendarRule;
      bucket: string;
      position: number;
      count: number;
    }
  | { code: 'withinDays'; days: number; until: string }
  | { code: 'withinCount'; position: number; count: number };

/**
 * Why a backup goes: it is older than the days (`since` is ISO 8601 in UTC), it is beyond the count, and, where there are
 * rules that could have held it, none does.
 * @public
 */
export type RetentionDeleteReason =
  | { code: 'olderThanDays'; days: number; since: string }
  | { code: 'beyondCount'; position: number; count: number }
  | { code: 'heldByNoRule' };

/**
 * Why a backup stays or goes, and, as a remark beside that, that it does not count as good (`notGood`): it was judged as if
 * it did, but took no place from one that does.
 * @public
 */
export type RetentionReason =
  | RetentionKeepReason
  | RetentionDeleteReason
  | { code: 'notGood'; doubt: RetentionDoubt };
