import { StorageTarget } from '../target';
import { METADATA_FILE_NAME } from './setPaths';

const PUBLISHED = /^(backups\/[0-9]{8}\/[^/]+?)(\/|\.)metadata\.json$/;

/**
 * The sets that are published on a target, in no order: where there is a `metadata.json`. Whether it is one is seen when it
 * is opened.
 *
 * @public
 */
export async function* listBackupSets(
  target: StorageTarget,
  options: { signal: AbortSignal },
): AsyncGenerator<{ prefix: string }> {
  for await (const { key } of target.list('backups/', options)) {
    const [, prefix] = key.endsWith(METADATA_FILE_NAME)
      ? PUBLISHED.exec(key) ?? []
      : [];
    if (prefix !== undefined) {
      yield { prefix };
    }
  }
}
