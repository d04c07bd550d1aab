import { quoteIdentifier, quoteString, TDengineClient } from 'tdengine-client';
import { tableCondition } from '../backup/scanStatement';
import { qualifiedName } from '../ddl/qualifiedName';
import { TableListEntry } from '../tables/TableListEntry';
import { numberOf, queryRecords, textOf } from './queryRecords';

const NAMES_PER_QUERY = 500;

/**
 * Which child tables to read.
 *
 * @internal
 */
export interface ChildTableRequest {
  database: string;
  superTable: string;
  /** Names of the tags wanted, in the order wanted. */
  tags: readonly string[];
  /** Names of tables; all when absent. */
  tables?: readonly string[];
}

/**
 * Reads child tables with their tags, comments and TTL, tables without rows included; a block of the server at a time.
 *
 * @internal
 */
export async function* readChildTables(
  client: TDengineClient,
  request: ChildTableRequest,
  options: { signal: AbortSignal },
): AsyncGenerator<TableListEntry[]> {
  const { database, superTable, tags, tables } = request;
  const extras = await readExtras(client, database, superTable, options);
  const list = ['tbname', ...tags.map(quoteIdentifier)].join(', ');
  const select = `SELECT TAGS ${list} FROM ${qualifiedName(
    database,
    superTable,
  )}`;
  for (const condition of conditions(tables)) {
    const { blocks } = await client.scan(`${select}${condition}`, options);
    for await (const { rows, columns } of blocks) {
      const [names, ...values] = columns;
      yield Array.from({ length: rows }, (_, row) => {
        const name = textOf(names.value(row))!;
        return {
          name,
          // Bytes are views of the block, which is gone soon.
          tags: values.map(column => {
            const value = column.value(row);
            return value instanceof Uint8Array ? value.slice() : value;
          }),
          ...extras.get(name),
        };
      });
    }
  }
}

/** TTL and comments, of the few tables that have them. */
async function readExtras(
  client: TDengineClient,
  database: string,
  superTable: string,
  options: { signal: AbortSignal },
): Promise<Map<string, { ttl?: number; comment?: string }>> {
  const rows = await queryRecords(
    client,
    `SELECT table_name, \`ttl\`, table_comment FROM information_schema.ins_tables WHERE db_name = ${quoteString(
      database,
    )} AND stable_name = ${quoteString(
      superTable,
    )} AND (\`ttl\` > 0 OR table_comment IS NOT NULL)`,
    options,
  );
  return new Map(
    rows.map(row => {
      const ttl = numberOf(row.ttl);
      const comment = textOf(row.table_comment);
      return [
        textOf(row.table_name)!,
        { ...(ttl && { ttl }), ...(comment !== undefined && { comment }) },
      ];
    }),
  );
}

function* conditions(tables: readonly string[] | undefined): Generator<string> {
  if (!tables) {
    yield '';
    return;
  }
  for (let start = 0; start < tables.length; start += NAMES_PER_QUERY) {
    const names = tables.slice(start, start + NAMES_PER_QUERY);
    yield ` WHERE ${tableCondition(names)}`;
  }
}
