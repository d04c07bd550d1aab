import { PublishedSet } from 'backstage-plugin-tdengine-backup-node';
import { MadeCopy } from '../../database/BackupStore';
import { archiveKey } from '../backup/findPublished';

/** What is on record of a copy that was published. */
export function madeCopy(
  target: string,
  { prefix, archive, size, metadataSha256 }: PublishedSet,
  options: { verified: boolean },
): MadeCopy {
  return {
    target,
    state: 'present',
    location: archive ? archiveKey(prefix, archive.file) : prefix,
    sizeBytes: size,
    sha256: archive?.sha256,
    checksum: metadataSha256,
    verification: options.verified ? 'verified' : 'unverified',
  };
}
