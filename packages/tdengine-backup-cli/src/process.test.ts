import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { TestBench } from './__testUtils__/TestBench';

jest.setTimeout(180_000);

const BIN = resolve(__dirname, '../bin/tdengine-backup');
const WRAPPER = resolve(__dirname, '../../../bin/tdengine-backup');
const { PATH } = process.env;
const execute = promisify(execFile);

describe('the command as a process', () => {
  let bench: TestBench;
  let database: string;
  let folder: string;

  beforeAll(async () => {
    bench = await TestBench.start();
    database = await bench.createMeters('plant');
    ({ folder } = await bench.backUp([database], bench.path('nas')));
  });

  afterAll(() => bench?.stop());

  it('restores, and ends', async () => {
    const into = bench.name('copy');
    const { stdout, stderr } = await execute(
      process.execPath,
      [BIN, 'restore', folder, '--to', bench.url, '--into', into, '--yes'],
      { env: { ...process.env, ...bench.env } },
    );
    expect(stderr).toBe('');
    expect(stdout).toContain('is restored: 4 rows of 3 tables');
    expect(await bench.exists(into)).toBe(true);
  });

  it('writes what nobody else may read', async () => {
    const out = bench.path('private');
    const { stdout } = await execute(process.execPath, [
      BIN,
      'extract',
      folder,
      '--out',
      out,
      '--json',
    ]);
    const [{ path }] = JSON.parse(stdout).files;
    const modes = await Promise.all(
      [out, path].map(async name => (await fs.stat(name)).mode & 0o777),
    );
    expect(modes.map(mode => mode & 0o077)).toEqual([0, 0]);
  });

  it('ends with the code, without a stack', async () => {
    await expect(
      execute(process.execPath, [BIN, 'verify', join(folder, 'none')]),
    ).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Error: There is nothing at [^\n]*\n$/),
    });
  });

  it('runs from anywhere by the command of the repository, which finds a Node', async () => {
    const options = {
      cwd: folder,
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${PATH}` },
    };
    const { stdout } = await execute(WRAPPER, ['show', '.'], options);
    expect(stdout).toMatch(/^Contents +3 tables, 4 rows$/m);
    await expect(
      execute(WRAPPER, ['show', '.', '--wrong'], options),
    ).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown option '--wrong'"),
    });
  });

  it('says nothing of a pipe that nobody reads any more', async () => {
    const child = spawn(process.execPath, [BIN, 'show', folder, '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('ends when it is interrupted', async () => {
    // Takes the question and never answers.
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const child = spawn(process.execPath, [BIN, 'portal', 'list'], {
      env: {
        ...process.env,
        TDENGINE_BACKUP_URL: `http://127.0.0.1:${port}`,
        TDENGINE_BACKUP_TOKEN: 'token',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    const closed = once(child, 'close');
    await once(silent, 'request');
    child.kill('SIGINT');
    const [code] = await closed;
    silent.closeAllConnections();
    silent.close();
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: 'Error: Interrupted\n',
    });
  });
});
