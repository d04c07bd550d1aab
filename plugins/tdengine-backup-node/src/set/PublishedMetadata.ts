import { BackupManifest } from './BackupManifest';

/**
 * A manifest as it is stored. Its last field authenticates nothing, but tells damage: SHA-256 of the file's own bytes
 * with these 64 digits replaced by zeros.
 *
 * @public
 */
export interface PublishedMetadata extends BackupManifest {
  /** The packed set this manifest lies beside; absent in a folder set and inside an archive. */
  archive?: ArchiveDescription;
  manifestDigest: string;
}

/**
 * The one file a set was packed into.
 *
 * @public
 */
export interface ArchiveDescription {
  /** Its file name, in the same folder as the manifest. */
  file: string;
  size: number;
  /** In hex. */
  sha256: string;
}
