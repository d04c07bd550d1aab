import { StoredPolicy } from '../database/policyRows';
import { PolicyOccupation } from '../database/PolicyRunStore';

/** What becomes of a run while the one before it may not be over. */
export function judgeOverlap(
  policy: Pick<StoredPolicy, 'id' | 'overlap'>,
  { busy, waiting }: PolicyOccupation,
): { state: 'begin' | 'waiting' | 'skipped'; reason?: string } {
  if (!busy.has(policy.id)) {
    return { state: 'begin' };
  }
  if (policy.overlap === 'skip') {
    return { state: 'skipped', reason: 'The run before it was not over' };
  }
  return waiting.has(policy.id)
    ? { state: 'skipped', reason: 'A run waits already for the one before it' }
    : { state: 'waiting' };
}
