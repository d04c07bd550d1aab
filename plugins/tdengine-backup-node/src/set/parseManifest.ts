import pLimit from 'p-limit';
import { atOnce, inTurns, Steps } from '../run/inTurns';
import { assertArchiveName, assertPaths } from './assertPaths';
import { assertSums, assertTotals } from './assertSums';
import { BackupManifest } from './BackupManifest';
import { EncryptedSetHeader } from './encryption/EncryptedSetHeader';
import { openedSize } from './encryption/messageSizes';
import { parseHeader } from './encryption/parseHeader';
import { DamagedBackupError } from './errors';
import { publishedMetadataSchema } from './manifestSchema';
import { parseMetadataObject } from './parseMetadataObject';
import { parseToFirstFault } from './parseToFirstFault';
import { PublishedMetadata } from './PublishedMetadata';

/** What is larger takes many times as much memory while it is read, and seconds. */
const LARGE_BYTES = 4 * 1024 * 1024;
const oneLarge = pLimit(1);

/**
 * Reads and checks a manifest.
 *
 * @remarks
 *
 * Throws an UnsupportedBackupFormatError for a later format version, and a DamagedBackupError, naming the file and the
 * field, for anything else that is not as it should be: no JSON, bytes that do not fit the digest, fields of the wrong
 * shape, paths that are unsafe or fall together where case or Unicode form is ignored, references to files that are not
 * listed, sums that no number holds, totals that are not those of what it lists.
 *
 * @param content - the bytes of `metadata.json`
 * @param options - `from`: where they come from, for messages
 *
 * @public
 */
export function parseManifest(
  content: Uint8Array | string,
  options: { from: string },
): PublishedMetadata {
  const { from } = options;
  const metadata = atOnce(readMetadata(content, options));
  if ('encryption' in metadata) {
    throw new DamagedBackupError(
      `'${from}' is the header of an encrypted backup where a manifest should be`,
    );
  }
  return metadata;
}

/**
 * Reads and checks a `metadata.json`, which is a manifest, or the header of an encrypted set. Others have their turn meanwhile, and
 * of large ones this process reads one at a time. Errors are those of {@link parseManifest}.
 *
 * @internal
 */
export async function parseMetadata(
  content: Uint8Array,
  options: { from: string },
): Promise<PublishedMetadata | EncryptedSetHeader> {
  return readInTurns(content, readMetadata(content, options));
}

/**
 * Reads and checks the manifest of an encrypted set, deciphered, as {@link parseMetadata} does.
 *
 * @internal
 */
export async function parseEncipheredManifest(
  content: Uint8Array,
  options: { from: string },
): Promise<BackupManifest> {
  return readInTurns(content, readEncipheredManifest(content, options));
}

async function readInTurns<T>(
  { byteLength }: Uint8Array,
  steps: Steps<T>,
): Promise<T> {
  return byteLength > LARGE_BYTES
    ? oneLarge(() => inTurns(steps))
    : inTurns(steps);
}

function* readMetadata(
  content: Uint8Array | string,
  options: { from: string },
): Steps<PublishedMetadata | EncryptedSetHeader> {
  const { from } = options;
  const value = yield* parseMetadataObject(content, from);
  if ('encryption' in value) {
    return yield* parseHeader(value, from);
  }
  const metadata = yield* parseFields(value, from);
  const enciphered = metadata.files.find(
    file => file.storedPath !== undefined || file.contentSize !== undefined,
  );
  if (enciphered) {
    throw new DamagedBackupError(
      `'${from}' is not a backup manifest: it lists '${enciphered.path}' as enciphered and is not encrypted itself`,
    );
  }
  return metadata;
}

function* readEncipheredManifest(
  content: Uint8Array,
  options: { from: string },
): Steps<BackupManifest> {
  const { from } = options;
  const value = yield* parseMetadataObject(content, from);
  const metadata = yield* parseFields(value, from);
  const plain = metadata.files.find(
    ({ size, storedPath, contentSize }) =>
      storedPath === undefined || contentSize !== openedSize(size),
  );
  if (plain) {
    throw new DamagedBackupError(
      `'${from}' is not the manifest of an encrypted backup: '${plain.path}' has no stored path or not the size of an enciphered file`,
    );
  }
  return metadata;
}

function* parseFields(value: object, from: string): Steps<PublishedMetadata> {
  const parsed = yield* parseToFirstFault(publishedMetadataSchema, value);
  if ('fault' in parsed) {
    throw new DamagedBackupError(
      `'${from}' is not a backup manifest: ${parsed.fault}`,
    );
  }
  const metadata = parsed.data as PublishedMetadata;
  assertPaths(metadata.files, from);
  yield;
  assertReferences(metadata, from);
  yield;
  assertArchiveName(metadata.archive?.file, from);
  assertSums(metadata, from);
  assertTotals(metadata, from);
  return metadata;
}

function assertReferences(metadata: PublishedMetadata, from: string): void {
  const paths = new Set(metadata.files.map(file => file.path));
  for (const [index, table] of metadata.tables.entries()) {
    const missing = [table.fileName, ...table.files].find(
      path => path !== '' && !paths.has(path),
    );
    if (missing !== undefined) {
      throw new DamagedBackupError(
        `'${from}' is not a backup manifest: tables[${index}] (${table.database}.${table.stable}) refers to '${missing}', which is not in files`,
      );
    }
  }
}
