import {
  BackupSource,
  EncryptionKeys,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { JobStateStore } from '../../database/JobStateStore';
import { JobStore } from '../../database/JobStore';
import { RestoreStore } from '../../database/RestoreStore';
import { JobRun } from '../../jobs/JobHandler';
import { BackupPlaces } from './BackupPlaces';

/** One run of a backup: what was asked for, and where its copies go. */
export interface BackupRun {
  run: JobRun;
  backup: StoredBackup;
  source: BackupSource;
  places: BackupPlaces;
}

/** What the steps of a run work with. */
export interface BackupTools {
  backups: BackupStore;
  restores: RestoreStore;
  jobs: JobStore;
  state: JobStateStore;
  /** Units read, and files read back, at once. */
  parallelism: number;
  keys: EncryptionKeys;
}
