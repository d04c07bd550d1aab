import { DamagedBackupError } from '../errors';
import { MAXIMUM_METADATA_BYTES } from '../metadataLimits';
import { EncryptedSetHeader } from './EncryptedSetHeader';

/** Each takes memory and time to be tried. */
const MOST_PASSPHRASES = 2;

/**
 * Throws a DamagedBackupError for a header that asks for more work than a set does: nobody vouches for it before its manifest is
 * deciphered.
 *
 * @internal
 */
export function assertBearableHeader(
  { encryption: { keys }, manifest }: EncryptedSetHeader,
  from: string,
): void {
  if (manifest.size > MAXIMUM_METADATA_BYTES) {
    throw new DamagedBackupError(
      `'${from}' is not the header of an encrypted backup: its manifest is larger than the ${MAXIMUM_METADATA_BYTES} bytes it may have`,
    );
  }
  if (new Set(keys.map(({ keyId }) => keyId)).size < keys.length) {
    throw new DamagedBackupError(
      `'${from}' is not the header of an encrypted backup: it names a key twice`,
    );
  }
  const passphrases = keys.filter(({ type }) => type === 'passphrase');
  if (passphrases.length > MOST_PASSPHRASES) {
    throw new DamagedBackupError(
      `'${from}' is not the header of an encrypted backup: it has more than ${MOST_PASSPHRASES} passphrases`,
    );
  }
}
