import { StoredBackup } from '../database/backupRows';
import { StoredRestore } from '../database/restoreRows';
import { NewsBackup, NewsRestore } from './News';

/** What is told of a backup. */
export function newsOfBackup(backup: StoredBackup): NewsBackup {
  return {
    id: backup.id,
    name: backup.name,
    instance: backup.instance,
    scope: backup.scopeSummary,
    targets: backup.copies.map(({ target }) => target),
    rows: backup.rows,
    tables: backup.tables,
    sizeBytes: backup.sizeBytes,
    durationMs: backup.durationMs,
    finishedAt: backup.finishedAt,
    verified: backup.verification === 'verified',
  };
}

/** What is told of a restore. */
export function newsOfRestore(restore: StoredRestore): NewsRestore {
  return {
    id: restore.id,
    backupName: restore.backupName,
    instance: restore.instance,
    rows: restore.rows,
    tables: restore.tables,
    durationMs: restore.durationMs,
    finishedAt: restore.finishedAt,
  };
}
