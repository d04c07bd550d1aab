import { JsonObject } from '@backstage/types';
import { quoteString, TDengineClient, TDengineError } from 'tdengine-client';
import { numberOf, queryRecords, Row, textOf } from './queryRecords';

/**
 * The version each vgroup of a database has applied and committed: equal ones before and after a backup prove that the
 * vgroup's rows did not move meanwhile.
 *
 * @returns by vgroup id, `applied/committed` of the leader; empty where the user may not see them
 * @internal
 */
export async function readVgroups(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<JsonObject> {
  const versions: JsonObject = {};
  let rows: Row[];
  try {
    rows = await queryRecords(
      client,
      `SELECT * FROM information_schema.ins_vgroups WHERE db_name = ${quoteString(
        database,
      )}`,
      options,
    );
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof TDengineError) || error.code === undefined) {
      throw error;
    }
    // A user without the right to see the cluster can read the rows all the same.
    return versions;
  }
  for (const row of rows) {
    const leader =
      [1, 2, 3, 4].find(replica =>
        /leader/.test(textOf(row[`v${replica}_status`]) ?? ''),
      ) ?? 1;
    versions[String(numberOf(row.vgroup_id))] =
      textOf(row[`v${leader}_applied/committed`]) ?? null;
  }
  return versions;
}
