import { quoteString, TDengineClient } from 'tdengine-client';
import { queryRecords, Row, textOf } from './queryRecords';

interface ObjectKind {
  table: string;
  name: string;
  one: string;
  many: string;
  /** Whether a row is something a person made. */
  counts?: (row: Row) => boolean;
}

const OF_DATABASE: readonly ObjectKind[] = [
  { table: 'ins_topics', name: 'topic_name', one: 'Topic', many: 'Topics' },
  { table: 'ins_streams', name: 'stream_name', one: 'Stream', many: 'Streams' },
  {
    table: 'ins_indexes',
    name: 'index_name',
    one: 'Index',
    many: 'Indexes',
    // The first tag is indexed by the server itself, under a name made of tag and super table.
    counts: row =>
      textOf(row.index_name) !==
      `${textOf(row.column_name)}_${textOf(row.table_name)}`,
  },
  { table: 'ins_views', name: 'view_name', one: 'View', many: 'Views' },
  { table: 'ins_tsmas', name: 'tsma_name', one: 'TSMA', many: 'TSMAs' },
];

const OF_SERVER: readonly ObjectKind[] = [
  {
    table: 'ins_users',
    name: 'name',
    one: 'User',
    many: 'Users',
    counts: row => textOf(row.name) !== 'root',
  },
  { table: 'ins_functions', name: 'name', one: 'Function', many: 'Functions' },
];

/**
 * Names what a database has that the backup does not hold.
 *
 * @internal
 */
export async function readLeftOutOfDatabase(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<string[]> {
  return readKinds(client, OF_DATABASE, ` of database '${database}'`, {
    ...options,
    where: ` WHERE db_name = ${quoteString(database)}`,
  });
}

/**
 * Names what the server has beside databases, none of which a backup holds.
 *
 * @internal
 */
export async function readLeftOutOfServer(
  client: TDengineClient,
  options: { signal: AbortSignal },
): Promise<string[]> {
  return readKinds(client, OF_SERVER, '', { ...options, where: '' });
}

async function readKinds(
  client: TDengineClient,
  kinds: readonly ObjectKind[],
  place: string,
  options: { where: string; signal: AbortSignal },
): Promise<string[]> {
  const limitations: string[] = [];
  for (const kind of kinds) {
    let rows: Row[];
    try {
      rows = await queryRecords(
        client,
        `SELECT * FROM information_schema.${kind.table}${options.where}`,
        options,
      );
    } catch (error) {
      options.signal.throwIfAborted();
      limitations.push(
        `Whether there are ${kind.many.toLowerCase()}${place} could not be read: ${
          (error as Error).message
        }`,
      );
      continue;
    }
    const names = rows
      .filter(kind.counts ?? (() => true))
      .map(row => `'${textOf(row[kind.name])}'`);
    if (names.length > 0) {
      const noun = names.length === 1 ? kind.one : kind.many;
      const verb = names.length === 1 ? 'is' : 'are';
      limitations.push(
        `${noun} ${[...new Set(names)]
          .sort()
          .join(', ')}${place} ${verb} not in the backup`,
      );
    }
  }
  return limitations;
}
