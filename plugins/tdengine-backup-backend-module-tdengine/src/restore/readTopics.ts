import { quoteString, TDengineClient } from 'tdengine-client';
import { queryRecords, textOf } from '../catalog/queryRecords';

/**
 * Topics on a database, sorted.
 *
 * @internal
 */
export async function readTopics(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<string[]> {
  const rows = await queryRecords(
    client,
    `SELECT topic_name FROM information_schema.ins_topics WHERE db_name = ${quoteString(
      database,
    )}`,
    options,
  );
  return rows.map(row => textOf(row.topic_name)!).sort();
}
