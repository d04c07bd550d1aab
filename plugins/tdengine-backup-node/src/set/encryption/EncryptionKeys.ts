import { InputError } from '@backstage/errors';
import { createMasterKey, EncryptionKeyOptions } from './createMasterKey';
import { EncryptionKeyError } from './EncryptionKeyError';
import { MasterKey } from './MasterKey';
import { quoteKeys } from './quoteKeys';
import { unwrapWithMaterial } from './unwrapWithMaterial';
import { WrappedKey } from './WrappedKey';

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
  readonly #publicRefused: string | undefined;

  private constructor(
    keys: readonly MasterKey[],
    options: {
      defaultKeyId?: string;
      material?: string;
      publicRefused?: string;
    },
  ) {
    this.#keys = new Map(keys.map(key => [key.id, key]));
    this.#material = options.material;
    this.#publicRefused = options.publicRefused;
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
      keys.push(await createMasterKey(key));
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

  /**
   * The same keys, for sets of which nobody knows who made them: what only a recipient of age opens is refused, since whoever
   * knows the recipient, which is no secret, can have made it. Whoever has a secret or a passphrase can read as well.
   *
   * @param refusal - the message of the EncryptionKeyError: why, and what to do
   */
  withoutPublic(refusal: string): EncryptionKeys {
    return new EncryptionKeys([...this.#keys.values()], {
      defaultKeyId: this.defaultKeyId,
      material: this.#material,
      publicRefused: refusal,
    });
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
    const vouching = readable.filter(({ keyId }) => this.#vouches(keyId));
    for (const wrapped of vouching) {
      const key = this.#keys.get(wrapped.keyId);
      const dataKey = await key?.unwrap(wrapped, backupId);
      if (dataKey) {
        return { dataKey, keyId: wrapped.keyId };
      }
    }
    if (
      this.#publicRefused !== undefined &&
      vouching.length < readable.length
    ) {
      throw new EncryptionKeyError('public', this.#publicRefused);
    }
    if (readable.length > 0) {
      throw new EncryptionKeyError(
        'wrong',
        `${what} is encrypted with key ${quoteKeys(
          readable,
        )}, and the key configured under this id is another one: give back the secret, passphrase or identity that it was encrypted with, under this id`,
      );
    }
    if (known.length > 0) {
      throw new EncryptionKeyError(
        'writeOnly',
        `${what} is encrypted for the holder of the private key ${quoteKeys(
          known,
        )}, of which only the recipient is configured: add its identity, or read the set where the identity is`,
      );
    }
    throw new EncryptionKeyError(
      'missing',
      `${what} is encrypted with key ${quoteKeys(
        wrappedKeys,
      )}, which is not configured: add it, retired if it is to encrypt nothing any more`,
    );
  }

  #vouches(keyId: string): boolean {
    return (
      this.#publicRefused === undefined ||
      this.#keys.get(keyId)?.isPublic === false
    );
  }
}
