import { TDengineType } from 'tdengine-client';
import { SqlError } from '../../SqlError';
import type { ColumnClause } from '../../sql/tables';
import {
  TAG_COMPRESSION,
  type ColumnDefinition,
} from '../../storage/ColumnDefinition';
import { isDecimal } from '../../types/DataType';
import { compressionOf } from './columnCompression';

const MOST_COLUMNS = 4096;
const MOST_TAGS = 128;
const LONGEST_ROW = 65_531;

/** Types the second half of a composite key may have. */
const KEY_TYPES: readonly TDengineType[] = [
  TDengineType.INT,
  TDengineType.UINT,
  TDengineType.BIGINT,
  TDengineType.UBIGINT,
  TDengineType.VARCHAR,
];

/** Makes the columns of a new table, with ids from 1. */
export function defineColumns(clauses: ColumnClause[]): ColumnDefinition[] {
  if (clauses.length < 2 || clauses.length > MOST_COLUMNS) {
    throw new SqlError(
      clauses.length < 2 ? 0x263f : 0x2640,
      clauses.length < 2 ? 'Illegal number of columns' : 'Too many columns',
    );
  }
  if (clauses[0].type.type !== TDengineType.TIMESTAMP) {
    throw new SqlError(0x2641, 'First column must be timestamp');
  }
  requireDistinct(clauses);
  clauses.forEach(requireColumn);
  if (
    clauses.filter(({ type }) => type.type === TDengineType.BLOB).length > 1
  ) {
    throw new SqlError(0x6306, 'only one blob column allowed');
  }
  const bytes = clauses.reduce((sum, { type }) => sum + type.bytes, 0);
  if (bytes > LONGEST_ROW) {
    throw new SqlError(0x263e, `Row length exceeds max length ${LONGEST_ROW}`);
  }
  return clauses.map((clause, index) => defineColumn(clause, index + 1));
}

/** Makes the tags of a new super table, with ids behind those of its columns. */
export function defineTags(
  clauses: ColumnClause[],
  columns: ColumnDefinition[],
): ColumnDefinition[] {
  if (clauses.length > MOST_TAGS) {
    throw new SqlError(0x2643, 'Invalid number of tag columns');
  }
  requireDistinct([...columns, ...clauses]);
  clauses.forEach(requireTag);
  const hasJson = clauses.some(({ type }) => type.type === TDengineType.JSON);
  if (hasJson && clauses.length > 1) {
    throw new SqlError(0x2633, 'Only one tag if there is a json tag');
  }
  return clauses.map((clause, index) =>
    defineTag(clause, columns.length + index + 1),
  );
}

export function defineColumn(
  clause: ColumnClause,
  id: number,
): ColumnDefinition {
  const { name, type, compositeKey } = clause;
  return { id, name, type, compositeKey, ...compressionOf(clause) };
}

export function defineTag(
  { name, type }: ColumnClause,
  id: number,
): ColumnDefinition {
  return { id, name, type, compositeKey: false, ...TAG_COMPRESSION };
}

function requireDistinct(columns: Array<{ name: string }>): void {
  if (new Set(columns.map(({ name }) => name)).size < columns.length) {
    throw new SqlError(0x263c, 'Duplicated column names');
  }
}

function requireColumn(
  { type, compositeKey }: ColumnClause,
  index: number,
): void {
  if (type.type === TDengineType.JSON) {
    throw new SqlError(0x2652, 'Only tag can be json type');
  }
  requireDigits(type);
  if (compositeKey && index !== 1) {
    throw new SqlError(
      0x2678,
      'composite primary key column must be second column',
    );
  }
  if (compositeKey && !KEY_TYPES.includes(type.type)) {
    throw new SqlError(
      0x2679,
      'composite primary key column must be of type int, uint, bigint, ubigint, and varchar',
    );
  }
}

function requireDigits({ precision = 1, scale = 0 }: ColumnClause['type']) {
  if (precision < 1 || precision > 38 || scale > precision) {
    throw new SqlError(
      0x2602,
      `Invalid column type DECIMAL(${precision},${scale}) , invalid precision or scale`,
    );
  }
}

function requireTag({ name, type, compositeKey }: ColumnClause): void {
  if (compositeKey) {
    throw new SqlError(0x2677, `tag ${name} can not be composite primary key`);
  }
  if (type.type === TDengineType.BLOB) {
    throw new SqlError(0x6301, 'Blob type not support on tag');
  }
  if (isDecimal(type)) {
    throw new SqlError(0x2602, 'Decimal type is not allowed for tag');
  }
}
