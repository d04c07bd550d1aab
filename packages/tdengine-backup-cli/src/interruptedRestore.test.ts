import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultProxy } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { sftpServerProgram } from 'storage-servers';
import { RemotePlace } from './__testUtils__/RemotePlace';
import { TestBench } from './__testUtils__/TestBench';

jest.setTimeout(180_000);

const BIN = resolve(__dirname, '../bin/tdengine-backup');
const describeReal = sftpServerProgram ? describe : describe.skip;

/** Slow enough that a restore is still at it when it is interrupted. */
const BYTES_PER_SECOND = 24 * 1024;
const ROWS = 500;

describeReal('Ctrl-C during a restore over SFTP', () => {
  let bench: TestBench;
  let place: RemotePlace;
  let proxy: FaultProxy;
  let database: string;

  beforeAll(async () => {
    bench = await TestBench.start();
    place = await RemotePlace.start('sftp');
    proxy = await FaultProxy.start({ port: place.port });
    database = await bench.createMeters('plant');
    const values = Array.from(
      { length: ROWS },
      (_, index) =>
        `(${1_700_000_000_000 + index}, '${randomBytes(60).toString('hex')}')`,
    );
    await bench.client.execute(
      `CREATE TABLE ${database}.notes (ts TIMESTAMP, note VARCHAR(200))`,
    );
    await bench.client.execute(
      `INSERT INTO ${database}.notes VALUES ${values.join(' ')}`,
    );
    await bench.backUp([database], place.open());
    await place.writeConfig(bench.path('app-config.yaml'), {
      port: proxy.port,
    });
  });

  afterAll(async () => {
    await proxy?.close();
    await place?.close();
    await bench?.stop();
  });

  /** Interrupts a restore as soon as something is so. */
  async function interrupt(
    into: string,
    when: (printed: string) => Promise<boolean> | boolean,
  ) {
    proxy.slow(BYTES_PER_SECOND);
    const from = ['target:away', '--config', bench.path('app-config.yaml')];
    const child = spawn(
      process.execPath,
      [BIN, 'restore', ...from, '--to', bench.url, '--into', into, '--yes'],
      {
        env: { ...process.env, ...bench.env, ...place.env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const printed = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', chunk => {
        printed[name] += chunk;
      });
    }
    const closed = once(child, 'close');
    while (
      child.exitCode === null &&
      !(await when(printed.stdout + printed.stderr))
    ) {
      await sleep(20);
    }
    const interruptedAt = Date.now();
    child.kill('SIGINT');
    const [code] = await closed;
    proxy.reset();
    return { code, ...printed, seconds: (Date.now() - interruptedAt) / 1000 };
  }

  it('removes what it created, and says so and no more', async () => {
    const into = bench.name('begun');
    const { code, stdout, stderr, seconds } = await interrupt(
      into,
      async () => {
        const tables = await bench.query(
          `SELECT table_name FROM information_schema.ins_tables WHERE db_name = '${into}'`,
        );
        return tables.length > 0;
      },
    );
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: expect.stringMatching(
        new RegExp(
          `Removed: Database '${into}', which this restore had created\\nError: Interrupted\\n$`,
        ),
      ),
    });
    expect(stdout).not.toContain('is restored');
    expect(stderr).not.toMatch(/Stays behind|^\s+at /m);
    expect(seconds).toBeLessThan(30);
    expect(await bench.exists(into)).toBe(false);
  });

  it('has changed nothing while it only reads', async () => {
    const into = bench.name('unbegun');
    // After the plan it reads the backup whole.
    const { code, stdout, stderr } = await interrupt(into, printed =>
      printed.includes(into),
    );
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: expect.stringMatching(
        /Nothing was changed\.\nError: Interrupted\n$/,
      ),
    });
    expect(stdout).not.toContain('is restored');
    expect(await bench.exists(into)).toBe(false);
  });
});
