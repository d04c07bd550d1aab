import { quoteIdentifier, quoteString, typeFromName } from 'tdengine-client';
import {
  ColumnDefinition,
  NormalTableSchema,
  SuperTableSchema,
} from '../catalog/DatabaseSchema';
import { commentLiteral } from './commentLiteral';
import { qualifiedName } from './qualifiedName';

/**
 * `CREATE STABLE` of a super table, with encodings, composite key, comment and KEEP.
 *
 * @internal
 */
export function createSuperTableStatement(
  database: string,
  table: SuperTableSchema,
  options?: { ifNotExists?: boolean },
): string {
  return [
    'CREATE STABLE',
    ...(options?.ifNotExists ? ['IF NOT EXISTS'] : []),
    qualifiedName(database, table.name),
    columnList(table.columns, { encodings: !table.virtual }),
    `TAGS ${columnList(table.tags, { encodings: false })}`,
    ...commentClause(table.comment),
    ...(table.keepMinutes === undefined
      ? []
      : [`KEEP ${wholeNumber(table.keepMinutes)}m`]),
    ...(table.virtual ? ['VIRTUAL 1'] : []),
  ].join(' ');
}

/**
 * `CREATE TABLE` of a normal table.
 *
 * @internal
 */
export function createNormalTableStatement(
  database: string,
  table: NormalTableSchema,
  options?: { ifNotExists?: boolean },
): string {
  return [
    'CREATE TABLE',
    ...(options?.ifNotExists ? ['IF NOT EXISTS'] : []),
    qualifiedName(database, table.name),
    columnList(table.columns, { encodings: true }),
    ...tableClauses(table),
  ].join(' ');
}

/**
 * The clauses that normal and child tables share.
 *
 * @internal
 */
export function tableClauses(table: {
  comment?: string;
  ttl?: number;
}): string[] {
  return [
    ...commentClause(table.comment),
    ...(table.ttl ? [`TTL ${wholeNumber(table.ttl)}`] : []),
  ];
}

function columnList(
  columns: readonly ColumnDefinition[],
  options: { encodings: boolean },
): string {
  const list = columns.map(column => {
    // The type goes into the statement as it is, and it comes from a file.
    typeFromName(column.type);
    return [
      quoteIdentifier(column.name),
      column.type,
      ...(column.compositeKey ? ['COMPOSITE KEY'] : []),
      ...(options.encodings ? encodingClauses(column) : []),
    ].join(' ');
  });
  return `(${list.join(', ')})`;
}

function encodingClauses({
  encode,
  compress,
  level,
}: ColumnDefinition): string[] {
  return [
    ...(encode ? [`ENCODE ${quoteString(encode)}`] : []),
    ...(compress ? [`COMPRESS ${quoteString(compress)}`] : []),
    ...(level ? [`LEVEL ${quoteString(level)}`] : []),
  ];
}

function commentClause(comment: string | undefined): string[] {
  return comment === undefined ? [] : [`COMMENT ${commentLiteral(comment)}`];
}

function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TypeError(`${value} is not a whole number`);
  }
  return value;
}
