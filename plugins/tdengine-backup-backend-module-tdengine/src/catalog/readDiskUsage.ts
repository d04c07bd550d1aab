import { TDengineClient } from 'tdengine-client';
import { numberOf, queryRecords, textOf } from './queryRecords';

const COLUMNS = ['data1', 'data2', 'data3', 'wal'] as const;

/**
 * Bytes on disk by database, as far as the server tells; empty where it has no such table (before 3.3.6).
 *
 * @internal
 */
export async function readDiskUsage(
  client: TDengineClient,
  options: { signal: AbortSignal },
): Promise<Map<string, number>> {
  const usage = new Map<string, number>();
  let rows;
  try {
    rows = await queryRecords(
      client,
      'SELECT * FROM information_schema.ins_disk_usage',
      options,
    );
  } catch (error) {
    options.signal.throwIfAborted();
    return usage;
  }
  for (const row of rows) {
    const database = textOf(row.db_name)!;
    const kibibytes = COLUMNS.reduce(
      (sum, column) => sum + (numberOf(row[column]) ?? 0),
      0,
    );
    usage.set(database, (usage.get(database) ?? 0) + kibibytes * 1024);
  }
  return usage;
}
