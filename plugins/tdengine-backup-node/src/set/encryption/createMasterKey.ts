import { InputError } from '@backstage/errors';
import { AgeKey } from './AgeKey';
import { isKeyId } from './isKeyId';
import { MasterKey } from './MasterKey';
import { KEY_BYTES } from './messageSizes';
import { PassphraseKey } from './PassphraseKey';
import { SecretKey } from './SecretKey';

const SHORTEST_PASSPHRASE = 12;

/**
 * One key: exactly one of `secret`, `passphrase` and `recipient`.
 *
 * @public
 */
export interface EncryptionKeyOptions {
  /** Stands in every set it encrypts; letters, digits, `.`, `_` and `-`. */
  id: string;
  /** It reads what it encrypted and encrypts nothing any more. */
  retired?: boolean;
  /** Base64 of 32 random bytes. */
  secret?: string;
  /** 12 characters at least; the key comes from it by scrypt. */
  passphrase?: string;
  /** The public key of an age pair. */
  recipient?: string;
  /** The private key of that pair; without it sets are written, not read. */
  identity?: string;
}

/**
 * @throws InputError naming the key and the field, never its value
 *
 * @internal
 */
export async function createMasterKey(
  options: EncryptionKeyOptions,
): Promise<MasterKey> {
  const { id, retired = false, secret, passphrase, recipient } = options;
  if (!isKeyId(id)) {
    throw new InputError(
      `The id of an encryption key has to be 1 to 64 letters, digits, '.', '_' or '-': ${JSON.stringify(
        id,
      )}`,
    );
  }
  const given = [secret, passphrase, recipient].filter(
    value => value !== undefined,
  );
  const refuse = (reason: string) =>
    new InputError(`Encryption key '${id}': ${reason}`);
  if (given.length !== 1) {
    const none =
      '; where one is given, the variable it names is not set or empty';
    throw refuse(
      `give one of secret, passphrase and recipient${
        given.length === 0 ? none : ''
      }`,
    );
  }
  if (options.identity !== undefined && recipient === undefined) {
    throw refuse('identity needs a recipient');
  }
  if (secret !== undefined) {
    const key = decodeSecret(secret);
    if (!key) {
      throw refuse(`secret has to be base64 of ${KEY_BYTES} random bytes`);
    }
    return SecretKey.create({ id, retired, key });
  }
  if (passphrase !== undefined) {
    if (passphrase.length < SHORTEST_PASSPHRASE) {
      throw refuse(
        `passphrase has to have ${SHORTEST_PASSPHRASE} characters at least`,
      );
    }
    return PassphraseKey.create({ id, retired, passphrase });
  }
  try {
    return await AgeKey.create({
      id,
      retired,
      recipient: recipient!,
      identity: options.identity,
    });
  } catch (error) {
    throw refuse((error as Error).message);
  }
}

function decodeSecret(secret: string): Buffer | undefined {
  const text = secret.trim();
  const key = Buffer.from(text, 'base64');
  // Buffer passes over what is no base64.
  const isWhole =
    key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  return isWhole && key.byteLength === KEY_BYTES ? key : undefined;
}
