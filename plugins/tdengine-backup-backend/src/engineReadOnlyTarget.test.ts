import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { canLockFolders, lockFolder } from './__testUtils__/lockFolder';
import { TestScheduler } from './__testUtils__/TestScheduler';
import { anySignal, EngineSetup, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const engines = useEngines();

const KEY = { id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') };
const POWER = { instance: 'plant', scope: { databases: ['power'] } };
/** As root by a mount, as anybody else by modes. */
const REFUSED =
  /on target 'archive': (the file system is mounted read-only|the user this process runs as may not)/;

const whereLocked = canLockFolders() ? describe : describe.skip;

/** A portal that may read what another one wrote, and not write there. Root has to be allowed to mount for it. */
whereLocked('a target that may only be read', () => {
  let archive: string;
  let made: Backup[];
  let setup: EngineSetup;
  let scheduler: TestScheduler;
  let unlock: () => Promise<void>;

  async function write(): Promise<void> {
    const { engine } = await engines.start({
      knex: await databases.init('SQLITE_3'),
      config: { encryption: { keys: [KEY] } },
    });
    made = [];
    for (const [packaging, encrypt] of [
      ['folder', false],
      ['zip', false],
      ['tar.gz', true],
    ] as const) {
      const request = { ...POWER, packaging, encrypt, name: packaging };
      made.push(
        await engine.finished(await engine.backups.create(request, ALICE)),
      );
    }
    await engine.stop();
    archive = engine.directory;
  }

  beforeEach(async () => {
    await write();
    unlock = await lockFolder(archive);
    const directory = await fs.mkdtemp(join(tmpdir(), 'reading-portal-'));
    const folder = (name: string, path: string) => ({
      name,
      path,
      type: 'local',
    });
    scheduler = TestScheduler.create();
    setup = await engines.start({
      knex: await databases.init('SQLITE_3'),
      directory,
      scheduler,
      config: {
        encryption: { keys: [KEY] },
        storage: {
          path: directory,
          targets: [folder('own', directory), folder('archive', archive)],
        },
      },
    });
  });

  afterEach(async () => {
    await unlock();
  });

  /** Paths, sizes and times of all that is there. */
  async function contents(): Promise<string[]> {
    const names = await fs.readdir(archive, { recursive: true });
    const lines = names.map(async name => {
      const { size, mtimeMs } = await fs.stat(join(archive, name));
      return `${name} ${size} ${mtimeMs}`;
    });
    return (await Promise.all(lines)).sort();
  }

  async function search() {
    const { job } = await setup.engine.imports.rescan('archive', ALICE);
    await setup.engine.jobEnded(job!.id);
    return setup.engine.imports.lastRescan('archive');
  }

  it('is searched, verified and restored from, and nothing is written there', async () => {
    const { engine, lab, plant } = setup;
    await expect(
      fs.writeFile(join(archive, 'backups', 'x'), ''),
    ).rejects.toThrow();
    const before = await contents();
    expect(await search()).toMatchObject({
      job: { state: 'succeeded', error: undefined },
      result: { found: 3, added: 3, problems: [] },
    });
    await scheduler.run('tdengine-backup-housekeeping');
    for (const { id } of made) {
      await engine.backups.verify(id, ALICE);
      const { verifyJobId } = await engine.backups.get(id);
      expect(await engine.jobEnded(verifyJobId!)).toMatchObject({
        state: 'succeeded',
      });
      const request = {
        backupId: id,
        instance: 'lab',
        conflict: 'replace' as const,
      };
      const plan = await engine.restores.plan(request, anySignal);
      const restored = await engine.restored(
        await engine.restores.create(
          {
            ...request,
            planToken: plan.token,
            confirmation: plan.confirmation,
          },
          ALICE,
          anySignal,
        ),
      );
      expect(restored).toMatchObject({ state: 'succeeded', rows: 60 });
      expect(lab.read()).toEqual(plant.read());
    }
    expect((await search()).result).toMatchObject({ found: 3, added: 0 });
    expect(await contents()).toEqual(before);
  });

  it('says in words what would have to be written', async () => {
    const { engine, source } = setup;
    await search();
    const before = await contents();

    const onto = await engine.finished(
      await engine.backups.create({ ...POWER, targets: ['archive'] }, ALICE),
    );
    expect(onto).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(REFUSED),
    });
    expect(source.faults.reads).toEqual([]);

    const own = await engine.finished(
      await engine.backups.create({ ...POWER, targets: ['own'] }, ALICE),
    );
    await engine.backups.addCopy(own.id, 'archive', ALICE);
    const repair = (await engine.backups.jobs(own.id)).find(
      ({ type }) => type === 'repair',
    )!;
    await engine.jobEnded(repair.id);
    const { copies } = await engine.backups.get(own.id);
    expect(copies).toMatchObject([
      {
        target: 'archive',
        state: 'failed',
        error: expect.stringMatching(REFUSED),
      },
      { target: 'own', state: 'present' },
    ]);

    for (const { id, name } of made) {
      const { job } = await engine.backups.delete(id, name, ALICE);
      expect(await engine.jobEnded(job!.id)).toMatchObject({
        state: 'failed',
        error: expect.stringMatching(REFUSED),
      });
      expect(await engine.backups.get(id)).toMatchObject({
        state: 'deleting',
        error: expect.stringMatching(REFUSED),
      });
    }
    expect(await contents()).toEqual(before);
  });
});
