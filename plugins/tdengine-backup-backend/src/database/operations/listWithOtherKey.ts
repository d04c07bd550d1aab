import { Knex } from 'knex';
import { BackupRow } from '../backupRows';
import { RESTORABLE_STATES } from '../restorableStates';
import { KEYED_STATES } from './settleEncryptionKey';

/** Encrypted backups with a copy that another key opens, or of which nobody knows. */
export async function listWithOtherKey(
  knex: Knex,
  keyId: string,
): Promise<string[]> {
  return knex<BackupRow>('backups')
    .where({ encrypted: true })
    .whereIn('state', [...RESTORABLE_STATES, 'corrupted'])
    .whereExists(
      knex('backup_copies')
        .where('backup_copies.backup_id', knex.ref('backups.id'))
        .whereIn('backup_copies.state', [...KEYED_STATES])
        .where(other =>
          other
            .whereNull('backup_copies.encryption_key_id')
            .orWhereNot('backup_copies.encryption_key_id', keyId),
        )
        .select(knex.raw('1')),
    )
    .orderBy('created_at')
    .pluck('id');
}
