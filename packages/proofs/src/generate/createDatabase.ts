import { quoteIdentifier, TDengineClient } from 'tdengine-client';

/** Makes an empty database that keeps rows of any year, in place of one of that name. */
export async function createDatabase(
  client: TDengineClient,
  name: string,
): Promise<void> {
  const database = quoteIdentifier(name);
  await client.execute(`DROP DATABASE IF EXISTS ${database}`);
  await client.execute(
    `CREATE DATABASE ${database} VGROUPS 4 KEEP 36500 PRECISION 'ms'`,
  );
}
