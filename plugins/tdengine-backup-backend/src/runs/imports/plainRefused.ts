import { EncryptionKeys } from 'backstage-plugin-tdengine-backup-node';

const ACCEPT =
  "To take it in all the same, set 'tdengineBackup.encryption.acceptPlain' to true";

/**
 * Why a backup is not taken in that nobody knows here. What a secret or a passphrase encrypts cannot be forged without that; what is
 * not encrypted can, and what a recipient of age encrypts by whoever knows the recipient.
 */
export const PLAIN_REFUSED = `It is not encrypted, which backups of this portal are: whoever can write to the storage can have made it. ${ACCEPT}`;

const PUBLIC_REFUSED = `It is encrypted for the recipient of an age key and with no secret: whoever knows the recipient can have made it. ${ACCEPT}`;

/** The keys that open what is taken in. */
export function keysToTakeIn(options: {
  keys: EncryptionKeys;
  acceptPlain: boolean;
}): EncryptionKeys {
  const { keys, acceptPlain } = options;
  return acceptPlain ? keys : keys.withoutPublic(PUBLIC_REFUSED);
}
