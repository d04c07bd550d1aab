import { StorageTarget } from '../target';
import { METADATA_FILE_NAME } from './setPaths';

/**
 * A set that is published on a target: where its `metadata.json` lies.
 *
 * @public
 */
export interface ListedBackupSet {
  prefix: string;
  /** Where the manifest was seen: in a folder, or beside an archive. */
  packaging: 'folder' | 'archive';
  /**
   * Whether the other one is there, too. Nothing that this software does puts two sets under one prefix: one of them was put there by
   * somebody else.
   */
  contested: boolean;
  /** Bytes of its `metadata.json`. */
  metadataBytes: number;
}

/**
 * The name of a set has no dot: what follows one is the ending of an archive, which belongs to the set without it. Nor has it
 * controls or marks of direction, which would get into logs and onto terminals.
 */
const PUBLISHED = /^(backups\/[0-9]{8}\/[^/.\p{C}]+)([/.])metadata\.json$/u;

/** All of them are in memory at once, some hundred bytes each. */
const MOST_SETS = 500_000;

/**
 * The sets that are published on a target, in no order: where there is a `metadata.json`. Whether it is one is seen when it
 * is opened. The listing is read whole first, since a set and its double need not lie side by side in it;
 * one of more than 500,000 ends with an error.
 *
 * @public
 */
export async function* listBackupSets(
  target: StorageTarget,
  options: { signal: AbortSignal },
): AsyncGenerator<ListedBackupSet> {
  const found = new Map<string, Sizes>();
  for await (const { key, size } of target.list('backups/', options)) {
    const [, prefix, separator] = key.endsWith(METADATA_FILE_NAME)
      ? PUBLISHED.exec(key) ?? []
      : [];
    if (prefix !== undefined) {
      const sizes = found.get(prefix) ?? {};
      sizes[separator === '/' ? 'folder' : 'archive'] = size;
      found.set(prefix, sizes);
      if (found.size > MOST_SETS) {
        throw new Error(
          `There are more than ${MOST_SETS} backups, which is more than can be looked through`,
        );
      }
    }
  }
  for (const [prefix, sizes] of found) {
    for (const packaging of ['folder', 'archive'] as const) {
      const metadataBytes = sizes[packaging];
      if (metadataBytes !== undefined) {
        const contested = Object.keys(sizes).length > 1;
        yield { prefix, packaging, contested, metadataBytes };
      }
    }
  }
}

/** Bytes of what lies under one prefix. */
type Sizes = { [P in ListedBackupSet['packaging']]?: number };
