import {
  BackupSetReader,
  EncryptionKeyError,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup, StoredCopy } from '../../database/backupRows';
import { BackupSets } from '../BackupSets';

/** A copy that is about to be read whole. */
export interface OpenedCopy {
  set: BackupSetReader;
  /** It is enciphered for somebody else: bytes can be compared, not what they mean. */
  ciphertextOnly: boolean;
}

/** Opens a copy from where it is stored, and nowhere else; the caller closes it. */
export async function openToVerify(
  sets: BackupSets,
  backup: StoredBackup,
  copy: StoredCopy,
  options: { temporaryDirectory: string; signal: AbortSignal },
): Promise<OpenedCopy> {
  const { temporaryDirectory, signal } = options;
  const common = { temporaryDirectory, signal };
  try {
    // What somebody unpacked before the file was damaged would look in order.
    const set = await sets.openCopy(backup, copy, { ...common, fresh: true });
    return { set, ciphertextOnly: false };
  } catch (error) {
    if (
      !(error instanceof EncryptionKeyError) ||
      error.problem !== 'writeOnly'
    ) {
      throw error;
    }
    const set = await sets.openCiphertext(backup, copy, common);
    return { set, ciphertextOnly: true };
  }
}
