import { BackupSetReader } from './BackupSetReader';
import { readBytes } from './byteStreams';
import { assertBearableJson, JsonLimits } from './metadataLimits';

/** A column is an object: the definitions of 200,000 tables of four have 150 MB, 1,200,000 objects and lists, 4,200,000 commas. */
const LIMITS: JsonLimits = {
  bytes: 500 * 1024 * 1024,
  containers: 4_000_000,
  fields: 20_000_000,
};

/**
 * The text of a JSON file of a set, which anybody may have written.
 *
 * @throws DamagedBackupError for what {@link assertReadableJson} refuses
 * @public
 */
export async function readJsonText(
  set: BackupSetReader,
  path: string,
  options: { signal: AbortSignal },
): Promise<string> {
  const content = await set.read(path, options);
  const bytes = await readBytes(content, {
    name: path,
    maximumBytes: LIMITS.bytes,
  });
  assertReadableJson(bytes, path);
  return bytes.toString('utf8');
}

/**
 * Throws a DamagedBackupError for JSON that takes too much memory when it is parsed: more than 500 MiB, 4,000,000 objects and
 * lists, or 20,000,000 fields. To be asked by whoever writes a file that {@link readJsonText} is to read.
 *
 * @public
 */
export function assertReadableJson(bytes: Uint8Array, path: string): void {
  assertBearableJson(bytes, path, LIMITS);
}
