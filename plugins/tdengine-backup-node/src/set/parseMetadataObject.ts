import { Steps } from '../run/inTurns';
import { DamagedBackupError, UnsupportedBackupFormatError } from './errors';
import { checkBearableJson } from './metadataLimits';
import { manifestDigests } from './serializeManifest';

const FORMAT_VERSION = 1;

/**
 * The object in a `metadata.json` of a format version that is known, whose bytes fit its digest. Its other fields are yet to be
 * looked at.
 *
 * @internal
 */
export function* parseMetadataObject(
  content: Uint8Array | string,
  from: string,
): Steps<object> {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  yield* checkBearableJson(bytes, from);
  const value = parseJson(bytes, from);
  yield;
  assertFormatVersion(value, from);
  assertDigest(bytes, from);
  yield;
  return value;
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
