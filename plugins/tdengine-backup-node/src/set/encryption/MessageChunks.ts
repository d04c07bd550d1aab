import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { DamagedBackupError } from '../errors';
import {
  COMMITMENT_BYTES,
  KEY_BYTES,
  MAXIMUM_CHUNKS,
  NONCE_BYTES,
  SALT_BYTES,
  TAG_BYTES,
} from './messageSizes';

const INFO = Buffer.from('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0');

/**
 * What a message is enciphered with, and what it is bound to.
 *
 * @internal
 */
export interface MessageKey {
  /** 32 uniformly random bytes. */
  inputKey: Buffer;
  /** A message opens only with the context it was sealed with. */
  context: Buffer;
}

/**
 * The chunks of one message of Cobblestone-256, an instance of https://c2sp.org/chunked-encryption (v1): AES-256-GCM, keys
 * by HKDF-Expand with SHA-512. Names are those of the specification.
 *
 * @internal
 */
export class MessageChunks {
  readonly commitment: Buffer;
  /** Not as bytes: Node looks at those anew for each chunk, which takes longer than deciphering it. */
  readonly #key: KeyObject;
  readonly #baseNonce: Buffer;
  readonly #name: string;
  #next = 0;

  /** @param name - for messages */
  static derive(
    { inputKey, context }: MessageKey,
    salt: Buffer,
    name = '',
  ): MessageChunks {
    if (inputKey.byteLength !== KEY_BYTES) {
      throw new RangeError(`A key has to have ${KEY_BYTES} bytes`);
    }
    return new MessageChunks(
      expand(inputKey, Buffer.concat([INFO, salt, context])),
      name,
    );
  }

  /** Begins where the prefix of a message says; throws a DamagedBackupError where it commits to another key. */
  static open(key: MessageKey, prefix: Buffer, name: string): MessageChunks {
    const salt = prefix.subarray(0, SALT_BYTES);
    const chunks = MessageChunks.derive(key, salt, name);
    if (!timingSafeEqual(chunks.commitment, prefix.subarray(SALT_BYTES))) {
      throw new DamagedBackupError(
        `'${name}' is not what was written: it was not enciphered for this place in this backup, or altered since`,
      );
    }
    return chunks;
  }

  private constructor(derived: Buffer, name: string) {
    this.#key = createSecretKey(derived.subarray(0, KEY_BYTES));
    this.#baseNonce = derived.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES);
    this.commitment = derived.subarray(
      KEY_BYTES + NONCE_BYTES,
      KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES,
    );
    this.#name = name;
  }

  /** For reading from the middle. */
  seek(chunk: number): void {
    this.#next = chunk;
  }

  sealAll(chunks: readonly Uint8Array[]): Buffer {
    const sealed = Buffer.allocUnsafe(
      chunks.reduce((sum, chunk) => sum + chunk.byteLength + TAG_BYTES, 0),
    );
    let at = 0;
    for (const chunk of chunks) {
      const cipher = createCipheriv('aes-256-gcm', this.#key, this.#nonce());
      at += cipher.update(chunk).copy(sealed, at);
      cipher.final();
      at += cipher.getAuthTag().copy(sealed, at);
    }
    return sealed;
  }

  openAll(chunks: readonly Uint8Array[]): Buffer {
    if (chunks.some(chunk => chunk.byteLength < TAG_BYTES)) {
      throw this.#truncated();
    }
    const opened = Buffer.allocUnsafe(
      chunks.reduce((sum, chunk) => sum + chunk.byteLength - TAG_BYTES, 0),
    );
    let at = 0;
    for (const chunk of chunks) {
      const number = this.#next;
      const decipher = createDecipheriv(
        'aes-256-gcm',
        this.#key,
        this.#nonce(),
        { authTagLength: TAG_BYTES },
      );
      const tagAt = chunk.byteLength - TAG_BYTES;
      at += decipher.update(chunk.subarray(0, tagAt)).copy(opened, at);
      decipher.setAuthTag(chunk.subarray(tagAt));
      try {
        decipher.final();
      } catch {
        throw new DamagedBackupError(
          `'${
            this.#name
          }' is not what was written: chunk ${number} of its ciphertext was altered, moved, or cut short`,
        );
      }
    }
    return opened;
  }

  #truncated(): DamagedBackupError {
    return new DamagedBackupError(
      `'${this.#name}' is not what was written: its ciphertext is cut short`,
    );
  }

  /** The base nonce XOR the number of the chunk, big-endian. */
  #nonce(): Buffer {
    const number = this.#next++;
    if (number >= MAXIMUM_CHUNKS) {
      throw new RangeError(`A message has at most ${MAXIMUM_CHUNKS} chunks`);
    }
    const nonce = Buffer.from(this.#baseNonce);
    /* eslint-disable no-bitwise */
    nonce[7] ^= Math.floor(number / 2 ** 32);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ number) >>> 0, 8);
    /* eslint-enable no-bitwise */
    return nonce;
  }
}

/** HKDF-Expand of RFC 5869 with SHA-512, which node:crypto has only together with HKDF-Extract. */
function expand(prk: Buffer, info: Buffer): Buffer {
  const first = hmac(prk, Buffer.concat([info, Buffer.of(1)]));
  const second = hmac(prk, Buffer.concat([first, info, Buffer.of(2)]));
  return Buffer.concat([first, second]);
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('sha512', key).update(data).digest();
}
