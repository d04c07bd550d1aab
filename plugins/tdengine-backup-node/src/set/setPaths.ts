import { InputError } from '@backstage/errors';
import { Packaging } from './BackupManifest';
import { safeFileName } from './safeFileName';

/**
 * The name of the manifest inside a set.
 *
 * @public
 */
export const METADATA_FILE_NAME = 'metadata.json';

/**
 * Where a backup set lies on a target: `backups/YYYYMMDD/<name>-<first 8 characters of the id>`, by the UTC date of the
 * backup. A folder set is the folder of that name; an archive is a file of that name with an extension.
 *
 * @public
 */
export function setPrefix(backup: {
  id: string;
  name: string;
  /** When the backup began; ISO 8601 or a Date. */
  time: string | Date;
}): string {
  const time = new Date(backup.time);
  if (Number.isNaN(time.getTime())) {
    throw new InputError(
      `The time of backup '${backup.name}' is not a date: ${backup.time}`,
    );
  }
  const day = time.toISOString().slice(0, 10).replace(/-/g, '');
  const id = backup.id.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (id === '') {
    throw new InputError(`The id of backup '${backup.name}' is empty`);
  }
  return `backups/${day}/${safeFileName(backup.name)}-${id.slice(0, 8)}`;
}

/**
 * Where a set lies, as far as a listing tells.
 *
 * @public
 */
export interface KnownLocation {
  prefix: string;
  /** Under one prefix there can be a folder and an archive, so this is never guessed. */
  packaging: Packaging | 'archive';
  /** See {@link BackupSetLocation}. */
  metadataSha256?: string;
}

/**
 * The key of the manifest, the object whose presence makes a set a backup: inside the folder of a folder set, beside
 * an archive.
 *
 * @param packaging - `archive` for any kind of it
 *
 * @public
 */
export function metadataPath(
  prefix: string,
  packaging: Packaging | 'archive',
): string {
  return packaging === 'folder'
    ? `${prefix}/${METADATA_FILE_NAME}`
    : `${prefix}.${METADATA_FILE_NAME}`;
}

/**
 * The key of the archive of a set. A later attempt whose predecessor left an archive behind writes beside it, under a
 * name that holds the attempt; the manifest says which one counts. The dot before the attempt keeps it apart from other
 * sets, whose names cannot hold one.
 *
 * @public
 */
export function archivePath(
  prefix: string,
  packaging: Exclude<Packaging, 'folder'>,
  attempt?: string,
): string {
  const suffix = attempt === undefined ? '' : `.a${safeFileName(attempt)}`;
  return `${prefix}${suffix}.${packaging}`;
}

const ARCHIVE_ENDING = /^(\.a[a-z0-9_-]+)?\.(zip|tar\.gz)$/;

/**
 * Whether a key is one that {@link archivePath} can give a set: all others are another's.
 *
 * @internal
 */
export function isArchivePath(prefix: string, key: string): boolean {
  return (
    key.startsWith(prefix) && ARCHIVE_ENDING.test(key.slice(prefix.length))
  );
}

/**
 * Where a run stages what it has not published.
 *
 * @public
 */
export function stagingPrefix(runId: string): string {
  return `temp/${safeFileName(runId)}`;
}

/**
 * The path a part is stored under: the attempt goes before the first dot of the file name, so that a worker that lost
 * its lease and does not know it yet can never write over a file of its successor.
 *
 * @public
 */
export function attemptPath(path: string, attempt: string): string {
  const nameStart = path.lastIndexOf('/') + 1;
  const dot = path.indexOf('.', nameStart);
  const end = dot === -1 ? path.length : dot;
  return `${path.slice(0, end)}-a${safeFileName(attempt)}${path.slice(end)}`;
}
