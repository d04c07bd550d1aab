import { encryptionContext } from './encryptionContext';
import { MasterKey } from './MasterKey';
import { KEY_BYTES } from './messageSizes';
import { openBytes, sealBytes } from './sealContent';
import { WrappedKey } from './WrappedKey';

/**
 * 32 random bytes.
 *
 * @internal
 */
export class SecretKey implements MasterKey {
  readonly id: string;
  readonly retired: boolean;
  readonly reads = true;
  readonly isPublic = false;
  readonly #key: Buffer;

  private constructor(id: string, retired: boolean, key: Buffer) {
    this.id = id;
    this.retired = retired;
    this.#key = key;
  }

  static create(options: {
    id: string;
    retired: boolean;
    key: Buffer;
  }): SecretKey {
    return new SecretKey(options.id, options.retired, options.key);
  }

  async wrap(dataKey: Buffer, backupId: string): Promise<WrappedKey> {
    const wrapped = await wrapWith(this.#key, dataKey, backupId, this.id);
    return { keyId: this.id, type: 'secret', wrapped };
  }

  async unwrap(
    { type, wrapped }: WrappedKey,
    backupId: string,
  ): Promise<Buffer | undefined> {
    return type === 'secret'
      ? unwrapWith(this.#key, wrapped, backupId, this.id)
      : undefined;
  }
}

/**
 * @internal
 */
export async function wrapWith(
  inputKey: Buffer,
  dataKey: Buffer,
  backupId: string,
  keyId: string,
): Promise<string> {
  const context = encryptionContext('key', backupId, keyId);
  return (await sealBytes(dataKey, { inputKey, context })).toString('base64');
}

/**
 * @internal
 */
export async function unwrapWith(
  inputKey: Buffer,
  wrapped: string,
  backupId: string,
  keyId: string,
): Promise<Buffer | undefined> {
  const context = encryptionContext('key', backupId, keyId);
  try {
    const dataKey = await openBytes(
      Buffer.from(wrapped, 'base64'),
      { inputKey, context },
      keyId,
    );
    return dataKey.byteLength === KEY_BYTES ? dataKey : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'DamagedBackupError') {
      return undefined;
    }
    throw error;
  }
}
