import { constants, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { InputError } from '@backstage/errors';
import { toReadable } from '../streams';
import { ByteRange, objectNotFound, StorageTarget } from '../target';

const CHUNK_BYTES = 256 * 1024;

/**
 * One file that can be read from any place in it, wherever it lies.
 *
 * @internal
 */
export interface ByteSource {
  /** For messages. */
  readonly name: string;
  readonly size: number;
  read(options: { signal: AbortSignal; range?: ByteRange }): Promise<Readable>;
  close(): Promise<void>;
}

/**
 * @internal
 */
export async function openTargetObject(
  target: StorageTarget,
  key: string,
  options: { signal: AbortSignal },
): Promise<ByteSource> {
  const stat = await target.stat(key, options);
  if (!stat) {
    throw objectNotFound(target.name, key);
  }
  return {
    name: key,
    size: stat.size,
    read: readOptions => target.read(key, readOptions),
    close: async () => {},
  };
}

/**
 * @internal
 */
export async function openLocalFile(
  path: string,
  name: string,
): Promise<ByteSource> {
  // One descriptor for all reads, so that nothing can take the file's place in between.
  const handle = await fs.open(
    path,
    // A pipe would hold up a thread until somebody writes into it.
    constants.O_RDONLY | constants.O_NONBLOCK,
  );
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new InputError(`'${name}' is not a file`);
  }
  const { size } = stat;
  return {
    name,
    size,
    read: async ({ signal, range = { start: 0, end: size } }) =>
      toReadable(readRange(handle, range), signal),
    close: () => handle.close(),
  };
}

/** Streams of Node close the descriptor they are given when they are destroyed; this one is shared. */
async function* readRange(
  handle: FileHandle,
  range: ByteRange,
): AsyncGenerator<Uint8Array> {
  let position = range.start;
  while (position < range.end) {
    const { bytesRead, buffer } = await handle.read({
      buffer: Buffer.allocUnsafe(Math.min(CHUNK_BYTES, range.end - position)),
      position,
    });
    if (bytesRead === 0) {
      return;
    }
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
