import { Readable } from 'node:stream';
import { ByteRange } from '../target';
import { BackupManifest } from './BackupManifest';

/**
 * A published set, whatever its packaging and wherever it lies.
 * @public
 */
export interface BackupSetReader {
  readonly manifest: BackupManifest;
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
  close(): Promise<void>;
}
