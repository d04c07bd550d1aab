import {
  CompressionAlgorithm,
  safeFileName,
} from 'backstage-plugin-tdengine-backup-node';

const EXTENSIONS: Readonly<Record<CompressionAlgorithm, string>> = {
  none: '',
  gzip: '.gz',
  zstd: '.zst',
};

/**
 * The ending of a compressed file's name.
 *
 * @internal
 */
export function compressedExtension(algorithm: CompressionAlgorithm): string {
  return EXTENSIONS[algorithm];
}

/**
 * How a file was compressed, by its name.
 *
 * @internal
 */
export function compressionOf(path: string): CompressionAlgorithm {
  if (path.endsWith('.gz')) {
    return 'gzip';
  }
  return path.endsWith('.zst') ? 'zstd' : 'none';
}

/**
 * Where the definitions of a database lie in a set.
 *
 * @internal
 */
export function schemaFolder(database: string): string {
  return `schemas/${safeFileName(database)}`;
}

/**
 * Where what belongs to no database lies in a set, without the ending. No folder of a database has a dot in its name.
 *
 * @internal
 */
export const SERVER_OBJECTS = 'schemas/server';

/**
 * Where the files of a table lie in a set.
 *
 * @internal
 */
export function tableFolder(database: string, table: string): string {
  return `${safeFileName(database)}/${safeFileName(table)}`;
}
