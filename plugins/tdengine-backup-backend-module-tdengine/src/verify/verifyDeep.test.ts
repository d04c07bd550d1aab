import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

describe.each(['native', 'csv', 'parquet'])(
  'a deep verification of %s',
  format => {
    let bench: TestBench;
    let database: string;
    let set: BackupSetReader;

    beforeAll(async () => {
      bench = await TestBench.start();
      database = await bench.createMeters(`deep_${format}`);
      set = await bench.backUp({ databases: [database] }, { format });
    });

    afterAll(() => bench.close());

    const verify = () => bench.source.verifyDeep(bench.run(), set, 'test');
    const meters = async () =>
      (await verify()).tables.find(({ stable }) => stable === 'meters');

    it('finds every value as it was, then tells what changed from what differs', async () => {
      const { tables } = await verify();
      expect(tables).toEqual([
        {
          database,
          stable: 'meters',
          equalTables: 2,
          changedTables: 0,
          differingTables: 0,
          equalRows: 5,
          differing: [],
        },
        expect.objectContaining({
          stable: 'events',
          equalTables: 1,
          equalRows: 2,
        }),
      ]);

      await bench.client.execute(
        `INSERT INTO ${database}.m1 VALUES ('2025-01-02T00:00:00Z', 2, '')`,
      );
      expect(await meters()).toMatchObject({
        equalTables: 1,
        equalRows: 2,
        differingTables: 1,
        differing: ['m1'],
      });
      expect((await verify()).unmovedDatabases).not.toContain(database);

      await bench.client.execute(
        `INSERT INTO ${database}.m1 VALUES ('2026-01-02T00:00:00Z', 2, '')`,
      );
      await bench.client.execute(`DROP TABLE ${database}.m2`);
      expect(await meters()).toMatchObject({
        equalTables: 0,
        changedTables: 2,
        differingTables: 0,
      });

      await bench.client.execute(
        `ALTER TABLE ${database}.events RENAME COLUMN level other`,
      );
      expect((await verify()).tables[1]).toMatchObject({
        stable: 'events',
        changedTables: 1,
        reason: expect.stringContaining('cannot be read as it was'),
      });
    });
  },
);
