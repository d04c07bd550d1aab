import { RestoreRequest } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { BackupContents } from './BackupContents';
import { TdengineRestoreOptions } from './RestoreSelection';
import { SelectedContents } from './selectContents';

/**
 * Everything a plan for one database is made of.
 *
 * @internal
 */
export interface DatabaseQuestion {
  contents: BackupContents;
  client: TDengineClient;
  selected: SelectedContents;
  /** Name at the target. */
  target: string;
  request: RestoreRequest;
  options: TdengineRestoreOptions;
  /** Milliseconds since 1970. */
  now: number;
  signal: AbortSignal;
}
