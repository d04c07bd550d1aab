import { ZodIssue } from 'zod/v3';
import { describeUnsafePath } from '../target/objectKey';
import { assertHeaderSums, assertSums, assertTotals } from './assertSums';
import { DamagedBackupError, UnsupportedBackupFormatError } from './errors';
import { collisionKey } from './collisionKey';
import {
  CONSTRUCTION,
  EncryptedSetHeader,
  encryptedSetHeaderSchema,
} from './encryption/EncryptedSetHeader';
import { assertBearableHeader } from './encryption/assertBearableHeader';
import { openedSize } from './encryption/messageSizes';
import { BackupManifest } from './BackupManifest';
import { assertBearableJson } from './metadataLimits';
import { manifestDigests } from './serializeManifest';
import { publishedMetadataSchema } from './manifestSchema';
import { parseToFirstFault } from './parseToFirstFault';
import { PublishedMetadata } from './PublishedMetadata';
import { METADATA_FILE_NAME } from './setPaths';

const FORMAT_VERSION = 1;

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
  const metadata = parseMetadata(content, options);
  if ('encryption' in metadata) {
    throw new DamagedBackupError(
      `'${from}' is the header of an encrypted backup where a manifest should be`,
    );
  }
  return metadata;
}

/**
 * Reads and checks a `metadata.json`, which is a manifest, or the header of an encrypted set. Errors are those of
 * {@link parseManifest}.
 *
 * @internal
 */
export function parseMetadata(
  content: Uint8Array | string,
  options: { from: string },
): PublishedMetadata | EncryptedSetHeader {
  const { from } = options;
  const value = parseChecked(content, from);
  if ('encryption' in value) {
    return parseHeader(value, from);
  }
  const metadata = parseFields(value, from);
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

/**
 * Reads and checks the manifest of an encrypted set, deciphered.
 *
 * @internal
 */
export function parseEncipheredManifest(
  content: Uint8Array,
  options: { from: string },
): BackupManifest {
  const { from } = options;
  const metadata = parseFields(parseChecked(content, from), from);
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

function parseChecked(content: Uint8Array | string, from: string): object {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  assertBearableJson(bytes, from);
  const value = parseJson(bytes, from);
  assertFormatVersion(value, from);
  assertDigest(bytes, from);
  return value;
}

function parseFields(value: object, from: string): PublishedMetadata {
  const parsed = parseToFirstFault(publishedMetadataSchema, value);
  if ('issue' in parsed) {
    throw new DamagedBackupError(
      `'${from}' is not a backup manifest: ${describeIssue(parsed.issue)}`,
    );
  }
  const metadata = parsed.data as PublishedMetadata;
  assertPaths(metadata.files, from);
  assertReferences(metadata, from);
  assertSums(metadata, from);
  assertTotals(metadata, from);
  return metadata;
}

function parseHeader(value: object, from: string): EncryptedSetHeader {
  const { encryption } = value as { encryption?: { construction?: unknown } };
  if (
    typeof encryption?.construction === 'string' &&
    encryption.construction !== CONSTRUCTION
  ) {
    throw new UnsupportedBackupFormatError(
      `'${from}' is encrypted by ${JSON.stringify(
        encryption.construction,
      )}, which this software does not know; use the version that wrote it, or a later one`,
    );
  }
  const parsed = parseToFirstFault(encryptedSetHeaderSchema, value);
  if ('issue' in parsed) {
    throw new DamagedBackupError(
      `'${from}' is not the header of an encrypted backup: ${describeIssue(
        parsed.issue,
      )}`,
    );
  }
  const header = parsed.data;
  assertBearableHeader(header, from);
  assertPaths([header.manifest, ...header.files], from);
  assertArchive(header.archive?.file, from);
  assertHeaderSums(header, from);
  return header;
}

function parseJson(bytes: Buffer, from: string): unknown {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return JSON.parse(decoder.decode(bytes));
  } catch (error) {
    throw new DamagedBackupError(`'${from}' is not JSON`, error);
  }
}

function assertFormatVersion(
  value: unknown,
  from: string,
): asserts value is object {
  const version =
    typeof value === 'object' && value !== null && 'formatVersion' in value
      ? value.formatVersion
      : undefined;
  if (!Number.isInteger(version)) {
    throw new DamagedBackupError(
      `'${from}' is not a backup manifest: formatVersion is missing`,
    );
  }
  if (version !== FORMAT_VERSION) {
    throw new UnsupportedBackupFormatError(
      `'${from}' has format version ${version}, this software reads version ${FORMAT_VERSION}; use the version that wrote it, or a later one`,
    );
  }
}

function assertDigest(bytes: Buffer, from: string): void {
  const digests = manifestDigests(bytes);
  if (!digests) {
    throw new DamagedBackupError(
      `'${from}' is not a backup manifest: manifestDigest is missing`,
    );
  }
  if (digests.claimed !== digests.actual) {
    throw new DamagedBackupError(
      `'${from}' is not what was written: its bytes do not fit its manifestDigest`,
    );
  }
}

function describeIssue(issue: ZodIssue): string {
  const field = issue.path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}.${key}`,
    '',
  );
  return `${field.replace(/^\./, '') || 'it'}: ${issue.message}`;
}

function assertPaths(files: readonly { path: string }[], from: string): void {
  const seen = new Map<string, string>();
  const folders = new Set<string>();
  for (const { path } of files) {
    const reason = describeUnsafePath(path);
    if (reason) {
      throw new DamagedBackupError(
        `'${from}' names the unsafe path ${JSON.stringify(path)}: ${reason}`,
      );
    }
    const key = collisionKey(path);
    if (key === METADATA_FILE_NAME) {
      throw new DamagedBackupError(`'${from}' lists itself as a file`);
    }
    const other = seen.get(key);
    if (other !== undefined) {
      throw new DamagedBackupError(
        `'${from}' lists '${path}' and '${other}', which are one file where case or Unicode form is ignored`,
      );
    }
    seen.set(key, path);
    addFolders(folders, key);
  }
  for (const [key, path] of seen) {
    if (folders.has(key)) {
      throw new DamagedBackupError(
        `'${from}' lists '${path}' both as a file and as a folder`,
      );
    }
  }
}

function addFolders(folders: Set<string>, path: string): void {
  let slash = path.lastIndexOf('/');
  while (slash > 0) {
    const folder = path.slice(0, slash);
    if (folders.has(folder)) {
      return;
    }
    folders.add(folder);
    slash = folder.lastIndexOf('/');
  }
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
  assertArchive(metadata.archive?.file, from);
}

function assertArchive(archive: string | undefined, from: string): void {
  if (
    archive !== undefined &&
    (archive.includes('/') || describeUnsafePath(archive))
  ) {
    throw new DamagedBackupError(
      `'${from}' names the unsafe archive ${JSON.stringify(archive)}`,
    );
  }
}
