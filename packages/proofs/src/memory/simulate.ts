import { TDengineClient } from 'tdengine-client';
import { startSimulator } from 'tdengine-simulator';
import { createDatabase } from '../generate/createDatabase';
import { fillSuperTable } from '../generate/fillSuperTable';
import { meterColumns } from '../generate/meterColumns';

/** What a database is filled with. */
export interface SimulatedShape {
  tables: number;
  rowsPerTable: number;
}

/**
 * A simulated server in a process of its own, since the code of tests is transformed in a way that is several times
 * slower: fills databases of the given shapes, prints its address and serves until it is ended.
 */
async function main() {
  const shapes: Record<string, SimulatedShape> = JSON.parse(process.argv[2]);
  const { url } = await startSimulator();
  const client = TDengineClient.create({
    url,
    user: 'root',
    password: 'taosdata',
  });
  for (const [database, shape] of Object.entries(shapes)) {
    await createDatabase(client, database);
    await fillSuperTable(client, database, {
      name: 'meters',
      childPrefix: 'd',
      columns: meterColumns,
      variations: 4,
      ...shape,
    });
  }
  await client.close();
  console.log(url);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
