import fc from 'fast-check';
import { TestBench } from '../__testUtils__/TestBench';
import {
  arbitraryDatabase,
  createArbitraryDatabase,
} from '../__testUtils__/arbitraryDatabase';
import { compareDatabases } from '../testUtils';

/** A few by default; `PROPERTY_RUNS=500` for who has the time. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 6);

jest.setTimeout(60_000 + RUNS * 20_000);

describe('databases of chance', () => {
  let bench: TestBench;

  beforeAll(async () => {
    bench = await TestBench.start();
  });

  afterAll(() => bench.close());

  it.each(['native', 'csv', 'parquet'])(
    'come back as they were, as %s',
    async format => {
      let number = 0;
      await fc.assert(
        fc.asyncProperty(arbitraryDatabase, async wanted => {
          const database = bench.name(`chance_${format}_${number++}`);
          const copy = bench.name(`${database.slice(12)}_copy`);
          await createArbitraryDatabase(bench.client, database, wanted);
          try {
            const set = await bench.backUp(
              { databases: [database] },
              { format },
            );
            await bench.restore(set, { rename: { [database]: copy } });
            const { differences, rows } = await compareDatabases(
              bench.client,
              database,
              bench.client,
              copy,
            );
            expect(differences).toEqual([]);
            expect(rows).toBe(
              wanted.tables
                .flatMap(({ children }) => children)
                .reduce((sum, child) => sum + child.rows.length, 0),
            );
          } finally {
            await bench.client.execute(`DROP DATABASE IF EXISTS ${copy}`);
            await bench.client.execute(`DROP DATABASE ${database}`);
          }
        }),
        { numRuns: RUNS },
      );
    },
  );
});
