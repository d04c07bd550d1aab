import { TDengineType, columnTypeOf, type ColumnType } from '../block';
import { TDengineProtocolError } from '../errors';

const TYPE_TEXT = /^([A-Z]+(?: UNSIGNED)?)(?: ?\( ?(\d+)(?: ?, ?(\d+))? ?\))?$/;

/** Up to this many digits TDengine keeps a decimal in 8 bytes. */
const LONGEST_DECIMAL64 = 18;

const CODES: Readonly<Record<string, TDengineType>> = {
  BOOL: TDengineType.BOOL,
  TINYINT: TDengineType.TINYINT,
  SMALLINT: TDengineType.SMALLINT,
  INT: TDengineType.INT,
  INTEGER: TDengineType.INT,
  BIGINT: TDengineType.BIGINT,
  FLOAT: TDengineType.FLOAT,
  DOUBLE: TDengineType.DOUBLE,
  VARCHAR: TDengineType.VARCHAR,
  BINARY: TDengineType.VARCHAR,
  TIMESTAMP: TDengineType.TIMESTAMP,
  NCHAR: TDengineType.NCHAR,
  'TINYINT UNSIGNED': TDengineType.UTINYINT,
  'SMALLINT UNSIGNED': TDengineType.USMALLINT,
  'INT UNSIGNED': TDengineType.UINT,
  'BIGINT UNSIGNED': TDengineType.UBIGINT,
  JSON: TDengineType.JSON,
  VARBINARY: TDengineType.VARBINARY,
  BLOB: TDengineType.BLOB,
  GEOMETRY: TDengineType.GEOMETRY,
};

/**
 * Reads a type as `DESCRIBE` and `information_schema.ins_columns` name it: `INT UNSIGNED`, `VARCHAR(64)`,
 * `DECIMAL(10, 2)`.
 *
 * @param length - the length in characters or bytes that `DESCRIBE` gives in a column of its own; one inside the name wins
 * @throws TDengineProtocolError for a name that is not a type of TDengine, or lacks its length
 * @public
 */
export function typeFromName(name: string, length?: number): ColumnType {
  const match = TYPE_TEXT.exec(name.trim().replace(/\s+/g, ' ').toUpperCase());
  const base = match?.[1] ?? '';
  const first = match?.[2] === undefined ? undefined : Number(match[2]);
  if (base === 'DECIMAL' || base === 'NUMERIC') {
    const precision = first ?? LONGEST_DECIMAL64;
    const type =
      precision <= LONGEST_DECIMAL64
        ? TDengineType.DECIMAL64
        : TDengineType.DECIMAL;
    return columnTypeOf(type, { precision, scale: Number(match?.[3] ?? 0) });
  }
  const type = Object.hasOwn(CODES, base) ? CODES[base] : undefined;
  if (type === undefined) {
    throw new TDengineProtocolError(`'${name}' is not a type of TDengine`);
  }
  return columnTypeOf(type, { length: first ?? length });
}
