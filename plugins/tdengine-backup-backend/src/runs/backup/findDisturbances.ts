import { StoredBackup } from '../../database/backupRows';
import { RestoreStore } from '../../database/RestoreStore';

/**
 * Restores that were writing what was read: the backup is right, but of something half done. In words, for the manifest.
 */
export async function findDisturbances(
  restores: RestoreStore,
  backup: StoredBackup,
  databases: readonly string[],
): Promise<string[]> {
  const since = new Date(backup.startedAt ?? backup.createdAt);
  const writing = await restores.listWriting(backup.instance, databases, since);
  return writing.map(
    restore =>
      `Restore ${restore.id} was writing into ${restore.databases
        .map(name => `'${name}'`)
        .join(', ')} while it was read`,
  );
}
