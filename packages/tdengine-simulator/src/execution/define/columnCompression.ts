import { TDengineType } from 'tdengine-client';
import { SqlError } from '../../SqlError';
import type { ColumnClause } from '../../sql/tables';
import {
  defaultCompression,
  type Compression,
} from '../../storage/ColumnDefinition';
import { isInteger, isFloating, type DataType } from '../../types/DataType';

const COMPRESSIONS = ['lz4', 'tsz', 'xz', 'zlib', 'zstd', 'disabled'];

const LEVELS: Record<string, string> = {
  h: 'high',
  m: 'medium',
  l: 'low',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

/**
 * How a column is compressed: what its definition says, and the default of its type for the rest.
 *
 * @throws SqlError where the type cannot be compressed that way
 */
export function compressionOf(
  clause: Pick<ColumnClause, 'type'> & Partial<Compression>,
): Compression {
  const { type } = clause;
  const standard = defaultCompression(type);
  const encode = clause.encode ?? standard.encode;
  if (!encodingsOf(type).includes(encode)) {
    throw new SqlError(0x0231, 'Invalid encode param');
  }
  const compress = clause.compress ?? standard.compress;
  if (
    !COMPRESSIONS.includes(compress) ||
    (compress === 'tsz' && !isFloating(type))
  ) {
    throw new SqlError(0x0233, 'Invalid compress param');
  }
  const level = LEVELS[clause.level ?? standard.level];
  if (level === undefined) {
    throw new SqlError(0x0234, 'Invalid compress level param');
  }
  return {
    encode,
    compress,
    // What is not compressed has no level, and DESCRIBE calls that so.
    level: compress === 'disabled' ? 'unknown' : level,
  };
}

/** Encodings a type takes. */
function encodingsOf(type: DataType): string[] {
  if (type.type === TDengineType.BOOL) {
    return ['disabled', 'bit-packing'];
  }
  if (type.type === TDengineType.TIMESTAMP) {
    return ['disabled', 'delta-i'];
  }
  if (isFloating(type)) {
    return ['disabled', 'delta-d'];
  }
  if (isInteger(type)) {
    return type.bytes === 8
      ? ['disabled', 'simple8b', 'delta-i']
      : ['disabled', 'simple8b'];
  }
  return ['disabled'];
}
