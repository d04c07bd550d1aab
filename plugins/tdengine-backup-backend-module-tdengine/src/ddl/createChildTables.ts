import { quoteIdentifier, TDengineType } from 'tdengine-client';
import { TableListEntry } from '../tables/TableListEntry';
import { tableClauses } from './createTableStatement';
import { qualifiedName } from './qualifiedName';
import { tagLiteral } from './tagLiteral';

/** A statement may have 1 MiB; some of it stays free for what the protocol adds. */
const LONGEST_STATEMENT = 1_000_000;
const MOST_TABLES = 2000;

/**
 * The super table that child tables are made of.
 *
 * @internal
 */
export interface ChildTableParent {
  database: string;
  superTable: string;
  tags: Array<{ name: string; type: TDengineType }>;
}

/**
 * Statements that create child tables, many in each. Tables that no statement can describe are handed to `bound`: one
 * of their tags has a value without a literal.
 *
 * @internal
 */
export function* createChildTableStatements(
  parent: ChildTableParent,
  tables: Iterable<TableListEntry>,
  bound: (table: TableListEntry) => void,
): Generator<{ sql: string; tables: number }> {
  const names = parent.tags.map(({ name }) => quoteIdentifier(name));
  const using = `USING ${qualifiedName(
    parent.database,
    parent.superTable,
  )} (${names.join(',')})`;
  let sql = '';
  let bytes = 0;
  let count = 0;
  for (const table of tables) {
    const clause = childTableClause(parent, using, table);
    if (clause === undefined) {
      bound(table);
      continue;
    }
    const size = Buffer.byteLength(clause);
    if (
      count > 0 &&
      (count === MOST_TABLES || bytes + size > LONGEST_STATEMENT)
    ) {
      yield { sql, tables: count };
      count = 0;
    }
    if (count === 0) {
      sql = 'CREATE TABLE';
      bytes = sql.length;
    }
    sql += clause;
    bytes += size;
    count++;
  }
  if (count > 0) {
    yield { sql, tables: count };
  }
}

function childTableClause(
  { database, tags }: ChildTableParent,
  using: string,
  table: TableListEntry,
): string | undefined {
  const literals = tags.map(({ type }, index) =>
    tagLiteral(type, table.tags[index]),
  );
  if (literals.includes(undefined)) {
    return undefined;
  }
  return [
    ` IF NOT EXISTS ${qualifiedName(database, table.name)} ${using}`,
    `TAGS (${literals.join(',')})`,
    ...tableClauses(table),
  ].join(' ');
}
