/**
 * How a key is given: as it is, by a passphrase, or as the public half of a pair.
 *
 * @public
 */
export type EncryptionKeyType = 'secret' | 'passphrase' | 'age';

/**
 * The data key of one backup set, enciphered with a key that is not in the set. It may be stored anywhere.
 *
 * @public
 */
export interface WrappedKey {
  /** Of the key around it, as configured. */
  keyId: string;
  type: EncryptionKeyType;
  /** Base64: a Cobblestone-256 message, or for `age` a file as described at https://age-encryption.org/v1. */
  wrapped: string;
  /** For `passphrase`: how the key comes from it, by RFC 7914. */
  scrypt?: {
    /** Base64. */
    salt: string;
    /** The binary logarithm of N. */
    logN: number;
    r: number;
    p: number;
  };
}
