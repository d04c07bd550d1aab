import { PartCodec } from '../../source/PartCodec';
import { PartSummary, TableCounts } from '../../source/BackupSession';
import { contentSizeOf, ManifestFile } from '../BackupManifest';
import { BackupSetReader } from '../BackupSetReader';
import { decodeCounts } from '../counts';
import { MeasuredContent } from './MeasuredContent';
import { VerificationProblemKind } from './VerificationReport';

/**
 * What was found of one file.
 *
 * @internal
 */
export interface CheckedFile {
  bytes: number;
  /** Of a file of kind `rows` that was decoded. */
  summary?: PartSummary;
  /** Of a file of kind `counts`. */
  counts?: TableCounts;
  problem?: { kind: VerificationProblemKind; message: string };
}

interface Decoded {
  summary?: PartSummary;
  counts?: TableCounts;
}

type Decode = (content: AsyncIterable<Uint8Array>) => Promise<Decoded>;

/**
 * Reads one file to its end and compares it with its manifest. Whatever is wrong is in the result; only the signal makes
 * it throw.
 *
 * @param codec - absent where bytes are all that is to be checked
 *
 * @internal
 */
export async function checkFile(
  reader: BackupSetReader,
  file: ManifestFile,
  codec: PartCodec | undefined,
  options: { signal: AbortSignal },
): Promise<CheckedFile> {
  const { signal } = options;
  try {
    const size = await reader.size(file.path, options);
    if (size === undefined) {
      return failed('missing', `'${file.path}' is missing`);
    }
    const wanted = contentSizeOf(file);
    if (size !== wanted) {
      return failed(
        'size',
        `'${file.path}' has ${size} bytes where ${wanted} were written`,
      );
    }
    return await readFile(reader, file, decoderOf(file, codec, signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    if (isNotFound(error)) {
      return failed('missing', `'${file.path}' is missing`);
    }
    return isEnciphered(file) && isDamage(error)
      ? failed('digest', (error as Error).message)
      : failed(
          'unreadable',
          `'${file.path}' cannot be read: ${(error as Error).message}`,
        );
  }
}

function decoderOf(
  file: ManifestFile,
  codec: PartCodec | undefined,
  signal: AbortSignal,
): Decode | undefined {
  if (!codec) {
    return undefined;
  }
  switch (file.kind) {
    case 'rows':
      return async content => ({
        summary: await codec.inspect(file, content, { signal }),
      });
    case 'counts':
      return async content => ({
        counts: await decodeCounts(content, { maximumBytes: file.rawSize }),
      });
    default:
      return undefined;
  }
}

async function readFile(
  reader: BackupSetReader,
  file: ManifestFile,
  decode: Decode | undefined,
  signal: AbortSignal,
): Promise<CheckedFile> {
  const content = await reader.read(file.path, { signal });
  const measured = new MeasuredContent(content);
  let decoded: Decoded | undefined;
  let undecodable: Error | undefined;
  try {
    decoded = await decode?.(measured);
  } catch (error) {
    signal.throwIfAborted();
    if (measured.failure !== undefined) {
      throw measured.failure;
    }
    undecodable = error as Error;
  }
  // A decoder that gave up, or that did not need the last bytes, has closed the stream: then only the bytes are read again.
  const { size, digest } =
    decode && !measured.ended
      ? await measure(reader, file, signal)
      : await measured.drain();
  return (
    describeBytes(file, size, digest) ??
    describeContent(file, size, decoded, undecodable)
  );
}

async function measure(
  reader: BackupSetReader,
  file: ManifestFile,
  signal: AbortSignal,
): Promise<{ size: number; digest: string }> {
  const content = await reader.read(file.path, { signal });
  return new MeasuredContent(content).drain();
}

function describeBytes(
  file: ManifestFile,
  size: number,
  digest: string,
): CheckedFile | undefined {
  const wanted = contentSizeOf(file);
  if (size !== wanted) {
    return {
      ...failed(
        'size',
        `'${file.path}' gives ${size} bytes where ${wanted} were written`,
      ),
      bytes: size,
    };
  }
  if (digest !== file.contentDigest) {
    return {
      ...failed(
        'digest',
        `'${file.path}' is not what was written: its SHA-256 is ${digest} where ${file.contentDigest} was written`,
      ),
      bytes: size,
    };
  }
  return undefined;
}

function describeContent(
  file: ManifestFile,
  bytes: number,
  decoded: Decoded | undefined,
  undecodable: Error | undefined,
): CheckedFile {
  if (undecodable) {
    return {
      ...failed(
        'undecodable',
        `'${file.path}' cannot be decoded: ${undecodable.message}`,
      ),
      bytes,
    };
  }
  const checked: CheckedFile = { bytes, ...decoded };
  const rows = decoded?.summary?.rows;
  if (rows !== undefined && rows !== file.rows) {
    checked.problem = {
      kind: 'rows',
      message: `'${file.path}' holds ${rows} rows where its manifest says ${file.rows}`,
    };
  }
  return checked;
}

function failed(kind: VerificationProblemKind, message: string): CheckedFile {
  return { bytes: 0, problem: { kind, message } };
}

function isEnciphered(file: ManifestFile): boolean {
  return file.storedPath !== undefined;
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && error.name === 'DamagedBackupError';
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError';
}
