import { isHeader } from './findMetadata';
import { readArchiveMetadata } from './openArchiveFile';

/**
 * What a zip or tar.gz file of this machine says of itself, whether it is true or not.
 *
 * @public
 */
export interface ArchiveFileDescription {
  packaging: 'zip' | 'tar.gz';
  backupId: string;
  /** Bytes of the files in it, which a tar.gz takes on disk while it is read. */
  contentBytes: number;
  encrypted: boolean;
}

/**
 * Reads the `metadata.json` inside an archive and nothing else. Needs no key. Errors are those of {@link openArchiveFile}.
 *
 * @public
 */
export async function describeArchiveFile(options: {
  path: string;
  signal: AbortSignal;
}): Promise<ArchiveFileDescription> {
  const { packaging, metadata } = await readArchiveMetadata(options);
  const sizes = isHeader(metadata)
    ? [metadata.manifest, ...metadata.files]
    : metadata.files;
  return {
    packaging,
    backupId: metadata.backupId,
    contentBytes: sizes.reduce((sum, { size }) => sum + size, 0),
    encrypted: isHeader(metadata),
  };
}
