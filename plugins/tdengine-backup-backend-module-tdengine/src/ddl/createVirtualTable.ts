import { quoteIdentifier, TDengineType, typeFromName } from 'tdengine-client';
import {
  ColumnReference,
  VirtualColumnDefinition,
  VirtualTableSchema,
} from '../catalog/DatabaseSchema';
import { tagFromJson } from '../tables/tagJson';
import { qualifiedName } from './qualifiedName';
import { tagLiteral } from './tagLiteral';

/**
 * `CREATE VTABLE` of a virtual table, the databases it refers to renamed.
 *
 * @param parentTags - the tags of its virtual super table
 * @param rename - what a database of the backup is called at the target
 * @throws Error naming the table where a tag has a value that SQL cannot express
 * @internal
 */
export function createVirtualTableStatement(
  database: string,
  table: VirtualTableSchema,
  parentTags: ReadonlyArray<{ name: string; type: TDengineType }>,
  rename: (database: string) => string,
  options?: { ifNotExists?: boolean },
): string {
  const head = [
    'CREATE VTABLE',
    ...(options?.ifNotExists ? ['IF NOT EXISTS'] : []),
    qualifiedName(database, table.name),
  ].join(' ');
  if (table.superTable === undefined) {
    const columns = table.columns.map(column => {
      typeFromName(column.type);
      return [
        quoteIdentifier(column.name),
        column.type,
        ...fromClause(column, rename),
      ].join(' ');
    });
    return `${head} (${columns.join(', ')})`;
  }
  const columns = table.columns
    .filter(({ from }) => from !== undefined)
    .map(column =>
      [quoteIdentifier(column.name), ...fromClause(column, rename)].join(' '),
    );
  const tags = parentTags.map(({ name, type }, index) => {
    const literal = tagLiteral(
      type,
      tagFromJson(type, table.tags?.[index] ?? null),
    );
    if (literal === undefined) {
      throw new Error(
        `Tag '${name}' of virtual table '${database}.${table.name}' has a value that SQL cannot express`,
      );
    }
    return literal;
  });
  return [
    head,
    ...(columns.length > 0 ? [`(${columns.join(', ')})`] : []),
    `USING ${qualifiedName(database, table.superTable)}`,
    `(${parentTags.map(({ name }) => quoteIdentifier(name)).join(', ')})`,
    `TAGS (${tags.join(', ')})`,
  ].join(' ');
}

function fromClause(
  { from }: VirtualColumnDefinition,
  rename: (database: string) => string,
): string[] {
  return from === undefined ? [] : [`FROM ${referenceText(from, rename)}`];
}

function referenceText(
  { database, table, column }: ColumnReference,
  rename: (database: string) => string,
): string {
  return `${qualifiedName(rename(database), table)}.${quoteIdentifier(column)}`;
}
