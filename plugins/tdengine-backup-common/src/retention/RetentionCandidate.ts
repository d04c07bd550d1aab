import {
  BackupState,
  VerificationState,
} from '../schema/openapi/generated/models';

/**
 * What retention has to know of a backup.
 * @public
 */
export interface RetentionCandidate {
  /** Unique in the list. */
  id: string;
  name: string;
  /**
   * Which moment the backup stands for, ISO 8601 with an offset or `Z`. Age, order and calendar buckets go by it.
   */
  createdAt: string;
  state: BackupState;
  verification: VerificationState;
  /** Somebody said that it stays. */
  pinned: boolean;
  /**
   * The ids of the backups that this one needs to be restored: its base, its parent, where its shared parts are. All of them
   * belong into the list: one that is missing there counts as lost, and this one no longer as good.
   */
  references: readonly string[];
  /** It is being made, verified, restored or downloaded. */
  busy: boolean;
  /** Until when the storage refuses to delete it, ISO 8601 with an offset or `Z`. */
  lockedUntil?: string;
  /**
   * Not subject to these rules, and in the list only because references lead to it or come from it. It stays, holds what
   * it needs, and counts for nothing.
   */
  outside?: boolean;
}
