import { TestDatabases } from '@backstage/backend-test-utils';
import {
  ALICE,
  createTestEngine,
  TestEngine,
} from './testUtils/createTestEngine';
import { fakeDatabase, FakeServer } from './testUtils/FakeServer';
import { FakeSource } from './testUtils/FakeSource';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const engines: TestEngine[] = [];

afterEach(async () => {
  await Promise.all(engines.splice(0).map(engine => engine.stop()));
});

describe.each(databases.eachSupportedId())('the engine on %p', databaseId => {
  async function setUp(
    options: Partial<Parameters<typeof createTestEngine>[0]> = {},
  ) {
    const server = FakeServer.create({
      data: { power: fakeDatabase(2, 3, 10) },
    });
    const source =
      options.source ??
      FakeSource.create({
        servers: { plant: server, lab: FakeServer.create() },
      });
    const engine = await createTestEngine({
      knex: await databases.init(databaseId),
      ...options,
      source,
    });
    engines.push(engine);
    await engine.start();
    return { server, source, engine };
  }

  it.each(['folder', 'zip', 'tar.gz'] as const)(
    'makes, verifies, restores and deletes a backup as %s',
    async packaging => {
      const { server, source, engine } = await setUp();
      const created = await engine.backups.create(
        { instance: 'plant', scope: { databases: ['power'] }, packaging },
        ALICE,
      );
      expect(created).toMatchObject({
        name: expect.stringMatching(/^backup_\d{8}_\d{6}$/),
        state: 'creating',
        databases: ['power'],
        ownerRef: 'user:default/alice',
        job: { type: 'backup', state: expect.stringMatching(/queued|running/) },
      });

      const backup = await engine.finished(created);
      expect(backup).toMatchObject({
        error: undefined,
        state: 'available',
        verification: 'verified',
        rows: 60,
        tables: 6,
        sourceVersion: '3.3.7.5',
        limitations: ['Views are not read'],
        copies: [{ target: 'default', state: 'present' }],
        job: { state: 'succeeded', progress: { percent: 100, rowsDone: 60 } },
      });
      expect(source.faults.acknowledged).toHaveLength(1);
      expect(await engine.files('temp')).toEqual([]);

      const request = {
        backupId: backup.id,
        instance: 'lab',
        rename: { power: 'power2' },
      };
      const plan = await engine.restores.plan(request, {
        signal: new AbortController().signal,
      });
      const restore = await engine.restored(
        await engine.restores.create(
          { ...request, planToken: plan.token },
          ALICE,
          { signal: new AbortController().signal },
        ),
      );
      expect(restore).toMatchObject({
        error: undefined,
        state: 'succeeded',
        rows: 60,
        databases: ['power2'],
      });
      expect(source.server('lab').read().power2).toEqual(server.read().power);

      await engine.backups.delete(backup.id, backup.name, ALICE);
      while ((await engine.files('backups')).length > 0) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      await expect(engine.backups.get(backup.id)).rejects.toThrow(/no backup/);
    },
  );
});
