import { InputError } from '@backstage/errors';
import { putObject, StorageTarget } from '../../target';
import { DamagedBackupError } from '../errors';
import { findMetadata, isHeader, pinOf } from '../findMetadata';
import { BackupSetLocation } from '../openBackupSet';
import { parseMetadata } from '../parseManifest';
import { EncryptionKeys } from './EncryptionKeys';
import { serializeHeader } from './prepareSet';
import { SetCipher } from './SetCipher';

/**
 * Puts the default key around the data key of a published set, and no other. Only `metadata.json` is written, at once;
 * whoever reads the set meanwhile goes on. Of an archive, the header inside keeps the old key.
 *
 * @returns the key around it now, and whether it was another one
 * @throws EncryptionKeyError where the key around it does not do or none encrypts, InputError where the set is not encrypted
 * @public
 */
export async function rewrapBackupSet(options: {
  target: StorageTarget;
  location: BackupSetLocation;
  keys: EncryptionKeys;
  signal: AbortSignal;
}): Promise<{ keyId: string; changed: boolean }> {
  const { target, keys, signal } = options;
  const { key, bytes, metadata } = await findMetadata(options);
  if (!isHeader(metadata)) {
    throw new InputError(`The backup of '${key}' is not encrypted`);
  }
  const { backupId, encryption } = metadata;
  const cipher = await SetCipher.open({
    backupId,
    wrappedKeys: encryption.keys,
    keys,
    what: `The backup of '${key}'`,
  });
  const [first, ...others] = encryption.keys;
  if (first.keyId === keys.defaultKeyId && others.length === 0) {
    return { keyId: first.keyId, changed: false };
  }
  const rewrapped = await cipher.rewrap(keys);
  const renewed = serializeHeader({
    ...metadata,
    encryption: { ...encryption, keys: [...rewrapped.wrappedKeys] },
  });
  const parsed = await parseMetadata(renewed, { from: key });
  if (pinOf(renewed, parsed) !== pinOf(bytes, metadata)) {
    throw new DamagedBackupError(`'${key}' cannot be written anew`);
  }
  await putObject(target, key, [renewed], {
    signal,
    sizeHint: renewed.byteLength,
  });
  return { keyId: rewrapped.keyId, changed: true };
}
