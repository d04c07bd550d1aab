import { JsonObject, JsonValue } from '@backstage/types';

/**
 * `full` holds everything in scope; `incremental` what changed since the last backup, `differential` since the last full.
 * @public
 */
export type BackupKind = 'full' | 'incremental' | 'differential';

/**
 * One tree, three packagings.
 * @public
 */
export type Packaging = 'folder' | 'zip' | 'tar.gz';

/**
 * How the files of a set are compressed.
 *
 * @public
 */
export type CompressionAlgorithm = 'none' | 'gzip' | 'zstd';

/**
 * How, and how much, the files of a set are compressed; see {@link createCompressor}.
 *
 * @public
 */
export interface CompressionSettings {
  algorithm: CompressionAlgorithm;
  /** 0 (none or fastest) to 9 (smallest). */
  level: number;
}

/**
 * What a file of a set holds: definitions, table lists with tags, rows, or rows per table.
 * @public
 */
export type PartKind = 'schema' | 'tables' | 'rows' | 'counts';

/**
 * One file of a set. It is named by where it was first written, so that a later set can refer to it instead of holding
 * the same bytes again.
 * @public
 */
export interface ManifestFile {
  id: string;
  /** Within this set. */
  path: string;
  /** Where it is stored, of an enciphered file: nothing of its name is to be seen there. */
  storedPath?: string;
  kind: PartKind;
  /** The unit it was read by. */
  unit: string;
  /** Stored bytes. */
  size: number;
  /** Bytes before encryption, of an enciphered file; see {@link contentSizeOf}. */
  contentSize?: number;
  /** Bytes before compression. */
  rawSize: number;
  rows: number;
  /** SHA-256 of the bytes before encryption, in hex. */
  contentDigest: string;
  /** SHA-256 of the bytes as stored, in hex; the same as `contentDigest` where nothing is encrypted. */
  storedDigest: string;
  origin: { backupId: string; path: string; keyId?: string };
}

/**
 * Bytes of a file as it is read: before encryption, where there is one.
 *
 * @public
 */
export function contentSizeOf(
  file: Pick<ManifestFile, 'size' | 'contentSize'>,
): number {
  return file.contentSize ?? file.size;
}

/**
 * Where a file is stored in its set.
 *
 * @public
 */
export function storedPathOf(
  file: Pick<ManifestFile, 'path' | 'storedPath'>,
): string {
  return file.storedPath ?? file.path;
}

/**
 * A super table with its child tables, a normal table or a virtual table.
 * @public
 */
export interface ManifestTable {
  database: string;
  /** The super table's name, or the table's own for normal and virtual tables. */
  stable: string;
  kind: 'superTable' | 'normalTable' | 'virtualTable';
  /** Child tables, empty ones included; 1 for others. */
  tableCount: number;
  /** Rows in the files. */
  recordCount: number;
  /** Rows at the source before and after they were read. */
  sourceCount: { before: number; after: number };
  /** The first of its data files; empty where it has none. */
  fileName: string;
  /** All of its files, by path. */
  files: string[];
}

/**
 * `metadata.json`: what a set holds and how to tell that it is whole. Published last; without it there is no backup.
 * @public
 */
export interface BackupManifest {
  /** Readers refuse a version they do not know. */
  formatVersion: 1;
  backupId: string;
  name: string;
  /** ISO 8601. */
  backupTime: string;
  kind: BackupKind;
  parentId?: string;
  baseId?: string;
  tdengineVersion: string;
  source: { type: string; instance: string; version: string; edition?: string };
  scope: JsonValue;
  window: { start: string; end: string };
  position?: JsonValue;
  facts: JsonObject;
  dataFormat: string;
  packaging: Packaging;
  compression: CompressionSettings;
  databases: string[];
  tables: ManifestTable[];
  files: ManifestFile[];
  totals: { rows: number; tables: number; rawSize: number; size: number };
  limitations: string[];
}
