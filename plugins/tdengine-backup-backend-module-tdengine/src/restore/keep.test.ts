import {
  BackupSetReader,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-node';
import { TestBench } from '../__testUtils__/TestBench';
import { BackupContents } from './BackupContents';
import { countOlderRows } from './countOlderRows';
import { extendKeep, keepLimit, keepMilliseconds } from './planKeep';
import { planRestore } from './planRestore';

jest.setTimeout(120_000);

const DAY = 86_400_000;

describe('KEEP', () => {
  it('is read and extended', () => {
    expect(keepMilliseconds('100d,200d,300d')).toBe(300 * DAY);
    expect(keepMilliseconds('14400m')).toBe(10 * DAY);
    expect(keepMilliseconds('48h')).toBe(2 * DAY);
    expect(keepMilliseconds('null')).toBeUndefined();
    const now = Date.parse('2025-06-01T10:30:00Z');
    expect(keepLimit(DAY, 'us', now)).toBe(
      BigInt(Date.parse('2025-05-31T12:00:00Z')) * 1000n,
    );
    expect(extendKeep('10d,20d,30d', BigInt(now - 100 * DAY), 'ms', now)).toBe(
      '10d,20d,102d',
    );
  });

  describe.each(['native', 'parquet', 'csv'])('of a backup as %s', format => {
    let bench: TestBench;
    let database: string;
    let set: BackupSetReader;
    const now = Date.now();

    beforeAll(async () => {
      bench = await TestBench.start();
      database = bench.name('keep');
      await bench.client.execute(
        `CREATE DATABASE ${database} VGROUPS 1 DURATION 1d KEEP 100d`,
      );
      await bench.client.execute(
        `CREATE STABLE ${database}.st (ts TIMESTAMP, v INT) TAGS (t INT)`,
      );
      await bench.client.execute(
        `INSERT INTO ${database}.d1 USING ${database}.st TAGS (1) VALUES (${
          now - 99 * DAY
        }, 1) (${now}, 2)`,
      );
      await bench.client.execute(
        `CREATE STABLE ${database}.fresh (ts TIMESTAMP, v INT) TAGS (t INT)`,
      );
      await bench.client.execute(
        `INSERT INTO ${database}.young USING ${database}.fresh TAGS (1) VALUES (${now}, 3)`,
      );
      set = await bench.backUp({ databases: [database] }, { format });
    });

    afterAll(() => bench.close());

    function noteOf({ objects }: RestorePlan, table: string) {
      return objects.find(({ name }) => name === table)?.notes;
    }

    async function plan(days: number, target: string, keep?: string) {
      return planRestore(
        bench.client,
        set,
        {
          instance: 'test',
          conflict: 'merge',
          batchSize: 1000,
          parallelism: 1,
          rename: { [database]: target },
          ...(keep && { options: { keep } }),
        },
        bench.run(),
        { writable: true, now: now + days * DAY },
      );
    }

    it('lets rows through that are young enough', async () => {
      const { blockers, warnings } = await plan(0, bench.name('young'));
      expect({ blockers, warnings }).toEqual({ blockers: [], warnings: [] });
    });

    it('blocks rows that would be refused, and names the option', async () => {
      const { blockers, objects } = await plan(5, bench.name('old'));
      expect(objects.map(({ name, notes }) => [name, notes])).toEqual([
        [undefined, []],
        ['fresh', []],
        ['st', ['1 row older than KEEP 100d,100d,100d, would be refused']],
      ]);
      expect(blockers).toEqual([
        expect.stringMatching(
          /^KEEP 100d,100d,100d of database .* is too short for 1 row of the backup, which would be refused; set the option keep to 'extend'.*'drop'/,
        ),
      ]);
    });

    it('says the most that it can be where reading would take too long', async () => {
      const signal = new AbortController().signal;
      const counted = await countOlderRows(
        await BackupContents.open(set, { signal }),
        {
          database,
          target: database,
          action: 'create',
          overrides: {},
          window: {},
          superTables: [{ name: 'st', action: 'create', only: ['d1'] }],
          normalTables: [],
          virtualTables: [],
          objects: [],
        },
        BigInt(now),
        { signal, bytesRead: 0 },
      );
      expect(counted).toEqual(new Map([['st', { rows: 2, exact: false }]]));
    });

    it('extends the KEEP of a database that it creates', async () => {
      const extending = await plan(5, bench.name('extended'), 'extend');
      const { blockers, warnings, state } = extending;
      expect(noteOf(extending, 'st')).toEqual([
        '1 row older than KEEP 100d,100d,100d, kept by a longer one',
      ]);
      expect(blockers).toEqual([]);
      expect(warnings).toEqual([
        expect.stringMatching(/created with KEEP 100d,100d,106d instead/),
      ]);
      expect(state).toMatchObject({
        databases: [{ overrides: { keep: '100d,100d,106d' } }],
      });
    });

    it('does not change the KEEP of a database that exists', async () => {
      const { blockers } = await plan(5, database, 'extend');
      expect(blockers).toEqual([
        expect.stringMatching(
          /the database exists, so its KEEP is not changed/,
        ),
      ]);
    });

    it('leaves the old rows out where asked, and counts without them', async () => {
      const target = bench.name('dropped');
      const run = bench.run();
      const dropping = await plan(5, target, 'drop');
      expect(noteOf(dropping, 'st')).toEqual([
        '1 row older than KEEP 100d,100d,100d, left out',
      ]);
      expect(dropping.warnings).toEqual([
        expect.stringMatching(
          /is too short for 1 row of the backup; what is too old is left out/,
        ),
      ]);
      for (const unit of dropping.units) {
        await bench.source.apply(run, set, dropping, unit);
      }
      expect(
        await bench.source.check(run, set, dropping, dropping.checks[0]),
      ).toMatchObject({ fileRows: 1, targetRows: 1, differing: 0 });
      expect(await bench.query(`SELECT v FROM ${target}.st`)).toEqual([[2]]);
    });
  });

  it('refuses an instance that is not to be written to', async () => {
    const bench = await TestBench.start({ writable: false });
    const database = await bench.createMeters('readonly');
    const set = await bench.backUp({ databases: [database] });
    const { blockers } = await bench.plan(set, {
      rename: { [database]: bench.name('readonly_copy') },
    });
    expect(blockers).toEqual([
      expect.stringMatching(/Instance 'test' is not to be written to/),
    ]);
    await bench.close();
  });
});
