import { TDengineClient } from 'tdengine-client';
import { qualifiedName } from '../ddl/qualifiedName';
import { ColumnDefinition, ColumnReference } from './DatabaseSchema';
import { numberOf, queryRecords, Row, textOf } from './queryRecords';

const WITH_LENGTH: ReadonlySet<string> = new Set([
  'VARCHAR',
  'BINARY',
  'NCHAR',
  'VARBINARY',
  'GEOMETRY',
]);

/**
 * What `DESCRIBE` tells of a table.
 *
 * @internal
 */
export interface TableColumns {
  columns: ColumnDefinition[];
  tags: ColumnDefinition[];
  /** For virtual tables, by column: where it comes from. */
  references: ReadonlyMap<string, ColumnReference>;
}

/**
 * Reads columns and tags by `DESCRIBE`, the only place that has lengths, encodings and composite keys of tables of any
 * width: `SHOW CREATE` is cut without notice at 65 535 characters.
 *
 * @internal
 */
export async function readColumns(
  client: TDengineClient,
  database: string,
  table: string,
  options: { signal: AbortSignal },
): Promise<TableColumns> {
  const rows = await queryRecords(
    client,
    `DESCRIBE ${qualifiedName(database, table)}`,
    options,
  );
  const columns: ColumnDefinition[] = [];
  const tags: ColumnDefinition[] = [];
  const references = new Map<string, ColumnReference>();
  for (const row of rows) {
    const isTag = textOf(row.note) === 'TAG';
    (isTag ? tags : columns).push(toColumn(row, isTag));
    const reference = textOf(row.ref);
    if (reference) {
      references.set(
        textOf(row.field)!,
        parseReference(reference, `${database}.${table}`),
      );
    }
  }
  return { columns, tags, references };
}

/**
 * Reads a reference such as `power.d1.current`. Neither databases nor tables can have a dot in their names.
 *
 * @throws Error naming the virtual table
 * @internal
 */
export function parseReference(text: string, table: string): ColumnReference {
  const match = /^([^.]+)\.([^.]+)\.(.+)$/s.exec(text);
  if (!match) {
    throw new Error(
      `The server names the source of a column of virtual table '${table}' as '${text}', which is not database.table.column`,
    );
  }
  const [, database, name, column] = match;
  return { database, table: name, column };
}

function toColumn(row: Row, isTag: boolean): ColumnDefinition {
  const type = textOf(row.type)!;
  const column: ColumnDefinition = {
    name: textOf(row.field)!,
    type: WITH_LENGTH.has(type) ? `${type}(${numberOf(row.length)})` : type,
  };
  if (isTag) {
    return column;
  }
  const [encode, compress, level] = [row.encode, row.compress, row.level].map(
    textOf,
  );
  return {
    ...column,
    ...(textOf(row.note) === 'COMPOSITE KEY' && { compositeKey: true }),
    ...(encode && { encode }),
    ...(compress && { compress }),
    ...(level && { level }),
  };
}
