import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { fakeDatabase, FakeServer } from './__testUtils__/FakeServer';
import { FakeSource } from './__testUtils__/FakeSource';
import { TestScheduler } from './__testUtils__/TestScheduler';
import {
  anySignal,
  EngineSetup,
  gate,
  until,
  useEngines,
} from './__testUtils__/useEngines';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const engines = useEngines();

const POWER = { instance: 'plant', scope: { databases: ['power'] } };

/** A server of its own, which the other portal does not know. */
function elsewhere(): FakeSource {
  return FakeSource.create({
    servers: {
      office: FakeServer.create({ data: { desks: fakeDatabase(1, 1, 5) } }),
    },
  });
}

/** Two portals, each with a database of its own, and one folder for both. */
describe('two portals with one target', () => {
  async function startBeside(
    first: EngineSetup,
    options: { scheduler?: TestScheduler; now?: () => Date } = {},
  ): Promise<EngineSetup> {
    return engines.start({
      knex: await databases.init('SQLITE_3'),
      source: elsewhere(),
      directory: first.engine.directory,
      ...options,
    });
  }

  async function search({ engine }: EngineSetup) {
    const { job } = await engine.imports.rescan('default', ALICE);
    await engine.jobEnded(job!.id);
    return (await engine.imports.lastRescan('default')).result;
  }

  it.each(['zip', 'folder'] as const)(
    'leave each other in peace while one backs up as %s',
    async packaging => {
      const half = gate();
      const halfDone = gate();
      let reads = 0;
      const first = await engines.start({
        knex: await databases.init('SQLITE_3'),
        faults: {
          beforeRead: async () => {
            reads++;
            if (reads === 2) {
              halfDone.open();
              await half.opened;
            }
          },
        },
      });
      const running = await first.engine.backups.create(
        { ...POWER, packaging },
        ALICE,
      );
      await halfDone.opened;
      const staged = async () =>
        (
          await Promise.all(
            ['temp', 'backups'].map(folder => first.engine.files(folder)),
          )
        )
          .flat()
          .sort();
      const before = await staged();
      expect(before.length).toBeGreaterThan(0);

      const scheduler = TestScheduler.create();
      const second = await startBeside(first, { scheduler });
      await scheduler.run('tdengine-backup-housekeeping');
      expect(await search(second)).toMatchObject({
        found: 0,
        problemCount: 0,
      });
      expect(await staged()).toEqual(expect.arrayContaining(before));

      half.open();
      expect(await first.engine.finished(running)).toMatchObject({
        state: 'available',
        verification: 'verified',
        rows: 60,
        error: undefined,
      });
      // No unit was read twice, so that nothing of it was lost on the way.
      const { reads: units } = first.source.faults;
      expect(new Set(units).size).toBe(units.length);
    },
  );

  it('find the backups of each other, restore them into what they have, and remove none of them by a rule', async () => {
    const first = await engines.start({
      knex: await databases.init('SQLITE_3'),
    });
    const theirs: Backup[] = [];
    for (const name of ['one', 'two']) {
      theirs.push(
        await first.engine.finished(
          await first.engine.backups.create({ ...POWER, name }, ALICE),
        ),
      );
    }
    let days = 0;
    const now = () => new Date(Date.now() + days * 24 * 3_600_000);
    const scheduler = TestScheduler.create();
    const second = await startBeside(first, { scheduler, now });
    expect(await search(second)).toMatchObject({ found: 2, added: 2 });
    const [found] = theirs;
    expect(await second.engine.backups.get(found.id)).toMatchObject({
      name: 'one',
      origin: 'found',
      instance: 'plant',
      sourceType: 'fake',
      policyId: undefined,
      state: 'available',
    });

    // Under the name of its own instance there is nothing here to restore into.
    await expect(
      second.engine.restores.plan({ backupId: found.id }, anySignal),
    ).rejects.toThrow("'plant'");
    const request = { backupId: found.id, instance: 'office' };
    const plan = await second.engine.restores.plan(request, anySignal);
    const restored = await second.engine.restored(
      await second.engine.restores.create(
        { ...request, planToken: plan.token, confirmation: plan.confirmation },
        ALICE,
        anySignal,
      ),
    );
    expect(restored).toMatchObject({ state: 'succeeded', rows: 60 });
    expect(second.source.server('office').read().power).toEqual(
      first.plant.read().power,
    );

    // The strictest rule there is, of a policy of the same name and scope, long after.
    const policy = await second.engine.policies.create(
      {
        name: 'strict',
        instance: 'office',
        scope: { all: true },
        schedule: { kind: 'cron', cron: '30 2 * * *', timeZone: 'UTC' },
        retention: { count: 1, days: 1 },
      },
      ALICE,
    );
    const { backup: own } = await runNow(second, policy.id);
    days = 400;
    await runNow(second, policy.id);
    await scheduler.run('tdengine-backup-retention');
    await scheduler.run('tdengine-backup-housekeeping');
    await until(async () => {
      const { state } = await second.engine.backups
        .get(own.id)
        .catch(() => ({ state: 'deleted' }));
      return state === 'deleted';
    });
    for (const { id, copies } of theirs) {
      expect(await second.engine.backups.get(id)).toMatchObject({
        state: 'available',
      });
      await fs.access(join(first.engine.directory, copies[0].location));
      await first.engine.backups.verify(id, ALICE);
      const { verifyJobId } = await first.engine.backups.get(id);
      expect(await first.engine.jobEnded(verifyJobId!)).toMatchObject({
        state: 'succeeded',
      });
    }
  });

  async function runNow(
    { engine }: EngineSetup,
    policyId: string,
  ): Promise<{ backup: Backup }> {
    const run = await engine.policies.run(policyId, ALICE);
    const backup = await engine.finished(
      await engine.backups.get(run.backupId!),
    );
    return { backup };
  }
});
