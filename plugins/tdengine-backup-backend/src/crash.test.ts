import { spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeData, fakeDatabase } from './testUtils/FakeServer';

jest.setTimeout(120_000);

const PROGRAM = join(__dirname, 'testUtils', 'engineProcess.ts');
const DATA: FakeData = {
  power: fakeDatabase(2, 2, 5),
  water: fakeDatabase(1, 2, 5),
};
const ROWS = 30;

interface Outcome {
  backups: Array<Record<string, unknown>>;
  restores: Array<Record<string, unknown>>;
  jobs: Array<Record<string, unknown>>;
  reads: string[];
  applies: string[];
}

let directory: string;

beforeEach(async () => {
  directory = await fs.mkdtemp(join(tmpdir(), 'backup-crash-'));
  await fs.writeFile(join(directory, 'plant.json'), JSON.stringify(DATA));
});

afterEach(async () => {
  await fs.rm(directory, { recursive: true, force: true });
});

/** Runs a backend to its end, or until it is killed at the fault point. */
async function run(
  action: string,
  fault?: string,
): Promise<Outcome | 'killed'> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      PROGRAM,
      directory,
      action,
    ],
    { env: { ...process.env, TDENGINE_BACKUP_FAULT: fault } },
  );
  const output: Record<'stdout' | 'stderr', string> = {
    stdout: '',
    stderr: '',
  };
  child.stdout.on('data', chunk => (output.stdout += chunk));
  child.stderr.on('data', chunk => (output.stderr += chunk));
  const [code, signal] = await new Promise<[number | null, string | null]>(
    resolve => child.on('close', (...end) => resolve(end)),
  );
  if (signal === 'SIGKILL') {
    return 'killed';
  }
  if (code !== 0) {
    throw new Error(`The backend ended with ${code}: ${output.stderr}`);
  }
  return JSON.parse(output.stdout);
}

async function runToEnd(action: string): Promise<Outcome> {
  const outcome = await run(action);
  if (outcome === 'killed') {
    throw new Error('The backend was killed');
  }
  return outcome;
}

async function temporary(): Promise<string[]> {
  return fs.readdir(join(directory, 'data', 'temp')).catch(() => []);
}

async function filesBelow(folder: string): Promise<string[]> {
  const path = join(directory, 'data', folder);
  const entries = await fs
    .readdir(path, { recursive: true, withFileTypes: true })
    .catch(() => []);
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

describe('a backend that is killed', () => {
  it.each([
    ['zip', 'backup.after-plan'],
    ['zip', 'backup.after-part:2'],
    ['zip', 'backup.after-unit'],
    ['folder', 'backup.after-unit:4'],
    ['zip', 'backup.after-data'],
    ['folder', 'backup.after-manifest'],
    ['zip', 'backup.after-pack'],
    ['tar.gz', 'backup.after-verify'],
    ['zip', 'backup.before-publish'],
    ['zip', 'backup.before-acknowledge'],
    ['folder', 'backup.after-publish'],
    ['zip', 'backup.before-settle'],
  ])('goes on with a backup as %s after %s', async (packaging, fault) => {
    expect(await run(`backup:${packaging}`, fault)).toBe('killed');

    const { backups, jobs, reads } = await runToEnd('none');
    expect(backups).toEqual([
      expect.objectContaining({
        state: 'available',
        verification: 'verified',
        row_count: ROWS,
        error: null,
      }),
    ]);
    expect(jobs).toEqual([
      expect.objectContaining({ state: 'succeeded', attempt: 2 }),
    ]);
    expect(await temporary()).toEqual([]);
    if (packaging !== 'folder') {
      expect(await filesBelow('backups')).toHaveLength(2);
    }
    if (fault === 'backup.after-data') {
      expect(reads).toEqual([]);
    }

    // What is left is read whole once more: nothing that is not in the manifest, nothing missing.
    const verified = await runToEnd('verify');
    expect(verified.jobs).toEqual([
      expect.objectContaining({ type: 'backup', state: 'succeeded' }),
      expect.objectContaining({ type: 'verify', state: 'succeeded' }),
    ]);
  });

  it('fails a backup that kills it again and again, and cleans up', async () => {
    expect(await run('backup:zip', 'backup.after-data')).toBe('killed');
    expect(await run('none', 'backup.after-data')).toBe('killed');
    expect(await run('none', 'backup.after-data')).toBe('killed');

    const { backups, jobs } = await runToEnd('none');
    expect(backups).toEqual([
      expect.objectContaining({
        state: 'failed',
        error: expect.stringMatching(/ended or was cut off in attempt 3 of 3/),
      }),
    ]);
    expect(jobs).toEqual([expect.objectContaining({ state: 'failed' })]);
    expect(await temporary()).toEqual([]);
    expect(await filesBelow('backups')).toEqual([]);
  });

  it('still knows why a backup failed when it is killed while cleaning up', async () => {
    expect(await run('too-large', 'backup.before-clean-up')).toBe('killed');

    const { backups } = await runToEnd('none');
    expect(backups).toEqual([
      expect.objectContaining({
        state: 'failed',
        error: expect.stringMatching(/larger than its limit of 400 B/),
      }),
    ]);
    expect(await temporary()).toEqual([]);
    expect(await filesBelow('backups')).toEqual([]);
  });

  it.each(['restore.before-roll-back', 'restore.after-roll-back'])(
    'removes what a failed restore created after %s',
    async fault => {
      await runToEnd('backup:zip');
      expect(await run('lossy-restore', fault)).toBe('killed');

      const { restores } = await runToEnd('none');
      expect(restores).toEqual([
        expect.objectContaining({
          state: 'failed',
          error: expect.stringMatching(
            /power\.st1_t1 has 4 rows where the backup has 5/,
          ),
          removed: JSON.stringify(['database power', 'database water']),
        }),
      ]);
      const left = await fs.readFile(join(directory, 'lab.json'), 'utf8');
      expect(JSON.parse(left)).toEqual({});
      expect(await temporary()).toEqual([]);
    },
  );

  it.each([
    'restore.after-plan',
    'restore.after-verify',
    'restore.before-record',
    'restore.after-unit:2',
    'restore.before-check',
    'restore.before-settle',
  ])('goes on with a restore after %s', async fault => {
    await runToEnd('backup:zip');
    expect(await run('restore', fault)).toBe('killed');

    const { restores, applies } = await runToEnd('none');
    expect(restores).toEqual([
      expect.objectContaining({
        state: 'succeeded',
        row_count: ROWS,
        error: null,
      }),
    ]);
    const restored = await fs.readFile(join(directory, 'lab.json'), 'utf8');
    expect(JSON.parse(restored)).toEqual(DATA);
    expect(await temporary()).toEqual([]);
    if (fault === 'restore.before-check') {
      expect(applies).toEqual([]);
    }
  });

  it.each([
    'delete.before-invalidate',
    'delete.after-invalidate',
    'delete.after-files',
  ])('goes on with a deletion after %s', async fault => {
    await runToEnd('backup:folder');
    expect(await run('delete', fault)).toBe('killed');

    const { backups } = await runToEnd('none');
    expect(backups).toEqual([
      expect.objectContaining({ state: 'deleted', name_key: null }),
    ]);
    expect(await filesBelow('backups')).toEqual([]);
    expect(await temporary()).toEqual([]);
  });
});
