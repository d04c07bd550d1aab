import { ManifestFile } from '../set';
import { PartSummary } from './BackupSession';

/**
 * Reads parts of one data format. The source that wrote them knows its rows; the engine knows only bytes.
 * @public
 */
export interface PartCodec {
  readonly format: string;
  /**
   * Decodes a part of kind `rows` whole and counts. Throws an error naming the file when it cannot be decoded.
   */
  inspect(
    file: ManifestFile,
    content: AsyncIterable<Uint8Array>,
    options: { signal: AbortSignal },
  ): Promise<PartSummary>;
}
