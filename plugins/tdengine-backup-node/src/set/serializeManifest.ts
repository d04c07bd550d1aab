import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { BackupManifest } from './BackupManifest';
import { MAXIMUM_METADATA_BYTES } from './metadataLimits';
import { ArchiveDescription, PublishedMetadata } from './PublishedMetadata';

/** Beyond it nobody reads it by eye, and half of it would be spaces. */
const MOST_INDENTED = 4 * 1024 * 1024;
const PLACEHOLDER = '0'.repeat(64);
const DIGEST_FIELD = /"manifestDigest"\s*:\s*"([0-9a-f]{64})"/g;

/**
 * The bytes of `metadata.json`: JSON whose last field is the digest of them, indented unless it is large. Throws an InputError
 * where it would be larger than one may be.
 *
 * @public
 */
export function serializeManifest(
  manifest: BackupManifest,
  archive?: ArchiveDescription,
): { bytes: Buffer; manifestDigest: string } {
  return serializeWithDigest({ ...manifest, archive });
}

/**
 * JSON whose last field, `manifestDigest`, is the digest of its bytes, whatever it was before; `archive` stands before it. See
 * {@link serializeManifest}.
 *
 * @internal
 */
export function serializeWithDigest(metadata: object): {
  bytes: Buffer;
  manifestDigest: string;
} {
  const {
    archive,
    manifestDigest: _,
    ...fields
  } = metadata as Partial<PublishedMetadata>;
  const whole = {
    ...fields,
    ...(archive && { archive }),
    manifestDigest: PLACEHOLDER,
  };
  const compact = JSON.stringify(whole);
  const bytes = Buffer.from(
    `${
      compact.length > MOST_INDENTED
        ? compact
        : JSON.stringify(whole, undefined, 2)
    }\n`,
  );
  if (bytes.byteLength > MAXIMUM_METADATA_BYTES) {
    throw new InputError(
      `The metadata.json of this backup would have ${bytes.byteLength} bytes where ${MAXIMUM_METADATA_BYTES} are possible, since it names all files and all tables but child tables: divide it into several backups by its scope`,
    );
  }
  const manifestDigest = createHash('sha256').update(bytes).digest('hex');
  bytes.write(manifestDigest, bytes.lastIndexOf(PLACEHOLDER), 'latin1');
  return { bytes, manifestDigest };
}

/**
 * The digest a manifest claims and the one its bytes have; undefined where it claims none.
 *
 * @internal
 */
export function manifestDigests(
  bytes: Buffer,
): { claimed: string; actual: string } | undefined {
  // In latin1 an index into the text is an index into the bytes.
  const text = bytes.toString('latin1');
  let match: RegExpExecArray | undefined;
  for (const found of text.matchAll(DIGEST_FIELD)) {
    match = found;
  }
  if (!match) {
    return undefined;
  }
  const start = match.index + match[0].length - 1 - PLACEHOLDER.length;
  const hash = createHash('sha256')
    .update(bytes.subarray(0, start))
    .update(PLACEHOLDER)
    .update(bytes.subarray(start + PLACEHOLDER.length));
  return { claimed: match[1], actual: hash.digest('hex') };
}
