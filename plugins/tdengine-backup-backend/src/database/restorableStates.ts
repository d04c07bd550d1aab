import { BackupState } from 'backstage-plugin-tdengine-backup-common';

/** States of a backup with a copy that is good: it can be restored, though not every copy may be in order. */
export const RESTORABLE_STATES = [
  'available',
  'partially-failed',
] as const satisfies readonly BackupState[];

export function isRestorable({ state }: { state: BackupState }): boolean {
  return (RESTORABLE_STATES as readonly BackupState[]).includes(state);
}
