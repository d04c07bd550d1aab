import { rateBackups } from './rateBackups';
import { RetentionCandidate } from './RetentionCandidate';
import { RetentionDecision } from './RetentionDecision';

/**
 * The ids of what goes, in the order in which it can be deleted: each backup after all those that need it, newer before
 * older. Wherever the work is interrupted, no backup is left without one that it needs.
 * @public
 */
export function orderRetentionDeletions(
  backups: readonly RetentionCandidate[],
  decisions: readonly RetentionDecision[],
): string[] {
  const going = new Set(
    decisions.filter(({ action }) => action === 'delete').map(({ id }) => id),
  );
  const byAge = rateBackups(backups, false)
    .map(({ backup }) => backup)
    .filter(({ id }) => going.has(id));

  const dependants = new Map<string, string[]>();
  for (const { id, references } of byAge) {
    for (const reference of references) {
      const list = dependants.get(reference) ?? [];
      dependants.set(reference, list);
      list.push(id);
    }
  }
  const ordered = new Set<string>();
  const begun = new Set<string>();
  for (const { id } of byAge) {
    const path = [id];
    while (path.length > 0) {
      const current = path[path.length - 1];
      begun.add(current);
      const first = dependants.get(current)?.find(it => !begun.has(it));
      if (first !== undefined) {
        path.push(first);
      } else {
        ordered.add(current);
        path.pop();
      }
    }
  }
  return [...ordered];
}
