import {
  BackupSetDescription,
  ListedBackupSet,
  metadataPath,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';

/**
 * Why a set cannot be the one of the place where it was found. Undefined where it can.
 *
 * @param options - `known`: the backup on record with its id
 */
export function describeMisplaced(
  listed: ListedBackupSet,
  description: Omit<BackupSetDescription, 'metadata'>,
  options: { target: string; known: StoredBackup | undefined },
): string | undefined {
  const { prefix, packaging, contested } = listed;
  const isFolder = packaging === 'folder';
  const saysFolder = description.packaging === 'folder';
  if (
    saysFolder !== isFolder ||
    (description.archive === undefined) !== isFolder
  ) {
    return isFolder
      ? `It says that it is packed as ${description.packaging}, and lies in a folder as if it were unpacked; pack it and upload it`
      : 'It lies beside an archive and does not name one';
  }
  if (contested && !isOnRecord(listed, description, options)) {
    const other = metadataPath(prefix, isFolder ? 'archive' : 'folder');
    return `Another backup is at the same place, '${other}', and one of them was put there by somebody else: move that one away, and look again`;
  }
  return undefined;
}

/** What is known to be good stays so, whatever somebody puts beside it. */
function isOnRecord(
  { prefix }: ListedBackupSet,
  { packaging, metadataSha256 }: Omit<BackupSetDescription, 'metadata'>,
  { target, known }: { target: string; known: StoredBackup | undefined },
): boolean {
  return (
    known !== undefined &&
    known.setPrefix === prefix &&
    known.packaging === packaging &&
    known.copies.some(
      copy =>
        copy.target === target &&
        copy.state === 'present' &&
        copy.checksum === metadataSha256,
    )
  );
}
