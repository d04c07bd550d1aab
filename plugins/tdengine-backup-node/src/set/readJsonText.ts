import { BackupSetReader } from './BackupSetReader';
import { readBytes } from './byteStreams';
import { assertBearableJson, JsonLimits } from './metadataLimits';

/**
 * A column is an object: the definitions of 200,000 tables of four have 150 MB, 1,200,000 objects and lists, 4,200,000 commas. Of twice as
 * much a heap of 1.5 GiB bears the worst.
 */
const LIMITS: JsonLimits = {
  bytes: 300 * 1024 * 1024,
  containers: 2_500_000,
  fields: 9_000_000,
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
 * Throws a DamagedBackupError for JSON that takes too much memory when it is parsed: more than 300 MiB, 2,500,000 objects and
 * lists, or 9,000,000 fields. To be asked by whoever writes a file that {@link readJsonText} is to read.
 *
 * @public
 */
export function assertReadableJson(bytes: Uint8Array, path: string): void {
  assertBearableJson(bytes, path, LIMITS);
}
