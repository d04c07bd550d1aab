import { setTimeout as sleep } from 'node:timers/promises';
import { JsonObject } from '@backstage/types';
import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { TestScheduler } from './__testUtils__/TestScheduler';
import { gate, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const engines = useEngines();

const HOURLY: PolicyInput = {
  name: 'hourly',
  instance: 'plant',
  scope: { databases: ['power'] },
  schedule: { kind: 'cron', cron: '30 * * * *', timeZone: 'UTC' },
  retention: { count: 1 },
};

describe.each(databases.eachSupportedId())(
  'paused policies on %p',
  databaseId => {
    let knex: Knex;
    let now: Date;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      now = new Date('2026-11-21T10:00:00Z');
    });

    async function start(
      changes: Partial<PolicyInput> = {},
      config: JsonObject = {},
    ) {
      const scheduler = TestScheduler.create();
      const setup = await engines.start({
        knex,
        scheduler,
        config,
        now: () => now,
      });
      const { engine } = setup;
      const policy = await engine.policies.create(
        { ...HOURLY, ...changes },
        ALICE,
      );
      return {
        ...setup,
        policy,
        tick: () => scheduler.run('tdengine-backup-policies'),
        cleanUpDaily: () => scheduler.run('tdengine-backup-retention'),
        async tickAt(time: string) {
          now = new Date(time);
          await scheduler.run('tdengine-backup-policies');
        },
        async states() {
          const page = { page: 1, pageSize: 100 };
          const { items } = await engine.policies.runs(policy.id, page);
          return items.reverse().map(({ state }) => state);
        },
        pause: () => engine.scheduler.pause('the storage is mended', ALICE),
        resume: () => engine.scheduler.resume(ALICE),
      };
    }

    /** Until everything that began is over, and its policy knows. */
    async function settled() {
      while ((await knex('policy_runs').where({ state: 'begun' })).length > 0) {
        await sleep(20);
      }
    }

    const goneBackups = () =>
      knex('backups').whereIn('state', ['deleting', 'deleted']);

    it('remove nothing, whatever is backed up by hand meanwhile', async () => {
      const { engine, policy, pause, resume, tickAt } = await start();
      await tickAt('2026-11-21T10:30:01Z');
      await settled();
      await pause();
      now = new Date('2026-11-21T11:00:00Z');
      await engine.policies.run(policy.id, ALICE);
      await settled();
      expect(await goneBackups()).toEqual([]);

      await resume();
      await tickAt('2026-11-21T11:30:01Z');
      await settled();
      expect(await goneBackups()).toHaveLength(2);
    });

    it('remove nothing once a day either, until they are resumed', async () => {
      const { engine, policy, pause, resume, cleanUpDaily } = await start();
      await engine.policies.run(policy.id, ALICE);
      await settled();
      await pause();
      await engine.policies.run(policy.id, ALICE);
      await settled();
      await cleanUpDaily();
      expect(await goneBackups()).toEqual([]);

      await resume();
      await cleanUpDaily();
      expect(await goneBackups()).toHaveLength(1);
    });

    it.each<[string, Partial<PolicyInput>, JsonObject]>([
      ['disabled', { enabled: false }, {}],
      ['switched off by the configuration', {}, { automaticBackups: false }],
    ])(
      'remove nothing while %s, unless somebody asks for it',
      async (_, changes, config) => {
        const { engine, policy, cleanUpDaily } = await start(changes, config);
        for (let run = 0; run < 2; run++) {
          await engine.policies.run(policy.id, ALICE);
          await settled();
        }
        await cleanUpDaily();
        expect(await goneBackups()).toEqual([]);

        await engine.policies.cleanUp(policy.id);
        expect(await goneBackups()).toHaveLength(1);
      },
    );

    it('do not begin what waited for a run before, until they are resumed', async () => {
      const { opened, open } = gate();
      const { source, states, pause, resume, tick, tickAt } = await start({
        overlap: 'queue',
      });
      source.faults.beforeRead = async () => opened;
      await tickAt('2026-11-21T10:30:01Z');
      await tickAt('2026-11-21T11:30:01Z');
      expect(await states()).toEqual(['running', 'waiting']);
      await pause();
      open();
      await settled();
      await tick();
      expect(await states()).toEqual(['succeeded', 'waiting']);

      await resume();
      await tick();
      await settled();
      expect(await states()).toEqual(['succeeded', 'succeeded']);
    });

    it('begin what somebody asked for by hand', async () => {
      const { opened, open } = gate();
      const { engine, policy, source, states, pause, tick, tickAt } =
        await start({ overlap: 'queue' });
      source.faults.beforeRead = async () => opened;
      await tickAt('2026-11-21T10:30:01Z');
      await pause();
      await engine.policies.run(policy.id, ALICE);
      expect(await states()).toEqual(['running', 'waiting']);
      open();
      await settled();
      await tick();
      await settled();
      expect(await states()).toEqual(['succeeded', 'succeeded']);
    });
  },
);
