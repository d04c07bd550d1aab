import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import {
  BackupSetReader,
  DamagedBackupError,
} from 'backstage-plugin-tdengine-backup-node';
import { startSimulator, Simulator } from 'tdengine-simulator';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

describe('damaged parts', () => {
  let bench: TestBench;

  beforeAll(async () => {
    bench = await TestBench.start();
  });

  afterAll(() => bench.close());

  it.each(['native', 'parquet', 'csv'])(
    'are refused by name before anything of them is written, as %s',
    async format => {
      const database = await bench.createMeters(`damaged_${format}`);
      const run = bench.run();
      const set = await bench.backUp(
        { databases: [database] },
        { run, format },
      );
      const { path } = set.manifest.files.find(
        file => file.kind === 'rows' && file.path.includes('/meters/'),
      )!;
      const [file] = (
        await fs.readdir(run.temporaryDirectory, { recursive: true })
      ).filter(name => name.endsWith(path));
      const location = join(run.temporaryDirectory, file);
      const bytes = await fs.readFile(location);
      const copy = bench.name(`damaged_${format}_copy`);
      for (const position of [200, 400, bytes.byteLength - 40]) {
        const damaged = Buffer.from(bytes);
        damaged[Math.min(position, bytes.byteLength - 1)] ^= 4;
        await fs.writeFile(location, damaged);
        await bench.client.execute(`DROP DATABASE IF EXISTS ${copy}`);
        const error = await bench
          .restore(set, { rename: { [database]: copy } })
          .catch(reason => reason);
        expect(error).toBeInstanceOf(DamagedBackupError);
        expect(error.message).toContain(path);
      }
    },
  );
});

describe('faults of the server', () => {
  let simulator: Simulator;
  let bench: TestBench;
  let database: string;
  let set: BackupSetReader;

  beforeAll(async () => {
    // A server shows no faults on demand.
    simulator = await startSimulator({ port: 0 });
    bench = await TestBench.start(undefined, {
      kind: 'simulator',
      connection: { url: simulator.url, user: 'root', password: 'taosdata' },
      close: () => simulator.close(),
    });
    database = await seed(simulator);
    set = await bench.backUp({ databases: [database] });
  });

  afterEach(() => simulator.faults.clear());

  afterAll(() => bench.close());

  async function seed(server: Simulator): Promise<string> {
    const execute = (sql: string) => server.execute(sql);
    await execute('CREATE DATABASE power VGROUPS 1 KEEP 36500');
    await execute(
      'CREATE STABLE power.meters (ts TIMESTAMP, v INT) TAGS (t INT)',
    );
    for (let table = 0; table < 5; table++) {
      const rows = Array.from(
        { length: 3000 },
        (_, row) => `(${1735689600000 + row}, ${row})`,
      );
      await execute(
        `INSERT INTO power.d${table} USING power.meters TAGS (${table}) VALUES ${rows.join(
          ' ',
        )}`,
      );
    }
    return 'power';
  }

  it('end a backup with an error, never with fewer rows', async () => {
    simulator.faults.inject({
      kind: 'dropConnection',
      afterBlocks: 2,
      sql: /SELECT tbname, `ts`/i,
    });
    await expect(bench.backUp({ databases: [database] })).rejects.toThrow();
    simulator.faults.clear();
    simulator.faults.inject({
      kind: 'shortResult',
      afterBlocks: 2,
      sql: /SELECT tbname, `ts`/i,
    });
    await expect(bench.backUp({ databases: [database] })).rejects.toThrow(
      /Rows of power\.meters differ/,
    );
    simulator.faults.clear();
    simulator.faults.inject({
      kind: 'fetchError',
      afterBlocks: 1,
      code: 0x0903,
      message: 'Sync timeout',
      sql: /SELECT tbname, `ts`/i,
    });
    await expect(bench.backUp({ databases: [database] })).rejects.toThrow(
      /Sync timeout/,
    );
  });

  it('that pass are waited out by a restore', async () => {
    simulator.faults.inject({
      kind: 'refuseWrites',
      afterRows: 5000,
      code: 0x0914,
      message: 'restore not finish',
      times: 2,
    });
    simulator.faults.inject({
      kind: 'error',
      sql: /^CREATE STABLE/i,
      code: 0x0396,
      message: 'Database is being created',
      times: 1,
    });
    const { checks } = await bench.restore(set, {
      rename: { [database]: 'waited' },
    });
    expect(checks[0]).toMatchObject({ targetRows: 15000, differing: 0 });
  });

  it('that stay end a restore, which is then taken back', async () => {
    simulator.faults.inject({
      kind: 'refuseWrites',
      afterRows: 5000,
      code: 0x060b,
      message: 'Timestamp data out of range',
    });
    const run = bench.run();
    await expect(
      bench.restore(set, { rename: { [database]: 'refused' } }, run),
    ).rejects.toThrow(/out of range|outside the KEEP period/);
    simulator.faults.clear();
    const plan = await bench.plan(set, { rename: { [database]: 'refused' } });
    expect((await bench.source.rollBack(run, plan)).removed).toEqual([
      "Database 'refused', which this restore had created",
    ]);
  });

  it('drops options that an older server does not know, and says so', async () => {
    simulator.faults.inject({
      kind: 'error',
      sql: /^CREATE DATABASE .*STT_TRIGGER/i,
      code: 0x2600,
      message: 'syntax error near "stt_trigger 2"',
    });
    const run = bench.run();
    await bench.restore(set, { rename: { [database]: 'older' } }, run);
    expect(run.logs).toContainEqual({
      level: 'warn',
      message:
        'This server does not take some options of database older: STT_TRIGGER',
    });
  });
});
