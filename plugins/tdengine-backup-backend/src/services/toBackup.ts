import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { StoredBackup } from '../database/backupRows';
import { StoredJob, toJob } from '../jobs/StoredJob';

/** A record as the API tells it: without what only the engine needs. */
export function toBackup(
  stored: StoredBackup,
  job: StoredJob | undefined,
): Backup {
  const { setPrefix: _prefix, sizeLimitBytes: _limit, ...backup } = stored;
  return {
    ...backup,
    copies: backup.copies.map(({ leftovers: _leftovers, ...copy }) => copy),
    job: job && toJob(job),
  };
}
