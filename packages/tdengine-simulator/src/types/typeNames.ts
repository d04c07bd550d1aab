import { TDengineType } from 'tdengine-client';
import { isDecimal, lengthOf, type DataType } from './DataType';

const NAMES: Record<TDengineType, string> = {
  [TDengineType.BOOL]: 'BOOL',
  [TDengineType.TINYINT]: 'TINYINT',
  [TDengineType.SMALLINT]: 'SMALLINT',
  [TDengineType.INT]: 'INT',
  [TDengineType.BIGINT]: 'BIGINT',
  [TDengineType.FLOAT]: 'FLOAT',
  [TDengineType.DOUBLE]: 'DOUBLE',
  [TDengineType.VARCHAR]: 'VARCHAR',
  [TDengineType.TIMESTAMP]: 'TIMESTAMP',
  [TDengineType.NCHAR]: 'NCHAR',
  [TDengineType.UTINYINT]: 'TINYINT UNSIGNED',
  [TDengineType.USMALLINT]: 'SMALLINT UNSIGNED',
  [TDengineType.UINT]: 'INT UNSIGNED',
  [TDengineType.UBIGINT]: 'BIGINT UNSIGNED',
  [TDengineType.JSON]: 'JSON',
  [TDengineType.VARBINARY]: 'VARBINARY',
  [TDengineType.DECIMAL]: 'DECIMAL',
  [TDengineType.BLOB]: 'BLOB',
  [TDengineType.GEOMETRY]: 'GEOMETRY',
  [TDengineType.DECIMAL64]: 'DECIMAL',
};

/** Bare name, as REST answers state it beside a length; only decimals carry their digits. */
export function metaTypeName(type: DataType): string {
  const name = NAMES[type.type];
  return isDecimal(type) ? `${name}(${type.precision},${type.scale})` : name;
}

/** As DESCRIBE prints it: digits of a decimal with a space. */
export function describeTypeName(type: DataType): string {
  const name = NAMES[type.type];
  return isDecimal(type) ? `${name}(${type.precision}, ${type.scale})` : name;
}

/** As SHOW CREATE TABLE and `ins_tags` print it: with the length of every variable type. */
export function sqlTypeName(type: DataType): string {
  switch (type.type) {
    case TDengineType.VARCHAR:
    case TDengineType.NCHAR:
    case TDengineType.VARBINARY:
    case TDengineType.GEOMETRY:
      return `${NAMES[type.type]}(${lengthOf(type)})`;
    default:
      return metaTypeName(type);
  }
}

/** As `ins_columns` prints it: with the length of VARCHAR and NCHAR only. */
export function columnTypeName(type: DataType): string {
  switch (type.type) {
    case TDengineType.VARCHAR:
    case TDengineType.NCHAR:
      return sqlTypeName(type);
    default:
      return metaTypeName(type);
  }
}
