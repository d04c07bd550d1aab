import { join } from 'node:path';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { anySignal, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const engines = useEngines();

it('says how to reach backups of the time when no target was configured, which are restored then', async () => {
  const knex = await databases.init('SQLITE_3');
  const first = await engines.start({ knex });
  const { directory } = first.engine;
  const backup = await first.engine.finished(
    await first.engine.backups.create(
      { instance: 'plant', scope: { databases: ['power'] } },
      ALICE,
    ),
  );
  expect(backup.copies).toMatchObject([{ target: 'default' }]);
  await first.engine.stop();

  const folder = (name: string, path: string) => ({
    name,
    path,
    type: 'local',
  });
  const restart = async (...names: string[]) =>
    engines.start({
      knex,
      directory,
      source: first.source,
      config: {
        storage: {
          path: directory,
          targets: names.map(name =>
            folder(
              name,
              name === 'default' ? directory : join(directory, name),
            ),
          ),
        },
      },
    });
  const request = { backupId: backup.id, instance: 'lab' };

  const without = await restart('nas');
  const refusal = `There is no storage target named 'default' any more; configured are 'nas'. To reach what is there, list it in tdengineBackup.storage.targets again, by this name; where no target was configured it was of type 'local', its path that of tdengineBackup.storage.path`;
  await expect(
    without.engine.restores.plan(request, anySignal),
  ).rejects.toMatchObject({ name: 'NotFoundError', message: refusal });
  await without.engine.backups.verify(backup.id, ALICE);
  const { verifyJobId } = await without.engine.backups.get(backup.id);
  expect(await without.engine.jobEnded(verifyJobId!)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining(refusal),
  });
  await without.engine.stop();

  const { engine } = await restart('default', 'nas');
  const plan = await engine.restores.plan(request, anySignal);
  const restored = await engine.restored(
    await engine.restores.create(
      { ...request, planToken: plan.token },
      ALICE,
      anySignal,
    ),
  );
  expect(restored).toMatchObject({ state: 'succeeded', rows: 60 });
});
