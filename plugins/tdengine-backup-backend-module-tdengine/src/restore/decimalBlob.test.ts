import { TestBench } from '../__testUtils__/TestBench';
import { compareDatabases } from '../testUtils';

jest.setTimeout(120_000);

describe('tables with DECIMAL and BLOB', () => {
  let bench: TestBench;

  beforeAll(async () => {
    bench = await TestBench.start();
  });

  afterAll(() => bench.close());

  async function backUp(name: string, columns: string, rows: string) {
    const database = bench.name(name);
    await bench.client.execute(
      `CREATE DATABASE ${database} VGROUPS 1 KEEP 36500`,
    );
    await bench.client.execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP, ${columns}) TAGS (t INT)`,
    );
    await bench.client.execute(
      `CREATE TABLE ${database}.c1 USING ${database}.st TAGS (1)`,
    );
    await bench.client.execute(`INSERT INTO ${database}.c1 VALUES ${rows}`);
    const set = await bench.backUp({ databases: [database] });
    const copy = bench.name(`${name}_copy`);
    return { database, set, copy };
  }

  it('come back where the server stores them right', async () => {
    const { database, set, copy } = await backUp(
      'dense',
      'd DECIMAL(30, 4), a BIGINT, b BIGINT, body BLOB',
      "(1700000000000, 12345678901234567890.1234, 1, 2, '\\x00ff') (1700000000001, -0.0001, 1, 2, 'text')",
    );
    expect(set.manifest.limitations).toContainEqual(
      expect.stringContaining(
        `Table '${database}.st' has DECIMAL and BLOB columns together`,
      ),
    );
    const { plan } = await bench.restore(set, { rename: { [database]: copy } });
    expect(
      plan.objects.find(({ name }) => name === 'st')?.notes.join(),
    ).toContain('its rows are read back');
    const { differences } = await compareDatabases(
      bench.client,
      database,
      bench.client,
      copy,
    );
    expect(differences).toEqual([]);
  });

  it('fail the restore by name where the server stores other decimals', async () => {
    const { database, set, copy } = await backUp(
      'sparse',
      'd DECIMAL(20, 4), body BLOB',
      '(1700000000000, 12345.6789, NULL) (1700000000001, 1.25, NULL)',
    );
    const outcome = await bench
      .restore(set, { rename: { [database]: copy } })
      .then(
        () => 'restored',
        (error: Error) => error.message,
      );
    // The simulator has no such fault.
    expect(outcome).toContain(
      bench.server.kind === 'simulator'
        ? 'restored'
        : `Table '${copy}.c1': the server stored other values than it was given in 2 of 2 rows`,
    );
  });

  it('of decimals of up to 18 digits are nothing special', async () => {
    const { set } = await backUp(
      'short',
      'd DECIMAL(18, 4), body BLOB',
      '(1700000000000, 1.25, NULL)',
    );
    expect(set.manifest.limitations.join()).not.toContain('DECIMAL and BLOB');
  });
});
