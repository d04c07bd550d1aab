import { judgeByRules, Place, RetentionTerms } from './judgeByRules';
import { RatedBackup } from './rateBackups';
import { needsOf } from './needsOf';

/**
 * Until when a backup stays, all told, and where it stands among others, unless retention does not touch it.
 * @internal
 */
export interface Judgement {
  until: number;
  place?: Place;
}

/**
 * Judges a whole list, newest first: by the rules, by what protects a single backup, and by what the others need. A backup
 * stays whose `until` is after now.
 * @internal
 */
export function judgeBackups(
  ordered: readonly RatedBackup[],
  terms: RetentionTerms,
): Map<RatedBackup, Judgement> {
  const good = ordered.filter(({ standing }) => standing === 'good');
  const withFiles = ordered.filter(
    ({ standing }) => standing === 'good' || standing === 'doubtful',
  );
  const asGood = judgeByRules(good, terms);
  // Those that do not count are judged as if they did, so that a wrong verdict on a month's backup does not cost it, and
  // among each other, so that they do not pile up. The good ones were judged without them.
  const asIfGood = judgeByRules(withFiles, terms);

  const judgements = new Map<RatedBackup, Judgement>();
  for (const rated of ordered) {
    const place = asGood.get(rated) ?? asIfGood.get(rated);
    const { pinned, busy } = rated.backup;
    judgements.set(rated, {
      until:
        place === undefined || pinned || busy
          ? Infinity
          : Math.max(place.until, rated.lockedUntil),
      place,
    });
  }
  holdReferences(ordered, judgements, terms.now);
  return judgements;
}

/** What a backup needs stays at least as long as the backup, and so does what that needs in turn. */
function holdReferences(
  ordered: readonly RatedBackup[],
  judgements: ReadonlyMap<RatedBackup, Judgement>,
  now: number,
): void {
  const needs = needsOf(ordered);
  // Who stays longest comes first. So each backup has to be visited once, also where references run in a circle, and a holder
  // never stays shorter than what it comes to.
  const longestFirst = [...ordered].sort((a, b) => {
    const left = judgements.get(a)!.until;
    const right = judgements.get(b)!.until;
    return left === right ? 0 : right - left;
  });
  const kept = new Set<RatedBackup>();
  for (const holder of longestFirst) {
    const { until } = judgements.get(holder)!;
    const open = until > now && !kept.has(holder) ? [holder] : [];
    for (let next = open.pop(); next; next = open.pop()) {
      kept.add(next);
      for (const needed of needs(next)) {
        if (!kept.has(needed)) {
          judgements.get(needed)!.until = until;
          open.push(needed);
        }
      }
    }
  }
}
