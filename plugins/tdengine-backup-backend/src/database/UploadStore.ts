import { Packaging } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';

/** An archive that is on its way to its targets, and not on record as a backup yet. */
export interface StoredUpload {
  id: string;
  setPrefix: string;
  packaging: Packaging;
  targets: readonly string[];
}

/** What is being written to targets for uploads, so that it is found again when the process that does it dies. */
export interface UploadStore {
  /** Before the first byte reaches a target. */
  begin(upload: StoredUpload, leaseMs: number): Promise<void>;
  /** Its process lives; false where it counts as dead already and somebody else removed what it wrote. */
  renew(id: string, leaseMs: number): Promise<boolean>;
  /** It is on record as a backup, or nothing of it is left. Throws a ConflictError where it is not there any more. */
  end(id: string, transaction?: Knex.Transaction): Promise<void>;
  /** Those whose process died, the oldest first. */
  listLeft(limit: number): Promise<StoredUpload[]>;
  /** Whether somebody writes there, or died doing so. */
  isUnderWay(setPrefix: string): Promise<boolean>;
}
