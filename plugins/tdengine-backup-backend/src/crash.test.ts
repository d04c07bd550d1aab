import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeData, fakeDatabase } from './__testUtils__/FakeServer';
import { runEngine } from './__testUtils__/runEngine';
import { runEngineUntil } from './__testUtils__/runEngineUntil';

jest.setTimeout(120_000);

const DATA: FakeData = {
  power: fakeDatabase(2, 2, 5),
  water: fakeDatabase(1, 2, 5),
};
const ROWS = 30;
/** Two schemas, a part for each of six tables, three counts, and the manifest. */
const FILES = 12;

let directory: string;

beforeEach(async () => {
  directory = await fs.mkdtemp(join(tmpdir(), 'backup-crash-'));
  await fs.writeFile(join(directory, 'plant.json'), JSON.stringify(DATA));
});

afterEach(async () => {
  await fs.rm(directory, { recursive: true, force: true });
});

const runUntil = (fault: string, action: string) =>
  runEngineUntil(directory, fault, action);

async function temporary(): Promise<string[]> {
  return fs.readdir(join(directory, 'data', 'temp')).catch(() => []);
}

async function filesBelow(folder: string, target = 'data'): Promise<string[]> {
  const path = join(directory, target, folder);
  const entries = await fs
    .readdir(path, { recursive: true, withFileTypes: true })
    .catch(() => []);
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

/** What lies there of backups, by path. */
async function contentsOf(target: string): Promise<Map<string, string>> {
  const folder = join(directory, target);
  const contents = new Map<string, string>();
  for (const path of (await filesBelow('backups', target)).sort()) {
    contents.set(path.slice(folder.length), await fs.readFile(path, 'hex'));
  }
  return contents;
}

describe('a backend that is killed', () => {
  // How, where, and how many of the five units are read again.
  it.each([
    ['zip', 'backup.after-plan', 5],
    ['zip', 'backup.after-part:2', 4],
    ['zip', 'backup.after-unit', 4],
    ['folder', 'backup.after-unit:4', 1],
    ['zip', 'backup.after-data', 0],
    ['folder', 'backup.after-manifest', 0],
    ['zip', 'backup.after-pack', 0],
    ['tar.gz', 'backup.after-verify', 0],
    ['zip', 'backup.before-publish', 0],
    ['zip', 'backup.before-acknowledge', 0],
    ['folder', 'backup.after-publish', 0],
    ['zip', 'backup.before-settle', 0],
  ])(
    'goes on with a backup as %s after %s',
    async (packaging, fault, again) => {
      await runUntil(fault, `backup:${packaging}`);

      const { backups, jobs, reads } = await runEngine(directory, 'none');
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
      expect(reads).toHaveLength(again);
      expect(await filesBelow('backups')).toHaveLength(
        packaging === 'folder' ? FILES : 2,
      );

      // What is left is read whole once more: nothing that is not in the manifest, nothing missing.
      const verified = await runEngine(directory, 'verify');
      expect(verified.jobs).toEqual([
        expect.objectContaining({ type: 'backup', state: 'succeeded' }),
        expect.objectContaining({ type: 'verify', state: 'succeeded' }),
      ]);
    },
  );

  it.each([
    ['folder', 'backup.after-part:3'],
    ['zip', 'backup.after-unit:2'],
    ['tar.gz', 'backup.after-data'],
  ])(
    'goes on with both copies of a backup as %s after %s',
    async (packaging, fault) => {
      await runUntil(fault, `copies:${packaging}`);

      const { backups, copies } = await runEngine(directory, 'none');
      expect(backups).toEqual([
        expect.objectContaining({ state: 'available', row_count: ROWS }),
      ]);
      expect(copies).toEqual([
        expect.objectContaining({ target: 'default', state: 'present' }),
        expect.objectContaining({ target: 'second', state: 'present' }),
      ]);
      expect(await contentsOf('second')).toEqual(await contentsOf('data'));
    },
  );

  it('keeps the copy that it published, and makes the other one out of it', async () => {
    await runUntil('backup.after-publish-one', 'copies:folder');

    const cut = await runEngine(directory, 'none');
    expect(cut.backups).toEqual([
      expect.objectContaining({ state: 'partially-failed', row_count: ROWS }),
    ]);
    expect(cut.reads).toEqual([]);
    expect(await filesBelow('backups', 'second')).toEqual([]);
    const { backups, reads } = await runEngine(directory, 'repair');
    expect(backups).toEqual([expect.objectContaining({ state: 'available' })]);
    expect(reads).toEqual([]);
    expect(await contentsOf('second')).toEqual(await contentsOf('data'));
  });

  it.each([
    ['folder', 'repair.after-object:4'],
    ['folder', 'repair.before-publish'],
    ['zip', 'repair.after-object'],
    ['zip', 'repair.after-copy'],
  ])('goes on with a copy as %s after %s', async (packaging, fault) => {
    await runEngine(directory, `backup:${packaging}`);
    await runUntil(fault, 'add-copy');

    const { backups, copies, jobs } = await runEngine(directory, 'none');
    expect(backups).toEqual([expect.objectContaining({ state: 'available' })]);
    expect(copies).toEqual([
      expect.objectContaining({ target: 'default', state: 'present' }),
      expect.objectContaining({
        target: 'second',
        state: 'present',
        verification: 'verified',
        repair_attempts: 0,
      }),
    ]);
    expect(jobs).toEqual([
      expect.objectContaining({ type: 'backup' }),
      expect.objectContaining({ type: 'repair', state: 'succeeded' }),
    ]);
    expect(await contentsOf('second')).toEqual(await contentsOf('data'));
  });

  it('fails a backup that kills it again and again, and cleans up', async () => {
    await runUntil('backup.after-data', 'backup:zip');
    await runUntil('backup.after-data', 'none');
    await runUntil('backup.after-data', 'none');

    const { backups, jobs } = await runEngine(directory, 'none');
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
    await runUntil('backup.before-clean-up', 'too-large');

    const { backups } = await runEngine(directory, 'none');
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
      await runEngine(directory, 'backup:zip');
      await runUntil(fault, 'lossy-restore');

      const { restores } = await runEngine(directory, 'none');
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

  // Where, and how many of the five units are written again.
  it.each([
    ['restore.after-plan', 5],
    ['restore.after-verify', 5],
    ['restore.before-record', 5],
    ['restore.after-unit:2', 3],
    ['restore.before-check', 0],
    ['restore.before-settle', 0],
  ])('goes on with a restore after %s', async (fault, again) => {
    await runEngine(directory, 'backup:zip');
    await runUntil(fault, 'restore');

    const { restores, applies } = await runEngine(directory, 'none');
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
    expect(applies).toHaveLength(again);
  });

  it.each([
    'delete.before-invalidate',
    'delete.after-invalidate',
    'delete.after-files',
  ])('goes on with a deletion after %s', async fault => {
    await runEngine(directory, 'backup:folder');
    await runUntil(fault, 'delete');

    const { backups } = await runEngine(directory, 'none');
    expect(backups).toEqual([
      expect.objectContaining({ state: 'deleted', name_key: null }),
    ]);
    expect(await filesBelow('backups')).toEqual([]);
    expect(await temporary()).toEqual([]);
  });
});

describe('a backend with a policy that is killed', () => {
  const FIRST = '2026-11-21T10:30:05Z';
  const SECOND = '2026-11-21T11:30:05Z';

  function outcomeOf(outcome: Awaited<ReturnType<typeof runEngine>>) {
    return {
      runs: outcome.policyRuns.map(({ planned_at, state }) => [
        new Date(planned_at as number).toISOString(),
        state,
      ]),
      backups: outcome.backups.map(({ state }) => state).sort(),
    };
  }

  beforeEach(async () => {
    await runEngine(directory, 'policy:2026-11-21T10:00:00Z');
  });

  it.each([
    'policy.before-commit',
    'policy.after-enqueue',
    'backup.after-part:2',
    'backup.before-settle',
    'policy.before-settle',
  ])('runs the planned time once: %s', async fault => {
    await runUntil(fault, `tick:${FIRST}`);
    const outcome = await runEngine(directory, `tick:${FIRST}`);
    expect(outcomeOf(outcome)).toEqual({
      runs: [['2026-11-21T10:30:00.000Z', 'ended']],
      backups: ['available'],
    });
    expect(await temporary()).toEqual([]);
  });

  it.each([
    'retention.begun',
    'policy.before-settle',
    'delete.before-invalidate',
    'delete.after-invalidate',
    'delete.after-files',
  ])('removes the backup before it whole: %s', async fault => {
    await runEngine(directory, `tick:${FIRST}`);
    await runUntil(fault, `tick:${SECOND}`);
    const outcome = await runEngine(directory, `tick:${SECOND}`);
    expect(outcomeOf(outcome)).toEqual({
      runs: [
        ['2026-11-21T10:30:00.000Z', 'ended'],
        ['2026-11-21T11:30:00.000Z', 'ended'],
      ],
      backups: ['available', 'deleted'],
    });
    const files = await filesBelow('backups');
    expect(files).not.toEqual([]);
    expect(files.filter(file => !file.includes('_113000'))).toEqual([]);
  });
});
