import { InputError } from '@backstage/errors';
import { Encryption } from '../config/readEncryptionConfig';

/**
 * The id of the key that encrypts a backup; undefined where it is not to be encrypted. Throws an InputError where it is and
 * there is none.
 *
 * @param encrypt - what was asked for; as configured where nothing was
 */
export function chooseEncryptionKey(
  { enabled, keys }: Encryption,
  encrypt: boolean | undefined,
): string | undefined {
  if (!(encrypt ?? enabled)) {
    return undefined;
  }
  if (keys.defaultKeyId === undefined) {
    throw new InputError(
      "Nothing can be encrypted: 'tdengineBackup.encryption.keys' has no key that is not retired",
    );
  }
  return keys.defaultKeyId;
}
