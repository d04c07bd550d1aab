import {
  ConflictMode,
  RestoreSelection,
  RestoreTimeRange,
} from 'backstage-plugin-tdengine-backup-common';
import { JsonObject } from '@backstage/types';

/** What a restore was asked to do, with every default filled in. */
export interface RestoreSettings {
  backupId: string;
  instance: string;
  selection?: RestoreSelection;
  rename?: Record<string, string>;
  timeRange?: RestoreTimeRange;
  conflict: ConflictMode;
  batchSize: number;
  options?: JsonObject;
}
