import { RestoreUnit, RunContext } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { InstanceLoad } from '../instances/InstanceLoad';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { BackupContents } from './BackupContents';
import { RestoreJournal } from './RestoreJournal';
import { RestoreDatabase, RestorePlanState } from './RestoreState';

/**
 * What a unit of a restore works with.
 *
 * @internal
 */
export interface ApplyContext {
  run: RunContext;
  journal: RestoreJournal;
  /** For this unit alone. */
  client: TDengineClient;
  load: InstanceLoad;
  contents: BackupContents;
  plan: RestorePlanState;
  unit: RestoreUnit;
  database: RestoreDatabase;
  /** Of the database, in the backup. */
  schema: DatabaseSchema;
}

/**
 * What a unit of a restore did.
 *
 * @internal
 */
export interface Applied {
  rows: number;
  tables: number;
}
