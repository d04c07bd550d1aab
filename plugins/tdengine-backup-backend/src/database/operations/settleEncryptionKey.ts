import { Knex } from 'knex';
import { BackupCopyRow } from '../backupRows';
import { updateBackup } from './updateBackup';

/** Copies that are there or may be back, and then with the key that is on record. */
export const KEYED_STATES: ReadonlyArray<BackupCopyRow['state']> = [
  'present',
  'corrupted',
  'missing',
];

/**
 * Writes into the record of a backup the key that all its copies have. While they have several it names the one it named,
 * or the one that just came back: whoever asks which key is still needed must not miss it.
 */
export async function settleEncryptionKey(
  tx: Knex.Transaction,
  backupId: string,
  cameBack?: string,
): Promise<void> {
  const keys: Array<string | null> = await tx('backup_copies')
    .where({ backup_id: backupId })
    .whereIn('state', [...KEYED_STATES])
    .distinct()
    .pluck('encryption_key_id');
  const key = keys.length === 1 ? keys[0] : cameBack;
  if (key) {
    await updateBackup(tx, backupId, { encryption_key_id: key });
  }
}
