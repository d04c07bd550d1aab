import { RecentRun } from 'backstage-plugin-tdengine-backup-common';

/** What became of a run, as far as a square can show it. */
export type RunLook =
  | 'good'
  | 'removed'
  | 'running'
  | 'partial'
  | 'failed'
  | 'damaged'
  | 'cancelled';

export function runLook({
  state,
  verification,
}: Pick<RecentRun, 'state' | 'verification'>): RunLook {
  switch (state) {
    case 'available':
      return verification === 'failed' ? 'damaged' : 'good';
    case 'deleting':
    case 'deleted':
      return 'removed';
    case 'partially-failed':
      return 'partial';
    case 'creating':
      return 'running';
    case 'corrupted':
      return 'damaged';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'failed';
  }
}
