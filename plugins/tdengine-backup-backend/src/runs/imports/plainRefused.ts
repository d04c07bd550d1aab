/** Why a backup is not taken in that nobody knows here. What is encrypted cannot be forged without the key; what is not can. */
export const PLAIN_REFUSED =
  "It is not encrypted, which backups of this portal are: whoever can write to the storage can have made it. To take it in all the same, set 'tdengineBackup.encryption.acceptPlain' to true";
