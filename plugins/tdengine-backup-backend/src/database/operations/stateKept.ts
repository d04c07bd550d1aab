import { BackupCopyRow } from '../backupRows';

/** What a copy is whose deletion was called off, as columns. What was bad before it is bad now. */
export function stateKept(
  { state, verification, error }: BackupCopyRow,
  kept: { whole: true } | { whole: false; error: string },
) {
  if (kept.whole) {
    return verification === 'failed'
      ? { state: 'corrupted' }
      : { state: 'present', error: null };
  }
  const wasBad = (state === 'failed' || state === 'missing') && error !== null;
  return wasBad
    ? {}
    : { state: 'missing', error: kept.error, next_repair_at: null };
}
