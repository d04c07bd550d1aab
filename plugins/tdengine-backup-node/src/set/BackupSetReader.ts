import { Readable } from 'node:stream';
import { ByteRange } from '../target';
import { BackupManifest } from './BackupManifest';

/**
 * The one file that holds a set packed as zip or tar.gz, as it lies in storage.
 *
 * @public
 */
export interface BackupSetArchive {
  /** Its name, for messages. */
  readonly file: string;
  /** Bytes it should have, as published. */
  readonly size: number;
  /** SHA-256 it should have, in hex. */
  readonly sha256: string;
  read(options: { signal: AbortSignal }): Promise<Readable>;
}

/**
 * A published set, whatever its packaging and wherever it lies.
 * @public
 */
export interface BackupSetReader {
  readonly manifest: BackupManifest;
  /** Absent for a folder, and for an archive that came without its digest. */
  readonly archive?: BackupSetArchive;
  /** Paths are those of the manifest; throws a NotFoundError naming the file where it is missing. */
  read(
    path: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable>;
  /** Size in bytes, or undefined where the file is missing. */
  size(
    path: string,
    options: { signal: AbortSignal },
  ): Promise<number | undefined>;
  /** Files that are there but not in the manifest; `metadata.json` itself is not one of them. */
  unexpectedFiles?(options: { signal: AbortSignal }): AsyncIterable<string>;
  close(): Promise<void>;
}
