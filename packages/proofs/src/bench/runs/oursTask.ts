import { Variant } from './Variant';

/** What the process of our side is asked to do, as JSON. */
export interface OursTask {
  action: 'backup' | 'restore';
  database: string;
  /** Small, backed up before the clock runs. */
  warmUpDatabase: string;
  /** Where the backup is, or will be. */
  folder: string;
  /** For a restore. */
  backupId?: string;
  restored?: string;
  /** What is not asked for by default. */
  variant?: Variant;
  /** 32 bytes in base64, the same for a backup and its restore. */
  encryptionSecret: string;
  throttle?: { rowsPerSecond: number };
  verify?: boolean;
  profile?: boolean;
}
