import { createHash } from 'node:crypto';
import { BackupManifest } from './BackupManifest';
import { ArchiveDescription } from './PublishedMetadata';

const PLACEHOLDER = '0'.repeat(64);
const DIGEST_FIELD = /"manifestDigest"\s*:\s*"([0-9a-f]{64})"/g;

/**
 * The bytes of `metadata.json`: indented JSON whose last field is the digest of them.
 *
 * @public
 */
export function serializeManifest(
  manifest: BackupManifest,
  archive?: ArchiveDescription,
): { bytes: Buffer; manifestDigest: string } {
  const {
    archive: _archive,
    manifestDigest: _digest,
    ...fields
  } = manifest as BackupManifest & Record<string, unknown>;
  return serializeWithDigest({ ...fields, ...(archive && { archive }) });
}

/**
 * Indented JSON whose last field, `manifestDigest`, is the digest of its bytes.
 *
 * @internal
 */
export function serializeWithDigest(fields: object): {
  bytes: Buffer;
  manifestDigest: string;
} {
  const bytes = Buffer.from(
    `${JSON.stringify(
      { ...fields, manifestDigest: PLACEHOLDER },
      undefined,
      2,
    )}\n`,
  );
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
