import { SqlError } from '../SqlError';
import { types, type DataType } from '../types/DataType';
import { TDengineType } from 'tdengine-client';
import type { TokenStream } from './TokenStream';

const INTEGERS: Record<string, [signed: TDengineType, unsigned: TDengineType]> =
  {
    tinyint: [TDengineType.TINYINT, TDengineType.UTINYINT],
    smallint: [TDengineType.SMALLINT, TDengineType.USMALLINT],
    int: [TDengineType.INT, TDengineType.UINT],
    integer: [TDengineType.INT, TDengineType.UINT],
    bigint: [TDengineType.BIGINT, TDengineType.UBIGINT],
  };

const SIMPLE: Record<string, DataType> = {
  bool: types.bool,
  float: types.float,
  double: types.double,
  timestamp: types.timestamp,
  json: types.json,
  blob: types.blob,
  mediumblob: types.blob,
};

const SIZED: Record<string, (length: number) => DataType> = {
  varchar: types.varchar,
  binary: types.varchar,
  nchar: types.nchar,
  varbinary: types.varbinary,
  geometry: types.geometry,
};

/** Longest value of a variable-length column in bytes. */
const LONGEST_VALUE = 65_517;

/** Parses the type of a column, tag or cast. */
export function parseDataType(stream: TokenStream): DataType {
  const { kind, text } = stream.token;
  if (kind !== 'word') {
    throw stream.error();
  }
  if (INTEGERS[text]) {
    stream.next();
    return types.fixed(INTEGERS[text][stream.acceptWord('unsigned') ? 1 : 0]);
  }
  if (SIMPLE[text]) {
    stream.next();
    return SIMPLE[text];
  }
  if (SIZED[text]) {
    stream.next();
    return parseSized(stream, SIZED[text]);
  }
  if (text === 'decimal') {
    stream.next();
    return parseDecimal(stream);
  }
  throw stream.error();
}

function parseSized(
  stream: TokenStream,
  type: (length: number) => DataType,
): DataType {
  stream.expectSymbol('(');
  const length = stream.integer();
  stream.expectSymbol(')');
  const result = type(length);
  if (length < 1 || result.bytes - 2 > LONGEST_VALUE) {
    throw new SqlError(0x2642, 'Invalid column length for var length type');
  }
  return result;
}

function parseDecimal(stream: TokenStream): DataType {
  stream.expectSymbol('(');
  const precision = stream.integer();
  const scale = stream.acceptSymbol(',') ? stream.integer() : 0;
  stream.expectSymbol(')');
  return types.decimal(precision, scale);
}
