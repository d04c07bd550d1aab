import { Judgement } from './judgeBackups';
import { Place, RetentionTerms, untilByDays } from './judgeByRules';
import { needsOf } from './needsOf';
import { RatedBackup } from './rateBackups';
import {
  RetentionDeleteReason,
  RetentionKeepReason,
  RetentionReason,
} from './RetentionReason';
import { CALENDAR_RULES } from './RetentionRules';

/**
 * The reasons behind judgements: all that hold what stays, the strongest first, or all that let go what goes.
 * @internal
 */
export function explainJudgements(
  ordered: readonly RatedBackup[],
  judgements: ReadonlyMap<RatedBackup, Judgement>,
  terms: RetentionTerms,
): Map<RatedBackup, RetentionReason[]> {
  const neededBy = findHolders(ordered, judgements, terms.now);
  return new Map(
    ordered.map(rated => {
      const { until, place } = judgements.get(rated)!;
      if (place === undefined) {
        return [rated, [whyUntouched(rated)]];
      }
      const reasons: RetentionReason[] =
        until > terms.now
          ? [
              ...whyProtected(rated, place, terms),
              ...(neededBy.get(rated) ?? []),
              ...whyHeld(rated, place, terms),
            ]
          : whyReleased(rated, place, terms);
      if (rated.doubt) {
        reasons.push({ code: 'notGood', doubt: rated.doubt });
      }
      return [rated, reasons];
    }),
  );
}

function findHolders(
  ordered: readonly RatedBackup[],
  judgements: ReadonlyMap<RatedBackup, Judgement>,
  now: number,
): Map<RatedBackup, Array<{ code: 'neededBy'; ids: string[] }>> {
  const needs = needsOf(ordered);
  const holders: ReturnType<typeof findHolders> = new Map();
  for (const holder of ordered) {
    if (judgements.get(holder)!.until > now) {
      for (const needed of needs(holder)) {
        const [reason] = holders.get(needed) ?? [{ code: 'neededBy', ids: [] }];
        reason.ids.push(holder.backup.id);
        holders.set(needed, [reason]);
      }
    }
  }
  return holders;
}

function whyUntouched({ backup, standing }: RatedBackup): RetentionKeepReason {
  switch (standing) {
    case 'gone':
      return { code: 'beingDeleted' };
    case 'outside':
      return { code: 'otherRules' };
    case 'record':
      return {
        code: 'noFiles',
        state: backup.state === 'cancelled' ? 'cancelled' : 'failed',
      };
    default:
      return { code: 'busy' };
  }
}

function whyProtected(
  { backup, standing, lockedUntil }: RatedBackup,
  { position }: Place,
  { floor, now }: RetentionTerms,
): RetentionKeepReason[] {
  const reasons: RetentionKeepReason[] = [];
  if (position === 1 && standing === 'good') {
    reasons.push({ code: 'lastGood' });
  } else if (position <= floor) {
    reasons.push({ code: 'floor', position, count: floor });
  }
  if (backup.pinned) {
    reasons.push({ code: 'pinned' });
  }
  if (backup.busy) {
    reasons.push({ code: 'busy' });
  }
  if (lockedUntil > now) {
    reasons.push({ code: 'locked', until: toInstant(lockedUntil) });
  }
  return reasons;
}

/** By the keep rules, and by those that let go where none of them does. */
function whyHeld(
  rated: RatedBackup,
  { position, buckets }: Place,
  { rules, now }: RetentionTerms,
): RetentionKeepReason[] {
  const { days, count, keepLast } = rules;
  const reasons: RetentionKeepReason[] = [];
  if (keepLast !== undefined && position <= keepLast) {
    reasons.push({ code: 'keepLast', position, count: keepLast });
  }
  reasons.push(...buckets);

  const until = untilByDays(rated.time, days);
  if (until > now && position <= (count ?? Infinity)) {
    if (days !== undefined) {
      reasons.push({ code: 'withinDays', days, until: toInstant(until) });
    }
    if (count !== undefined) {
      reasons.push({ code: 'withinCount', position, count });
    }
  }
  return reasons;
}

function whyReleased(
  rated: RatedBackup,
  { position }: Place,
  { rules, now }: RetentionTerms,
): RetentionDeleteReason[] {
  const { days, count, keepLast } = rules;
  const reasons: RetentionDeleteReason[] = [];
  const until = untilByDays(rated.time, days);
  if (days !== undefined && until <= now) {
    reasons.push({ code: 'olderThanDays', days, since: toInstant(until) });
  }
  if (count !== undefined && position > count) {
    reasons.push({ code: 'beyondCount', position, count });
  }
  if (
    keepLast !== undefined ||
    CALENDAR_RULES.some(it => rules[it] !== undefined)
  ) {
    reasons.push({ code: 'heldByNoRule' });
  }
  return reasons;
}

function toInstant(time: number): string {
  return new Date(time).toISOString();
}
