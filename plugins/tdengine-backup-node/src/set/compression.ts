import { Duplex, Readable, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import {
  constants,
  createGunzip,
  createGzip,
  createZstdCompress,
  createZstdDecompress,
  gunzip,
  gzip,
  zstdCompress,
  zstdDecompress,
} from 'node:zlib';
import { CompressionAlgorithm, CompressionSettings } from './BackupManifest';
import { DamagedBackupError } from './errors';

const CHUNK_BYTES = 128 * 1024;
/** A block that is compressed takes so many times less at least, mostly; the memory for more of it is taken when it comes. */
const EXPECTED_RATIO = 4;
/** Behind what a block is decompressed to. */
const ROOM = 64;

/**
 * Our levels 0–9 as zstd's. What is compressed is split into planes before, where a higher level takes longer and finds
 * next to nothing more; above 15 zstd takes hundreds of megabytes.
 */
const ZSTD_LEVELS = [1, 1, 1, 1, 1, 1, 1, 3, 9, 15] as const;

/**
 * Bytes in, bytes out, at the pace of whoever reads.
 *
 * @public
 */
export type ByteTransform = (
  source: AsyncIterable<Uint8Array>,
) => AsyncIterable<Uint8Array>;

/**
 * Compresses a stream.
 *
 * @remarks
 *
 * Level 0–9 goes to gzip as it is, where 0 stores; for zstd 0–6 → 1, 7 → 3, 8 → 9, 9 → 15.
 *
 * @public
 */
export function createCompressor(settings: CompressionSettings): ByteTransform {
  assertSettings(settings);
  switch (settings.algorithm) {
    case 'gzip':
      return source =>
        pump(
          source,
          createGzip({ level: settings.level, chunkSize: CHUNK_BYTES }),
        );
    case 'zstd':
      return source =>
        pump(
          source,
          createZstdCompress({
            params: zstdParameters(settings),
            chunkSize: CHUNK_BYTES,
          }),
        );
    default:
      return source => source;
  }
}

/**
 * Decompresses a stream. Ends with a DamagedBackupError when it is cut short, is not of the algorithm, or gives more
 * than `maximumBytes`, which bounds what a made-up file can do.
 *
 * @public
 */
export function createDecompressor(
  algorithm: CompressionAlgorithm,
  options?: { maximumBytes?: number },
): ByteTransform {
  const maximumBytes = options?.maximumBytes ?? Number.MAX_SAFE_INTEGER;
  return source =>
    limitBytes(decompressed(source, algorithm), algorithm, maximumBytes);
}

/**
 * Compresses bytes that are in memory.
 *
 * @public
 */
export async function compressBlock(
  bytes: Uint8Array,
  settings: CompressionSettings,
): Promise<Buffer> {
  assertSettings(settings);
  switch (settings.algorithm) {
    case 'gzip':
      return promisify<Uint8Array, object, Buffer>(gzip)(bytes, {
        level: settings.level,
        chunkSize: chunkSizeFor(bytes.byteLength / EXPECTED_RATIO),
      });
    case 'zstd':
      return promisify<Uint8Array, object, Buffer>(zstdCompress)(bytes, {
        params: zstdParameters(settings),
        chunkSize: chunkSizeFor(bytes.byteLength / EXPECTED_RATIO),
      });
    default:
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

/**
 * Decompresses bytes that are in memory to exactly `expectedSize` bytes; anything else is a DamagedBackupError. Never
 * takes more memory than that size asks for. The result has memory of its own, but with `none`, where it is what was given.
 *
 * @public
 */
export async function decompressBlock(
  bytes: Uint8Array,
  algorithm: CompressionAlgorithm,
  expectedSize: number,
): Promise<Buffer> {
  const result = await inflateBlock(bytes, algorithm, expectedSize);
  if (result.byteLength !== expectedSize) {
    throw new DamagedBackupError(
      `A compressed block gives ${result.byteLength} bytes where ${expectedSize} were written`,
    );
  }
  return result;
}

async function inflateBlock(
  bytes: Uint8Array,
  algorithm: CompressionAlgorithm,
  expectedSize: number,
): Promise<Buffer> {
  if (algorithm === 'none') {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  const decompress = algorithm === 'gzip' ? gunzip : zstdDecompress;
  try {
    return await promisify<Uint8Array, object, Buffer>(decompress)(bytes, {
      // One more than is right, since the library stops before it tells how much too much there was.
      maxOutputLength: expectedSize + 1,
      // A chunk that is full is followed by one more, for nothing.
      chunkSize: chunkSizeFor(expectedSize + ROOM),
    });
  } catch (error) {
    throw new DamagedBackupError(
      `A block cannot be decompressed as ${algorithm} to ${expectedSize} bytes`,
      error,
    );
  }
}

function decompressed(
  source: AsyncIterable<Uint8Array>,
  algorithm: CompressionAlgorithm,
): AsyncIterable<Uint8Array> {
  switch (algorithm) {
    case 'gzip':
      return pump(source, createGunzip({ chunkSize: CHUNK_BYTES }));
    case 'zstd':
      return pump(source, createZstdDecompress({ chunkSize: CHUNK_BYTES }));
    default:
      return source;
  }
}

async function* limitBytes(
  source: AsyncIterable<Uint8Array>,
  algorithm: CompressionAlgorithm,
  maximumBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maximumBytes) {
        throw new DamagedBackupError(
          `It decompresses to more than the ${maximumBytes} bytes that were written`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw isDecoderError(error)
      ? new DamagedBackupError(
          `It cannot be decompressed as ${algorithm}`,
          error,
        )
      : error;
  }
}

/** Errors of the decoder have codes of zlib or zstd; those of the source behind it pass unchanged. */
function isDecoderError(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' && /^(Z_|ZSTD_)/.test(code);
}

async function* pump(
  source: AsyncIterable<Uint8Array>,
  transform: Duplex,
): AsyncGenerator<Uint8Array> {
  // Failures reach the reader through the transform, which the pipeline destroys with them.
  pipeline(Readable.from(source, { objectMode: false }), transform, () => {});
  yield* transform as AsyncIterable<Uint8Array>;
}

function zstdParameters(settings: CompressionSettings): Record<number, number> {
  return {
    [constants.ZSTD_c_compressionLevel]: ZSTD_LEVELS[settings.level],
    [constants.ZSTD_c_checksumFlag]: 1,
  };
}

function chunkSizeFor(bytes: number): number {
  return Math.min(Math.max(Math.ceil(bytes), 16 * 1024), 4 * 1024 * 1024);
}

function assertSettings({ algorithm, level }: CompressionSettings): void {
  if (!['none', 'gzip', 'zstd'].includes(algorithm)) {
    throw new TypeError(`There is no compression algorithm '${algorithm}'`);
  }
  if (!Number.isInteger(level) || level < 0 || level > 9) {
    throw new TypeError(`A compression level is 0 to 9, got ${level}`);
  }
}
