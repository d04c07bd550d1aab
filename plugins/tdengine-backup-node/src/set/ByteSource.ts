import { createReadStream, promises as fs } from 'node:fs';
import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import { ByteRange, StorageTarget } from '../target';

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
    throw new NotFoundError(
      `There is no object '${key}' on target '${target.name}'`,
    );
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
  const handle = await fs.open(path, 'r');
  const { size } = await handle.stat();
  return {
    name,
    size,
    read: async ({ signal, range = { start: 0, end: size } }) =>
      range.start >= range.end
        ? Readable.from([])
        : createReadStream(path, {
            fd: handle.fd,
            autoClose: false,
            signal,
            start: range.start,
            end: range.end - 1,
            highWaterMark: 256 * 1024,
          }),
    close: () => handle.close(),
  };
}
