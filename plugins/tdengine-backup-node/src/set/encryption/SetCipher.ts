import { createHash, randomBytes } from 'node:crypto';
import { attemptPath } from '../setPaths';
import { encryptionContext } from './encryptionContext';
import { EncryptionKeys } from './EncryptionKeys';
import { MessageKey } from './MessageChunks';
import { KEY_BYTES } from './messageSizes';
import { openBytes, openContent, sealBytes, sealContent } from './sealContent';
import { WrappedKey } from './WrappedKey';

const PATH_ID_BYTES = 16;

/**
 * Enciphers and deciphers the files of one backup set with a data key of its own. The data key is nowhere but in memory
 * and, wrapped, in the header of the set.
 *
 * @public
 */
export class SetCipher {
  readonly backupId: string;
  /** The data key as it may be stored. */
  readonly wrappedKeys: readonly WrappedKey[];
  /** The key it was opened with, or is wrapped with. */
  readonly keyId: string;
  readonly #dataKey: Buffer;
  #sealed:
    | { digest: string; manifest: Promise<{ path: string; bytes: Buffer }> }
    | undefined;

  private constructor(
    backupId: string,
    wrappedKeys: readonly WrappedKey[],
    opened: { keyId: string; dataKey: Buffer },
  ) {
    this.backupId = backupId;
    this.wrappedKeys = wrappedKeys;
    this.keyId = opened.keyId;
    this.#dataKey = opened.dataKey;
  }

  /**
   * With a new data key.
   *
   * @throws EncryptionKeyError where no key encrypts
   */
  static async create(options: {
    backupId: string;
    keys: EncryptionKeys;
  }): Promise<SetCipher> {
    const { backupId, keys } = options;
    const dataKey = randomBytes(KEY_BYTES);
    const wrapped = await keys.wrap(dataKey, backupId);
    return new SetCipher(backupId, [wrapped], {
      keyId: wrapped.keyId,
      dataKey,
    });
  }

  /**
   * With the data key of a set.
   *
   * @param options - `what`: for messages
   * @throws EncryptionKeyError where no key at hand is around it
   */
  static async open(options: {
    backupId: string;
    wrappedKeys: readonly WrappedKey[];
    keys: EncryptionKeys;
    what: string;
  }): Promise<SetCipher> {
    const { backupId, wrappedKeys, keys, what } = options;
    return new SetCipher(
      backupId,
      wrappedKeys,
      await keys.unwrap(wrappedKeys, backupId, what),
    );
  }

  /**
   * The same data key, wrapped with the default key and no other.
   *
   * @internal
   */
  async rewrap(keys: EncryptionKeys): Promise<SetCipher> {
    const wrapped = await keys.wrap(this.#dataKey, this.backupId);
    return new SetCipher(this.backupId, [wrapped], {
      keyId: wrapped.keyId,
      dataKey: this.#dataKey,
    });
  }

  /**
   * A path that says nothing of what is stored there, another one at every call.
   *
   * @internal
   */
  newStoredPath(attempt: string): string {
    return attemptPath(
      `data/${randomBytes(PATH_ID_BYTES).toString('hex')}`,
      attempt,
    );
  }

  /**
   * Enciphers a file, bound to where it is stored.
   *
   * @internal
   */
  encipher(
    content: AsyncIterable<Uint8Array>,
    storedPath: string,
  ): AsyncIterable<Uint8Array> {
    return sealContent(content, this.partKey(storedPath));
  }

  /**
   * The other direction; throws a DamagedBackupError with the name.
   *
   * @internal
   */
  decipher(
    content: AsyncIterable<Uint8Array>,
    storedPath: string,
    name: string,
  ): AsyncIterable<Uint8Array> {
    return openContent(content, this.partKey(storedPath), name);
  }

  /**
   * Enciphers the manifest for a new path. The same manifest gives the same again, so that the copies of a set are alike.
   *
   * @internal
   */
  sealManifest(manifest: Buffer): Promise<{ path: string; bytes: Buffer }> {
    const digest = createHash('sha256').update(manifest).digest('hex');
    if (this.#sealed?.digest !== digest) {
      this.#sealed = { digest, manifest: this.#sealManifest(manifest) };
    }
    return this.#sealed.manifest;
  }

  async #sealManifest(
    manifest: Buffer,
  ): Promise<{ path: string; bytes: Buffer }> {
    const id = randomBytes(PATH_ID_BYTES / 2).toString('hex');
    const path = `manifest-${id}`;
    const key = this.#keyFor('manifest', path);
    return { path, bytes: await sealBytes(manifest, key) };
  }

  /**
   * @internal
   */
  openManifest(sealed: Buffer, storedPath: string): Promise<Buffer> {
    return openBytes(sealed, this.#keyFor('manifest', storedPath), storedPath);
  }

  /**
   * @internal
   */
  partKey(storedPath: string): MessageKey {
    return this.#keyFor('part', storedPath);
  }

  #keyFor(purpose: 'part' | 'manifest', storedPath: string): MessageKey {
    return {
      inputKey: this.#dataKey,
      context: encryptionContext(purpose, this.backupId, storedPath),
    };
  }
}
