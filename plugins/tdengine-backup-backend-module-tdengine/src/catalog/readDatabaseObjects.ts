import { quoteIdentifier, quoteString, TDengineClient } from 'tdengine-client';
import { qualifiedName } from '../ddl/qualifiedName';
import { queryRecords, textOf } from './queryRecords';
import {
  ObjectSource,
  objectOfStatement,
  readObjects,
  ReadObjects,
} from './readObjects';

/**
 * Reads indexes, TSMAs, views, topics and streams of a database, in an order in which they can be created.
 *
 * @internal
 */
export async function readDatabaseObjects(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<ReadObjects> {
  const where = ` WHERE db_name = ${quoteString(database)}`;
  const place = ` of database '${database}'`;
  const sources: ObjectSource[] = [
    {
      table: 'ins_indexes',
      many: 'indexes',
      where,
      toObject: row => {
        const name = textOf(row.index_name)!;
        const table = textOf(row.table_name)!;
        const tag = textOf(row.column_name)!;
        if (name === `${tag}_${table}`) {
          // The server itself makes one of the first tag.
          return undefined;
        }
        const type = textOf(row.index_type);
        return type === 'tag_index'
          ? {
              kind: 'index',
              name,
              statement: `CREATE INDEX ${quoteIdentifier(
                name,
              )} ON ${qualifiedName(database, table)} (${quoteIdentifier(
                tag,
              )})`,
            }
          : `Index '${name}'${place} is not in the backup: the server does not tell the statement of a '${type}'`;
      },
    },
    {
      table: 'ins_tsmas',
      many: 'TSMAs',
      where,
      toObject: row =>
        objectOfStatement(
          'tsma',
          textOf(row.tsma_name)!,
          textOf(row.create_sql),
          { place },
        ),
    },
    {
      table: 'ins_views',
      many: 'views',
      where,
      toObject: row => {
        const name = textOf(row.view_name)!;
        return objectOfStatement('view', name, textOf(row.query_sql), {
          place,
          prefix: `CREATE VIEW ${qualifiedName(database, name)} AS `,
        });
      },
    },
    {
      table: 'ins_topics',
      many: 'topics',
      where,
      toObject: row =>
        objectOfStatement('topic', textOf(row.topic_name)!, textOf(row.sql), {
          place,
        }),
    },
    {
      table: 'ins_streams',
      many: 'streams',
      where,
      toObject: row =>
        objectOfStatement('stream', textOf(row.stream_name)!, textOf(row.sql), {
          place,
        }),
    },
  ];
  return readObjects(client, sources, { ...options, place });
}

/** What exists, by kind and name; topics of all databases, since their names are the server's. */
const NAMES = [
  ['index', 'ins_indexes', 'index_name', true],
  ['tsma', 'ins_tsmas', 'tsma_name', true],
  ['view', 'ins_views', 'view_name', true],
  ['topic', 'ins_topics', 'topic_name', false],
  ['stream', 'ins_streams', 'stream_name', true],
] as const;

/**
 * Which objects a restore would meet: `topic t1` with the database it is on.
 *
 * @internal
 */
export async function readObjectNames(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, table, column, ofDatabase] of NAMES) {
    try {
      const rows = await queryRecords(
        client,
        `SELECT ${column}, db_name FROM information_schema.${table}${
          ofDatabase ? ` WHERE db_name = ${quoteString(database)}` : ''
        }`,
        options,
      );
      for (const row of rows) {
        names.set(`${kind} ${textOf(row[column])}`, textOf(row.db_name)!);
      }
    } catch {
      // A server without such objects has none in the way.
      options.signal.throwIfAborted();
    }
  }
  return names;
}
