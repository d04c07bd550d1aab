import { Knex } from 'knex';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { until, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const engines = useEngines();

describe.each(databases.eachSupportedId())(
  'the look at policies on %p',
  databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });

    const request = {
      instance: 'plant',
      scope: { databases: ['power'] },
    };

    it('comes with the end of a backup that a policy makes, and with no other end', async () => {
      const { engine } = await engines.start({ knex });
      const hasLooked = async () =>
        (await engine.scheduler.get({ hours: 0 })).alive;
      const jobStates = () =>
        knex('jobs').where({ state: 'succeeded' }).pluck('type');
      const backup = await engine.finished(
        await engine.backups.create({ ...request, verify: false }, ALICE),
      );
      await engine.backups.verify(backup.id, ALICE);
      await until(async () => (await jobStates()).length === 2);
      await engine.backups.delete(backup.id, backup.name, ALICE);
      await until(async () => (await jobStates()).length === 3);
      expect(await hasLooked()).toBe(false);

      const policy = await engine.policies.create(
        {
          ...request,
          name: 'nightly',
          schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
          retention: { count: 1 },
        },
        ALICE,
      );
      await engine.policies.run(policy.id, ALICE);
      await until(hasLooked);
    });
  },
);
