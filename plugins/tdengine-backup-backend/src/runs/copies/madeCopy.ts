import {
  PublishedSet,
  WrappedKey,
} from 'backstage-plugin-tdengine-backup-node';
import { MadeCopy } from '../../database/BackupStore';
import { archiveKey } from '../backup/findPublished';

/** A published set, and where it is encrypted its data key, once for every key that opens it. */
export interface KeyedSet extends PublishedSet {
  wrappedKeys?: readonly WrappedKey[];
}

/** What is on record of a copy that was published. */
export function madeCopy(
  target: string,
  { prefix, archive, size, metadataSha256, wrappedKeys }: KeyedSet,
  options: { verified: boolean },
): MadeCopy {
  return {
    target,
    state: 'present',
    location: archive ? archiveKey(prefix, archive.file) : prefix,
    sizeBytes: size,
    sha256: archive?.sha256,
    checksum: metadataSha256,
    encryptionKeyId: wrappedKeys?.[0].keyId,
    verification: options.verified ? 'verified' : 'unverified',
  };
}
