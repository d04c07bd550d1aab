import { randomBytes } from 'node:crypto';
import { inStageSync } from '../../run';
import { DamagedBackupError } from '../errors';
import { MessageChunks, MessageKey } from './MessageChunks';
import {
  CHUNK_BYTES,
  PREFIX_BYTES,
  SALT_BYTES,
  SEALED_CHUNK_BYTES,
} from './messageSizes';
import { Regrouped } from './Regrouped';

/**
 * Enciphers a stream. Memory does not grow with it.
 *
 * @param salt - for test vectors only: it must never be used twice
 *
 * @internal
 */
export async function* sealContent(
  content: AsyncIterable<Uint8Array>,
  key: MessageKey,
  salt: Buffer = randomBytes(SALT_BYTES),
): AsyncGenerator<Uint8Array> {
  const chunks = MessageChunks.derive(key, salt);
  yield Buffer.concat([salt, chunks.commitment]);
  const pieces = new Regrouped(CHUNK_BYTES);
  for await (const piece of content) {
    const whole = pieces.add(piece);
    if (whole.length > 0) {
      yield inStageSync('encipher', () => chunks.sealAll(whole));
    }
  }
  yield chunks.sealAll([pieces.rest]);
}

/**
 * Deciphers a stream; no byte of a chunk is handed out before the chunk is authenticated. Throws a DamagedBackupError
 * that names it where it is not what was sealed with this key and context, or not to its end.
 *
 * @internal
 */
export async function* openContent(
  sealed: AsyncIterable<Uint8Array>,
  key: MessageKey,
  name: string,
): AsyncGenerator<Uint8Array> {
  const prefix = new Regrouped(PREFIX_BYTES);
  const pieces = new Regrouped(SEALED_CHUNK_BYTES);
  let chunks: MessageChunks | undefined;
  for await (let piece of sealed) {
    if (!chunks) {
      const missing = PREFIX_BYTES - prefix.rest.byteLength;
      const [whole] = prefix.add(piece.subarray(0, missing));
      if (!whole) {
        continue;
      }
      chunks = MessageChunks.open(key, whole, name);
      piece = piece.subarray(missing);
    }
    const whole = pieces.add(piece);
    if (whole.length > 0) {
      const opening = chunks;
      yield inStageSync('decipher', () => opening.openAll(whole));
    }
  }
  if (!chunks) {
    throw new DamagedBackupError(
      `'${name}' is not what was written: its ciphertext is cut short`,
    );
  }
  const last = chunks.openAll([pieces.rest]);
  if (last.byteLength > 0) {
    yield last;
  }
}

/** For what is small enough to be in memory. *
 * @internal
 */
export async function sealBytes(
  content: Buffer,
  key: MessageKey,
): Promise<Buffer> {
  return collect(sealContent(single(content), key));
}

/**
 * See {@link openContent}.
 *
 * @internal
 */
export async function openBytes(
  sealed: Buffer,
  key: MessageKey,
  name: string,
): Promise<Buffer> {
  return collect(openContent(single(sealed), key, name));
}

async function* single(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
