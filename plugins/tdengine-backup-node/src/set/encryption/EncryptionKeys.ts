import { InputError } from '@backstage/errors';
import { AgeKey, recipientOf } from './AgeKey';
import { EncryptionKeyError } from './EncryptionKeyError';
import { isKeyId } from './isKeyId';
import { MasterKey } from './MasterKey';
import { KEY_BYTES } from './messageSizes';
import { PassphraseKey } from './PassphraseKey';
import { SecretKey } from './SecretKey';
import { WrappedKey } from './WrappedKey';

const SHORTEST_PASSPHRASE = 12;
/** Of the keys of a header, in messages. */
const NAMED = 3;

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
 * The keys around the data keys of backup sets.
 *
 * @public
 */
export class EncryptionKeys {
  /** The one that encrypts; undefined where nothing can be encrypted. */
  readonly defaultKeyId: string | undefined;
  readonly #keys: ReadonlyMap<string, MasterKey>;
  readonly #material: string | undefined;

  private constructor(
    keys: readonly MasterKey[],
    options: { defaultKeyId?: string; material?: string },
  ) {
    this.#keys = new Map(keys.map(key => [key.id, key]));
    this.#material = options.material;
    this.defaultKeyId = options.defaultKeyId;
  }

  /**
   * One key that is known by itself and not by its id, such as one that is typed: it reads what it opens and encrypts nothing.
   *
   * @param material - a secret, a passphrase or an age identity, as the set to be read asks for
   */
  static ofMaterial(material: string): EncryptionKeys {
    return new EncryptionKeys([], { material });
  }

  /**
   * Checks the keys.
   *
   * @param options - `defaultKey`: the id of the one that encrypts; the first one that is not retired where it is absent
   * @throws InputError naming the key and the field, never its value
   */
  static async create(options: {
    keys: readonly EncryptionKeyOptions[];
    defaultKey?: string;
  }): Promise<EncryptionKeys> {
    const keys: MasterKey[] = [];
    for (const key of options.keys) {
      if (keys.some(({ id }) => id === key.id)) {
        throw new InputError(`There are two encryption keys '${key.id}'`);
      }
      keys.push(await createKey(key));
    }
    const { defaultKey } = options;
    const chosen =
      defaultKey === undefined
        ? keys.find(({ retired }) => !retired)
        : keys.find(({ id }) => id === defaultKey);
    if (defaultKey !== undefined && !chosen) {
      throw new InputError(`There is no encryption key '${defaultKey}'`);
    }
    if (chosen?.retired) {
      throw new InputError(
        `Encryption key '${defaultKey}' is retired and cannot be the one that encrypts`,
      );
    }
    return new EncryptionKeys(keys, { defaultKeyId: chosen?.id });
  }

  /** Whether what the key encrypted can be read again. */
  canRead(keyId: string): boolean {
    return this.#keys.get(keyId)?.reads ?? false;
  }

  /** Whether it is configured to encrypt for somebody else, who alone can read. */
  isWriteOnly(keyId: string): boolean {
    return this.#keys.get(keyId)?.reads === false;
  }

  /**
   * Wraps a data key with the default key.
   *
   * @throws EncryptionKeyError where there is none
   * @internal
   */
  async wrap(dataKey: Buffer, backupId: string): Promise<WrappedKey> {
    const key =
      this.defaultKeyId === undefined
        ? undefined
        : this.#keys.get(this.defaultKeyId);
    if (!key) {
      throw new EncryptionKeyError(
        'none',
        'There is no key to encrypt with: configure one that is not retired',
      );
    }
    return key.wrap(dataKey, backupId);
  }

  /**
   * The data key, by the first of the keys around it that is at hand.
   *
   * @param what - for messages, such as the name of the file
   * @throws EncryptionKeyError naming the keys
   * @internal
   */
  async unwrap(
    wrappedKeys: readonly WrappedKey[],
    backupId: string,
    what: string,
  ): Promise<{ dataKey: Buffer; keyId: string }> {
    if (this.#material !== undefined) {
      return unwrapWithMaterial(this.#material, wrappedKeys, backupId, what);
    }
    const known = wrappedKeys.filter(({ keyId }) => this.#keys.has(keyId));
    const readable = known.filter(({ keyId }) => this.canRead(keyId));
    for (const wrapped of readable) {
      const key = this.#keys.get(wrapped.keyId);
      const dataKey = await key?.unwrap(wrapped, backupId);
      if (dataKey) {
        return { dataKey, keyId: wrapped.keyId };
      }
    }
    if (readable.length > 0) {
      throw new EncryptionKeyError(
        'wrong',
        `${what} is encrypted with key ${quote(
          readable,
        )}, and the key configured under this id is another one: give back the secret, passphrase or identity that it was encrypted with, under this id`,
      );
    }
    if (known.length > 0) {
      throw new EncryptionKeyError(
        'writeOnly',
        `${what} is encrypted for the holder of the private key ${quote(
          known,
        )}, of which only the recipient is configured: add its identity, or read the set where the identity is`,
      );
    }
    throw new EncryptionKeyError(
      'missing',
      `${what} is encrypted with key ${quote(
        wrappedKeys,
      )}, which is not configured: add it, retired if it is to encrypt nothing any more`,
    );
  }
}

async function unwrapWithMaterial(
  material: string,
  wrappedKeys: readonly WrappedKey[],
  backupId: string,
  what: string,
): Promise<{ dataKey: Buffer; keyId: string }> {
  for (const wrapped of wrappedKeys) {
    const key = await keyOfMaterial(material, wrapped);
    const dataKey = await key?.unwrap(wrapped, backupId);
    if (dataKey) {
      return { dataKey, keyId: wrapped.keyId };
    }
  }
  throw new EncryptionKeyError(
    'wrong',
    `${what} is encrypted with key ${quote(wrappedKeys)} (${[
      ...new Set(wrappedKeys.map(({ type }) => type)),
    ].join(' or ')}), which is not the one that was given`,
  );
}

/** Undefined where it cannot be a key of that type. */
async function keyOfMaterial(
  material: string,
  { keyId: id, type }: WrappedKey,
): Promise<MasterKey | undefined> {
  try {
    switch (type) {
      case 'secret':
        return await createKey({ id, secret: material });
      case 'passphrase':
        return await createKey({ id, passphrase: material });
      default:
        return await createKey({
          id,
          recipient: await recipientOf(material),
          identity: material,
        });
    }
  } catch {
    return undefined;
  }
}

function quote(keys: readonly WrappedKey[]): string {
  const names = keys.slice(0, NAMED).map(({ keyId }) => `'${keyId}'`);
  const others = keys.length - names.length;
  return [...names, ...(others > 0 ? [`${others} others`] : [])].join(' or ');
}

async function createKey(options: EncryptionKeyOptions): Promise<MasterKey> {
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
    throw refuse('give one of secret, passphrase and recipient');
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
