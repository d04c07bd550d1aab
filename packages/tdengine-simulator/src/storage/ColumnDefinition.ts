import { TDengineType } from 'tdengine-client';
import type { DataType } from '../types/DataType';

/** A column or tag of a table. */
export interface ColumnDefinition {
  /** Stays the same when the column is renamed or widened; data are kept by it. The time column is 1. */
  id: number;
  name: string;
  type: DataType;
  /** Second half of a composite key. */
  compositeKey: boolean;
  encode: string;
  compress: string;
  level: string;
}

/** How a column is encoded and compressed. */
export interface Compression {
  encode: string;
  compress: string;
  level: string;
}

const BY_TYPE: Record<TDengineType, [encode: string, compress: string]> = {
  [TDengineType.BOOL]: ['bit-packing', 'zstd'],
  [TDengineType.TINYINT]: ['simple8b', 'zlib'],
  [TDengineType.SMALLINT]: ['simple8b', 'zlib'],
  [TDengineType.INT]: ['simple8b', 'lz4'],
  [TDengineType.BIGINT]: ['simple8b', 'lz4'],
  [TDengineType.FLOAT]: ['delta-d', 'lz4'],
  [TDengineType.DOUBLE]: ['delta-d', 'lz4'],
  [TDengineType.VARCHAR]: ['disabled', 'zstd'],
  [TDengineType.TIMESTAMP]: ['delta-i', 'lz4'],
  [TDengineType.NCHAR]: ['disabled', 'zstd'],
  [TDengineType.UTINYINT]: ['simple8b', 'zlib'],
  [TDengineType.USMALLINT]: ['simple8b', 'zlib'],
  [TDengineType.UINT]: ['simple8b', 'lz4'],
  [TDengineType.UBIGINT]: ['simple8b', 'lz4'],
  [TDengineType.JSON]: ['disabled', 'lz4'],
  [TDengineType.VARBINARY]: ['disabled', 'zstd'],
  [TDengineType.DECIMAL]: ['disabled', 'zstd'],
  [TDengineType.BLOB]: ['disabled', 'lz4'],
  [TDengineType.GEOMETRY]: ['disabled', 'lz4'],
  [TDengineType.DECIMAL64]: ['disabled', 'zstd'],
};

/** How TDengine compresses a column whose definition does not say. */
export function defaultCompression(type: DataType): Compression {
  const [encode, compress] = BY_TYPE[type.type];
  return { encode, compress, level: 'medium' };
}

/** Tags are not compressed, and DESCRIBE says so. */
export const TAG_COMPRESSION: Compression = {
  encode: 'disabled',
  compress: 'disabled',
  level: 'disabled',
};
