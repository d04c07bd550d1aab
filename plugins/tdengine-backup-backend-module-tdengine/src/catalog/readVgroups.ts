import { JsonObject } from '@backstage/types';
import { quoteString, TDengineClient } from 'tdengine-client';
import { numberOf, queryRecords, textOf } from './queryRecords';

/**
 * The version each vgroup of a database has applied and committed: equal ones before and after a backup prove that the
 * vgroup's rows did not move meanwhile.
 *
 * @returns by vgroup id, `applied/committed` of the leader
 * @internal
 */
export async function readVgroups(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<JsonObject> {
  const rows = await queryRecords(
    client,
    `SELECT * FROM information_schema.ins_vgroups WHERE db_name = ${quoteString(
      database,
    )}`,
    options,
  );
  const versions: JsonObject = {};
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
