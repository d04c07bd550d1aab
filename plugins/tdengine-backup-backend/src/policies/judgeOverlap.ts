import { PolicyRunReason } from 'backstage-plugin-tdengine-backup-common';
import { StoredPolicy } from '../database/policyRows';
import { PolicyOccupation } from '../database/PolicyRunStore';

/** What becomes of a run while the one before it may not be over. */
export function judgeOverlap(
  policy: Pick<StoredPolicy, 'id' | 'overlap'>,
  { busy, waiting }: PolicyOccupation,
): { state: 'begin' | 'waiting' | 'skipped'; cause?: PolicyRunReason } {
  if (!busy.has(policy.id)) {
    return { state: 'begin' };
  }
  if (policy.overlap === 'skip') {
    return { state: 'skipped', cause: { code: 'runNotOver' } };
  }
  return waiting.has(policy.id)
    ? { state: 'skipped', cause: { code: 'otherRunWaits' } }
    : { state: 'waiting' };
}
