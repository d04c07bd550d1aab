import { JsonValue } from '@backstage/types';
import {
  EncryptionKeys,
  SetCipher,
  WrappedKey,
} from 'backstage-plugin-tdengine-backup-node';
import { JobRun } from '../../jobs/JobHandler';
import { BackupRun, BackupTools } from './BackupRun';

const ENCRYPTION = 'encryption';

/**
 * What enciphers the files of a run: with the data key of an earlier attempt, so that its files stay good, or with a new
 * one. Where only somebody else can unwrap that data key, what was enciphered with it is forgotten and the run starts again.
 *
 * @returns undefined where the backup is not to be encrypted
 * @throws EncryptionKeyError where the key of the earlier attempt is gone, or none encrypts
 */
export async function openRunCipher(
  { run, backup }: BackupRun,
  { backups, jobs, state, keys }: BackupTools,
): Promise<SetCipher | undefined> {
  if (!backup.encrypted) {
    return undefined;
  }
  const saved = await state.getCheckpoint(run.job.id, ENCRYPTION);
  const earlier = saved && (await reopen(run, backup.id, saved, keys));
  if (earlier) {
    return earlier;
  }
  if (saved) {
    run.reporter.log(
      'warn',
      'The data key of the earlier attempt is known to the holder of the private key only; everything is read again',
    );
    await state.reset(run.lease);
  }
  const cipher = await SetCipher.create({ backupId: backup.id, keys });
  // Before anything is written: a file whose data key nobody has would be of no use.
  await state.setCheckpoint(
    run.lease,
    ENCRYPTION,
    cipher.wrappedKeys as unknown as JsonValue,
  );
  await jobs.withLease(run.lease, tx =>
    backups.setEncryptionKey(backup.id, cipher.keyId, tx),
  );
  run.reporter.log('info', `Encrypting with key '${cipher.keyId}'`);
  return cipher;
}

async function reopen(
  run: JobRun,
  backupId: string,
  saved: JsonValue,
  keys: EncryptionKeys,
): Promise<SetCipher | undefined> {
  const wrappedKeys = saved as unknown as WrappedKey[];
  if (wrappedKeys.every(({ keyId }) => keys.isWriteOnly(keyId))) {
    return undefined;
  }
  return SetCipher.open({
    backupId,
    wrappedKeys,
    keys,
    what: `What attempt ${run.job.attempt - 1} wrote of the backup`,
  });
}
