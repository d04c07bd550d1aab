import { describeUnsafePath } from '../target/objectKey';
import { collisionKey } from './collisionKey';
import { DamagedBackupError } from './errors';
import { METADATA_FILE_NAME } from './setPaths';

/**
 * Throws a DamagedBackupError where the files of a set do not have paths of their own within it, on whatever file system.
 *
 * @internal
 */
export function assertPaths(
  files: readonly { path: string }[],
  from: string,
): void {
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

/**
 * The same for the name of the archive that a manifest lies beside.
 *
 * @internal
 */
export function assertArchiveName(
  archive: string | undefined,
  from: string,
): void {
  if (
    archive !== undefined &&
    (archive.includes('/') || describeUnsafePath(archive))
  ) {
    throw new DamagedBackupError(
      `'${from}' names the unsafe archive ${JSON.stringify(archive)}`,
    );
  }
}
