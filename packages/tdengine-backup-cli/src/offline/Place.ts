import {
  BackupSetDescription,
  BackupSetReader,
} from 'backstage-plugin-tdengine-backup-node';

/** A set that a place holds, not opened yet. */
export interface PlacedSet {
  /** For people: a path, or where it lies on a target. */
  location: string;
  /** Opens it; an EncryptionKeyError where it is encrypted and the keys do not do. */
  open(): Promise<BackupSetReader>;
  /** Its files as they are stored, without the keys of an encrypted set; absent where that cannot be had. */
  openCiphertext?(): Promise<BackupSetReader>;
  /** Bytes of everything that it takes where it lies, as the portal counts them. */
  storedSize(): Promise<number>;
  /** What it says of itself also without a key; absent where that cannot be had. */
  describe?(): Promise<BackupSetDescription>;
}

/** Where backups are. */
export interface Place {
  /** For people. */
  title: string;
  /** Whether it is one set by itself. */
  single: boolean;
  /** Throws a CliError where there is none. */
  sets(): AsyncIterable<PlacedSet>;
}
