import {
  BackupNotification,
  LocalFolderTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { anySignal, until, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const engines = useEngines();

const POWER = { instance: 'plant', scope: { databases: ['power'] } };

describe.each(databases.eachSupportedId())('the engine on %p', databaseId => {
  it.each(['folder', 'zip', 'tar.gz'] as const)(
    'makes, verifies, restores and deletes a backup as %s',
    async packaging => {
      const { engine, source, plant, lab } = await engines.start({
        knex: await databases.init(databaseId),
      });
      const created = await engine.backups.create(
        { ...POWER, packaging, remark: 'Before the move' },
        ALICE,
      );
      expect(created).toMatchObject({
        name: expect.stringMatching(/^backup_\d{8}_\d{6}$/),
        remark: 'Before the move',
        state: 'creating',
        databases: ['power'],
        ownerRef: 'user:default/alice',
        createdBy: 'user:default/alice',
        job: { type: 'backup', state: expect.stringMatching(/queued|running/) },
      });

      const backup = await engine.finished(created);
      expect(backup).toMatchObject({
        error: undefined,
        state: 'available',
        verification: 'verified',
        rows: 60,
        tables: 6,
        durationMs: expect.any(Number),
        sourceVersion: '3.3.7.5',
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        limitations: ['Views are not read'],
        copies: [
          {
            target: 'default',
            state: 'present',
            location: expect.stringMatching(/^backups\/\d{8}\/backup-?_/),
          },
        ],
        job: { state: 'succeeded', progress: { percent: 100, rowsDone: 60 } },
      });
      expect(backup.compressionRatio).toBeGreaterThan(0);
      expect(source.faults.acknowledged).toHaveLength(1);
      expect(await engine.files('temp')).toEqual([]);

      await engine.backups.verify(backup.id, ALICE);
      const { verifyJobId } = await engine.backups.get(backup.id);
      expect(await engine.jobEnded(verifyJobId!)).toMatchObject({
        state: 'succeeded',
        type: 'verify',
      });
      expect(await engine.backups.verification(backup.id)).toMatchObject({
        ok: true,
        checkedRows: 60,
        problems: [],
      });

      const table = {
        database: 'power',
        stable: 'meters',
        equalTables: 2,
        changedTables: 1,
        differingTables: 1,
        equalRows: 20,
        differing: ['d1'],
      };
      // Rows may have been overwritten since, so this is no fault of the backup.
      source.faults.deep = { tables: [table], unmovedDatabases: [] };
      await engine.backups.verify(backup.id, ALICE, { deep: true });
      const deep = await engine.backups.get(backup.id);
      expect(await engine.jobEnded(deep.verifyJobId!)).toMatchObject({
        state: 'succeeded',
      });
      expect(await engine.backups.verification(backup.id)).toMatchObject({
        ok: true,
        checkedRows: 60,
        deep: { tables: [table] },
      });
      source.faults.deep = { tables: [table], unmovedDatabases: ['power'] };
      await engine.backups.verify(backup.id, ALICE, { deep: true });
      const damaged = await engine.backups.get(backup.id);
      expect(await engine.jobEnded(damaged.verifyJobId!)).toMatchObject({
        state: 'failed',
        error: expect.stringContaining(
          "Values of 1 tables of 'power.meters' are not those at the source ('d1'), though nothing was written",
        ),
      });
      expect(await engine.backups.get(backup.id)).toMatchObject({
        state: 'corrupted',
      });
      // A verification that finds all in order takes that back.
      await engine.backups.verify(backup.id, ALICE);
      const again = await engine.backups.get(backup.id);
      await engine.jobEnded(again.verifyJobId!);

      const request = {
        backupId: backup.id,
        instance: 'lab',
        rename: { power: 'power2' },
      };
      const plan = await engine.restores.plan(request, anySignal);
      const restore = await engine.restored(
        await engine.restores.create(
          { ...request, planToken: plan.token },
          ALICE,
          anySignal,
        ),
      );
      expect(restore).toMatchObject({
        error: undefined,
        state: 'succeeded',
        mode: 'full',
        rows: 60,
        databases: ['power2'],
        checks: [
          { sourceRows: 30, fileRows: 30, targetRows: 30, differing: 0 },
          { sourceRows: 30, fileRows: 30, targetRows: 30, differing: 0 },
        ],
      });
      expect(lab.read()).toEqual({ power2: plant.read().power });

      await expect(
        engine.backups.delete(backup.id, 'another name', ALICE),
      ).rejects.toThrow(/'confirmation' has to be the name/);
      expect(
        await engine.backups.delete(backup.id, backup.name, ALICE),
      ).toMatchObject({ state: 'deleting', job: { type: 'delete' } });
      await until(async () => (await engine.files('backups')).length === 0);
      await until(async () =>
        engine.backups.get(backup.id).then(
          () => false,
          error => error.name === 'NotFoundError',
        ),
      );
      expect(await engine.files('temp')).toEqual([]);
      expect((await engine.files('logs')).sort()).toEqual([
        expect.stringContaining(`logs/backups/${backup.id}.log`),
        expect.stringContaining(`logs/restores/${restore.id}.log`),
      ]);
    },
  );

  it('shows what is in a backup, table by table', async () => {
    const { engine } = await engines.start({
      knex: await databases.init(databaseId),
    });
    const { id } = await engine.finished(
      await engine.backups.create(POWER, ALICE),
    );
    const page = { page: 1, pageSize: 1 };
    expect(await engine.backups.contents(id, page)).toMatchObject({
      items: [
        {
          database: 'power',
          table: 'st1',
          kind: 'superTable',
          tableCount: 3,
          rowCount: 30,
          sourceRowsBefore: 30,
          sourceRowsAfter: 30,
          files: 3,
        },
      ],
      totalItems: 2,
      limitations: ['Views are not read'],
      facts: { vgroups: 2 },
    });
    expect(
      await engine.backups.contents(id, { ...page, search: 'ST2' }),
    ).toMatchObject({ items: [{ table: 'st2' }], totalItems: 1 });
    expect(
      await engine.backups.tableRows(id, {
        page: 2,
        pageSize: 2,
        database: 'power',
        table: 'st1',
      }),
    ).toEqual({
      items: [{ name: 'st1_t3', rowCount: 10 }],
      totalItems: 3,
      page: 2,
      pageSize: 2,
    });
    await expect(
      engine.backups.tableRows(id, { ...page, database: 'power', table: 'x' }),
    ).rejects.toThrow("holds no table 'power.x'");
  });

  it('tells watchers, pages and people what happens', async () => {
    const notes: BackupNotification[] = [];
    const { engine } = await engines.create({
      knex: await databases.init(databaseId),
      faults: { pauseMs: 400 },
      notifiers: [
        {
          type: 'test',
          reaches: () => true,
          notify: async note => {
            notes.push(note);
          },
        },
      ],
    });
    const backup = await engine.backups.create(POWER, ALICE);
    const watched: Promise<string[]> = (async () => {
      const events: string[] = [];
      for await (const event of engine.jobs.follow(backup.jobId!, {
        after: 0,
        ...anySignal,
      })) {
        events.push(event.state ?? event.type);
      }
      return events;
    })();
    await engine.start();
    await engine.finished(backup);

    const events = await watched;
    expect(events[0]).toBe('queued');
    expect(events).toContain('running');
    expect(events).toContain('log');
    expect(events).toContain('progress');
    expect(events[events.length - 1]).toBe('succeeded');
    await until(() => notes.length > 0);
    expect(notes).toEqual([
      expect.objectContaining({
        kind: 'backup',
        outcome: 'succeeded',
        link: `/tdengine-backup/backups/${backup.id}`,
      }),
    ]);

    const after = await engine.jobs.events(backup.jobId!, {
      after: 0,
      limit: 1_000,
      waitMs: 0,
      level: 'warn',
      ...anySignal,
    });
    expect(after.ended).toBe(true);
    expect(after.items.filter(event => event.type === 'log')).toEqual([]);
  });

  it('says why something is out of order, without what looks like a secret', async () => {
    const { engine } = await engines.start({
      knex: await databases.init(databaseId),
      targetFactories: [
        {
          type: 'broken',
          create: ({ name }) => {
            const target = LocalFolderTarget.create({ name, path: '/nowhere' });
            target.probe = async () => {
              throw new Error('Refused by https://key:geheim@s3.example');
            };
            return target;
          },
        },
      ],
      config: {
        storage: {
          path: '/tmp',
          targets: [{ name: 'archive', type: 'broken' }],
        },
      },
    });
    expect(await engine.health.check()).toContainEqual({
      name: 'target archive',
      ok: false,
      message: 'Refused by https://***@s3.example',
    });
  });
});
