import { promises as fs } from 'node:fs';
import {
  CreateRestoreRequest,
  PlanRestoreRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { FakeData, fakeDatabase } from './__testUtils__/FakeServer';
import {
  anySignal,
  EngineSetup,
  gate,
  useEngines,
} from './__testUtils__/useEngines';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const engines = useEngines();

describe.each(databases.eachSupportedId())('a restore on %p', databaseId => {
  async function setUp(
    options: Partial<Parameters<typeof engines.start>[0]> = {},
  ) {
    const setup = await engines.start({
      knex: await databases.init(databaseId),
      ...options,
    });
    const backup = await setup.engine.finished(
      await setup.engine.backups.create(
        {
          instance: 'plant',
          scope: { databases: ['power'] },
          packaging: 'folder',
        },
        ALICE,
      ),
    );
    return { ...setup, backup };
  }

  /** Plans, and confirms what the plan asks for. */
  async function restore(
    { engine }: Pick<EngineSetup, 'engine'>,
    request: PlanRestoreRequest,
    more: Partial<CreateRestoreRequest> = {},
  ) {
    const plan = await engine.restores.plan(request, anySignal);
    return engine.restores.create(
      {
        ...request,
        planToken: plan.token,
        confirmation: plan.confirmation,
        ...more,
      },
      ALICE,
      anySignal,
    );
  }

  it('refuses what exists, and asks for a typed name before it replaces it', async () => {
    const setup = await setUp();
    const { engine, plant, backup } = setup;
    plant.change(data => {
      data.power.st1.st1_t1.push(77);
    });
    const request = { backupId: backup.id };
    const refused = await engine.restores.plan(request, anySignal);
    expect(refused).toMatchObject({
      instance: 'plant',
      blockers: ["Database 'power' exists already"],
    });
    await expect(restore(setup, request)).rejects.toThrow(
      "The restore cannot be done: Database 'power' exists already",
    );

    const replace = { ...request, conflict: 'replace' as const };
    const plan = await engine.restores.plan(replace, anySignal);
    expect(plan).toMatchObject({ confirmation: 'power', blockers: [] });
    await expect(
      restore(setup, replace, { confirmation: 'yes' }),
    ).rejects.toThrow("'confirmation' has to be 'power'");
    await expect(
      restore(
        setup,
        { ...request, conflict: 'merge' },
        {
          planToken: plan.token,
        },
      ),
    ).rejects.toThrow('The plan no longer holds');

    const done = await engine.restored(await restore(setup, replace));
    expect(done).toMatchObject({ state: 'succeeded', conflict: 'replace' });
    expect(plant.read()).toEqual({ power: fakeDatabase(2, 3, 10) });
  });

  it('is refused when the target changed since it was looked at', async () => {
    const { engine, lab, backup } = await setUp();
    const request = {
      backupId: backup.id,
      instance: 'lab',
      conflict: 'replace' as const,
    };
    const plan = await engine.restores.plan(request, anySignal);
    lab.change(data => {
      data.power = fakeDatabase(1, 1, 1);
    });
    await expect(
      engine.restores.create(
        { ...request, planToken: plan.token },
        ALICE,
        anySignal,
      ),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('fails without writing when the target changed while it waited', async () => {
    const setup = await setUp();
    const { engine, lab, backup } = setup;
    await engine.stop();
    const waiting = await restore(setup, {
      backupId: backup.id,
      instance: 'lab',
      conflict: 'replace',
    });
    lab.change(data => {
      data.power = fakeDatabase(1, 1, 1);
    });
    await engine.start();
    expect(await engine.restored(waiting)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/something else would be touched/),
      removed: [],
      remaining: [],
    });
    expect(lab.read()).toEqual({ power: fakeDatabase(1, 1, 1) });
  });

  const REPLACE = { instance: 'lab', conflict: 'replace' as const };

  it.each<[string, (data: FakeData) => void, string]>([
    [
      'tables',
      data => {
        data.power.precious = { p1: [], p2: [] };
      },
      'had 1 tables and 1 rows, and has 3 tables and 1 rows',
    ],
    [
      'rows',
      data => {
        data.power.st1.st1_t1.push(7, 8);
      },
      'had 1 tables and 1 rows, and has 1 tables and 3 rows',
    ],
    [
      'another table in place of one',
      data => {
        data.power.st1 = { other: [0] };
      },
      'had 1 tables and 1 rows, and has 1 tables and 1 rows, which are not the same ones',
    ],
  ])(
    'does not drop %s that came while it waited',
    async (_, arrive, difference) => {
      const setup = await setUp();
      const { engine, lab, backup } = setup;
      lab.change(data => {
        data.power = fakeDatabase(1, 1, 1);
      });
      await engine.stop();
      const waiting = await restore(setup, { backupId: backup.id, ...REPLACE });
      lab.change(arrive);
      const before = structuredClone(lab.read());
      await engine.start();
      expect(await engine.restored(waiting)).toMatchObject({
        state: 'failed',
        error: `What would be removed is no longer what was confirmed: 'power' ${difference}. Nothing was touched; see that nobody writes there, and plan it again`,
        removed: [],
        remaining: [],
      });
      expect(lab.read()).toEqual(before);
    },
  );

  it('does not drop what came while the backup was verified', async () => {
    const setup = await setUp();
    const { engine, source, lab, backup } = setup;
    lab.change(data => {
      data.power = fakeDatabase(1, 1, 1);
    });
    await engine.stop();
    const waiting = await restore(setup, { backupId: backup.id, ...REPLACE });
    const plan = source.planRestore.bind(source);
    source.planRestore = async (...args) => {
      const made = await plan(...args);
      lab.change(data => {
        data.power.precious ??= { p1: [1] };
      });
      return made;
    };
    await engine.start();
    expect(await engine.restored(waiting)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('and has 2 tables and 2 rows'),
    });
    expect(lab.read().power.precious).toEqual({ p1: [1] });
  });

  it('writes nothing of a damaged backup, and names the file', async () => {
    const setup = await setUp();
    const { engine, source, lab, backup } = setup;
    const part = (await engine.files('backups')).find(path =>
      path.includes('part-2-'),
    )!;
    await fs.appendFile(part, ' ');
    const done = await engine.restored(
      await restore(setup, { backupId: backup.id, instance: 'lab' }),
    );
    expect(done.state).toBe('failed');
    expect(done.error).toMatch(
      /The backup is damaged, so nothing was restored: .*part-2-/,
    );
    expect(source.faults.applies).toEqual([]);
    expect(lab.read()).toEqual({});

    // What was found is what everybody sees of the backup from now on.
    expect(await engine.backups.get(backup.id)).toMatchObject({
      state: 'corrupted',
      verification: 'failed',
      error: expect.stringMatching(/part-2-/),
    });
    expect(await engine.backups.verification(backup.id)).toMatchObject({
      ok: false,
      problems: [{ path: expect.stringMatching(/part-2-/) }],
    });
    const plan = await engine.restores.plan(
      { backupId: backup.id, instance: 'lab' },
      anySignal,
    );
    expect(plan.blockers).toEqual([
      `Backup '${backup.name}' is damaged; verify it again once its files are in order`,
    ]);
  });

  it('fails when a part is swapped after it was verified, and removes what it created', async () => {
    let part = '';
    const setup = await setUp({
      faults: {
        beforeApply: async unit => {
          if (unit.kind === 'rows') {
            const written = await fs.readFile(part, 'utf8');
            // As many bytes and rows, other values; at once, since another unit may be reading.
            const other = `${part}.${unit.id.replace(/\W/g, '-')}`;
            await fs.writeFile(other, written.replace(/\d\]/g, '7]'));
            await fs.rename(other, part);
          }
        },
      },
    });
    const { engine, lab, backup } = setup;
    part = (await engine.files('backups')).find(path =>
      path.includes('part-2-'),
    )!;
    const done = await engine.restored(
      await restore(setup, { backupId: backup.id, instance: 'lab' }),
    );
    expect(done).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(
        /'.*part-2-.*' is not what was written: its SHA-256 is another/,
      ),
      removed: ['database power'],
      remaining: [],
    });
    expect(lab.read()).toEqual({});
  });

  it('removes what it created when rows are missing in the end, and can be tried again', async () => {
    let lossy = true;
    const setup = await setUp({
      faults: { loseRow: table => lossy && table === 'st2_t3' },
    });
    const { engine, lab, backup } = setup;
    const failed = await engine.restored(
      await restore(setup, { backupId: backup.id, instance: 'lab' }),
    );
    expect(failed).toMatchObject({
      state: 'failed',
      error:
        'What was restored is not what is in the backup: power.st2_t3 has 9 rows where the backup has 10',
      removed: ['database power'],
      remaining: [],
      checks: [
        { table: 'st1', differing: 0 },
        {
          table: 'st2',
          fileRows: 30,
          targetRows: 29,
          differing: 1,
          differences: [{ table: 'st2_t3', file: 10, target: 9 }],
        },
      ],
    });
    expect(lab.read()).toEqual({});

    lossy = false;
    const again = await engine.restores.retry(failed.id, ALICE);
    expect(again).toMatchObject({
      state: expect.stringMatching(/queued|running/),
    });
    expect(again.error).toBeUndefined();
    expect(await engine.restored(again)).toMatchObject({
      id: failed.id,
      state: 'succeeded',
      rows: 60,
    });
  });

  it('says what stays behind of a merge', async () => {
    const setup = await setUp({
      faults: {
        beforeApply: async unit => {
          if (unit.id === 'rows power st2') {
            throw new Error('The table is gone');
          }
        },
      },
    });
    const { engine, lab, source, backup } = setup;
    lab.change(data => {
      data.power = {};
    });
    const done = await engine.restored(
      await restore(setup, {
        backupId: backup.id,
        instance: 'lab',
        conflict: 'merge',
      }),
    );
    expect(done).toMatchObject({
      state: 'failed',
      error: 'The table is gone',
      removed: [],
      remaining: ['rows written into database power'],
    });
    // Once, and once more.
    expect(
      source.faults.applies.filter(unit => unit === 'rows power st2'),
    ).toHaveLength(2);
    expect(lab.read()).toHaveProperty('power');
  });

  it('is cancelled, removes what it created, and holds its database until then', async () => {
    const writing = gate();
    const setup = await setUp({
      faults: {
        beforeApply: async (unit, signal) => {
          if (unit.kind === 'rows') {
            writing.open();
            await new Promise((_, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason));
            });
          }
        },
      },
    });
    const { engine, lab, backup, source } = setup;
    const request = { backupId: backup.id, instance: 'lab' };
    const running = await restore(setup, request);
    await writing.opened;
    await expect(
      restore(setup, { ...request, conflict: 'replace' }),
    ).rejects.toThrow(
      `'restore into lab/power' is in use by the restore job ${running.jobId}, which is running`,
    );
    await expect(
      engine.backups.delete(backup.id, backup.name, ALICE),
    ).rejects.toThrow(
      `Backup '${backup.name}' is being restored by job ${running.jobId}`,
    );
    await engine.restores.cancel(running.id, ALICE);
    expect(await engine.restored(running)).toMatchObject({
      state: 'cancelled',
      error: undefined,
      removed: ['database power'],
    });
    expect(lab.read()).toEqual({});

    source.faults.beforeApply = undefined;
    const next = await engine.restored(await restore(setup, request));
    expect(next.state).toBe('succeeded');
  });

  it('restores a part, once for one key, and lists it', async () => {
    const setup = await setUp();
    const { engine, backup } = setup;
    const request = {
      backupId: backup.id,
      instance: 'lab',
      selection: { databases: ['power'] },
    };
    const plan = await engine.restores.plan(request, anySignal);
    const create = () =>
      engine.restores.create(
        { ...request, planToken: plan.token, idempotencyKey: 'step 3' },
        ALICE,
        anySignal,
      );
    const [one, two] = await Promise.all([create(), create()]);
    expect(one.id).toBe(two.id);
    expect(await engine.restored(one)).toMatchObject({ mode: 'selective' });
    expect((await create()).id).toBe(one.id);

    const query = {
      page: 1,
      pageSize: 10,
      sort: 'createdAt',
      order: 'desc',
    } as const;
    expect(
      await engine.restores.list({ ...query, databases: ['power'] }),
    ).toMatchObject({ totalItems: 1, items: [{ id: one.id }] });
    expect(
      await engine.restores.list({ ...query, states: ['failed'] }),
    ).toMatchObject({ totalItems: 0, items: [] });
  });

  it('takes instants for what they are, whatever their offset', async () => {
    const { engine, backup } = await setUp();
    const plan = await engine.restores.plan(
      {
        backupId: backup.id,
        instance: 'lab',
        timeRange: {
          from: '2026-01-01T10:00:00+08:00',
          to: '2026-01-01T03:00:00Z',
        },
      },
      anySignal,
    );
    expect(plan.blockers).toEqual([]);
  });

  it('never goes into an instance that is not writable', async () => {
    const setup = await setUp();
    setup.source.readOnly.add('lab');
    const plan = await setup.engine.restores.plan(
      { backupId: setup.backup.id, instance: 'lab' },
      anySignal,
    );
    expect(plan.blockers).toEqual([
      "Instance 'lab' is configured as not writable; restore into another one",
    ]);
  });
});
