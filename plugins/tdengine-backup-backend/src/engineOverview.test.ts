import { BackupNotification } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { fakeDatabase } from './__testUtils__/FakeServer';
import { insertPolicy } from './__testUtils__/testRecords';
import { TestScheduler } from './__testUtils__/TestScheduler';
import {
  anySignal,
  EngineSetup,
  until,
  useEngines,
} from './__testUtils__/useEngines';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const engines = useEngines();
const ALL = { backups: 'all', policies: 'all' } as const;

describe.each(databases.eachSupportedId())(
  'overview, storage and alerts on %p',
  databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });

    async function makeBackup({ engine }: EngineSetup, scope: object) {
      return engine.finished(
        await engine.backups.create({ instance: 'plant', scope }, ALICE),
      );
    }

    it('tells a newcomer what to do first', async () => {
      const { engine } = await engines.start({ knex });
      const overview = await engine.overview.get(ALL);
      expect(overview).toMatchObject({
        state: { level: 'empty', code: 'noPolicies' },
        recentRuns: [],
        policies: { total: 0, enabled: 0, failing: 0 },
        unprotected: [{ instance: 'plant', database: 'power' }],
        unreachable: [],
        alerts: [],
        storage: [{ target: 'default', backups: 0, usedBytes: 0 }],
      });
      expect(overview.days).toHaveLength(30);
      expect(overview.lastGoodBackup).toBeUndefined();
      expect(overview.successRate).toBeUndefined();
    });

    it('tells of the runs and what they take', async () => {
      const setup = await engines.start({ knex });
      setup.plant.change(data => {
        data.water = fakeDatabase(1, 1, 1);
      });
      const backup = await makeBackup(setup, {
        databases: ['power', 'water'],
      });
      await insertPolicy(knex, {
        scope: JSON.stringify({ databases: ['power', 'water'] }),
      });
      const overview = await setup.engine.overview.get(ALL);
      expect(overview).toMatchObject({
        lastGoodBackup: { id: backup.id },
        recentRuns: [{ backupId: backup.id, state: 'available' }],
        successRate: 1,
        unprotected: [],
        storage: [{ backups: 1, usedBytes: backup.sizeBytes }],
      });
      expect(overview.days.at(-1)).toMatchObject({
        succeeded: 1,
        sizeBytes: backup.sizeBytes,
      });

      const usage = await setup.engine.storage.usage({ days: 30 }, ALL);
      expect(usage.targets[0].freeBytes).toBeGreaterThan(0);
      expect(usage.targets[0].totalBytes).toBeGreaterThan(
        usage.targets[0].freeBytes!,
      );
      const [power, water] = usage.databases;
      expect(power).toMatchObject({ instance: 'plant', database: 'power' });
      expect(water.usedBytes).toBeLessThan(power.usedBytes);
      expect(power.usedBytes + water.usedBytes).toBe(backup.sizeBytes);
    });

    it('shows nothing of what a caller may not see, but what a target holds', async () => {
      const setup = await engines.start({ knex });
      const backup = await makeBackup(setup, { all: true });
      await insertPolicy(knex);
      const nobody = {
        property: 'ownerRef' as const,
        values: ['user:default/nobody'],
      };
      const access = { backups: nobody, policies: nobody };
      expect(await setup.engine.overview.get(access)).toMatchObject({
        lastGoodBackup: undefined,
        recentRuns: [],
        successRate: undefined,
        policies: { total: 0 },
        unprotected: [],
        storage: [{ usedBytes: backup.sizeBytes }],
      });
      expect(
        await setup.engine.storage.usage({ days: 30 }, access),
      ).toMatchObject({
        targets: [{ usedBytes: backup.sizeBytes }],
        policies: [],
        databases: [],
      });
    });

    it('estimates by the last good backup of the same choice', async () => {
      const setup = await engines.start({ knex });
      const backup = await makeBackup(setup, { databases: ['power'] });
      const request = { instance: 'plant', scope: { databases: ['power'] } };
      const estimate = await setup.engine.storage.estimate(
        request,
        ALL,
        anySignal,
      );
      expect(estimate).toMatchObject({
        targets: [{ target: 'default', fits: true }],
        basis: 'lastBackup',
        basedOn: { id: backup.id, name: backup.name },
        sizeBytes: backup.sizeBytes,
        // An archive needs room for the files it is packed from too.
        neededBytes: Math.ceil(backup.rawBytes! * 1.2 * 2),
      });
      expect(estimate.targets[0].freeBytes).toBeGreaterThan(0);
      const folder = await setup.engine.storage.estimate(
        { ...request, packaging: 'folder' },
        ALL,
        anySignal,
      );
      expect(folder.neededBytes).toBe(Math.ceil(backup.rawBytes! * 1.2));
    });

    it('asks the source where there is none, and whether there is room', async () => {
      const setup = await engines.start({
        knex,
        faults: { estimatedBytes: 1000 },
      });
      const scope = { databases: ['power'] };
      const ask = () =>
        setup.engine.storage.estimate(
          { instance: 'plant', scope },
          ALL,
          anySignal,
        );
      const first = await ask();
      expect(first).toMatchObject({
        basis: 'source',
        neededBytes: 2400,
        targets: [{ target: 'default', fits: true }],
      });
      // No backup has shown yet how well they are compressed.
      expect(first.sizeBytes).toBeUndefined();
      const other = await makeBackup(setup, { all: true });
      expect(await ask()).toMatchObject({
        basis: 'source',
        sizeBytes: Math.ceil((1000 * other.sizeBytes!) / other.rawBytes!),
      });
      setup.source.faults.estimatedBytes = 2 ** 60;
      expect(await ask()).toMatchObject({ targets: [{ fits: false }] });
    });

    it('refuses to estimate what cannot be backed up', async () => {
      const { engine, plant } = await engines.start({ knex });
      const ask = (request: object) =>
        engine.storage.estimate(
          { instance: 'plant', scope: { all: true }, ...request },
          ALL,
          anySignal,
        );
      await expect(ask({ instance: 'moon' })).rejects.toThrow(
        "no instance named 'moon'",
      );
      await expect(ask({ scope: {} })).rejects.toThrow("'scope' has to");
      await expect(ask({ targets: ['moon'] })).rejects.toThrow("named 'moon'");
      await expect(ask({ format: 'xml' })).rejects.toThrow("'format' has to");
      plant.down = new Error('connection refused');
      await expect(ask({})).rejects.toThrow('connection refused');
    });

    it('samples the storage once a day, also where the time for it was missed', async () => {
      const scheduler = TestScheduler.create();
      const setup = await engines.start({ knex, scheduler });
      await scheduler.run('tdengine-backup-storage-samples');
      const today = new Date().toISOString().slice(0, 10);
      const samples = await knex('storage_samples');
      expect(samples).toMatchObject([{ day: today, target: 'default' }]);
      expect(Number(samples[0].free_bytes)).toBeGreaterThan(0);

      await makeBackup(setup, { all: true });
      await scheduler.run('tdengine-backup-storage-samples');
      const usage = await setup.engine.storage.usage({ days: 1 }, ALL);
      expect(usage.targets[0].samples).toMatchObject([
        { day: today, usedBytes: 0 },
      ]);
    });

    it('tells of a policy without a good backup, on the overview and to people', async () => {
      const scheduler = TestScheduler.create();
      const sent: BackupNotification[] = [];
      const { engine } = await engines.start({
        knex,
        scheduler,
        // How full the disk of this machine is does not matter here.
        config: { alerts: { storage: { usedAbove: 1 } } },
        notifiers: [
          {
            type: 'test',
            reaches: () => true,
            notify: async news => void sent.push(news),
          },
        ],
      });
      const policyId = await insertPolicy(knex, {
        name: 'nightly',
        objective_hours: 24,
      });
      await knex('scheduler_state').update({ last_tick_at: new Date() });
      await scheduler.run('tdengine-backup-alerts');
      expect(await engine.overview.get(ALL)).toMatchObject({
        state: { level: 'error', code: 'objectiveMissed', name: 'nightly' },
        alerts: [{ kind: 'objective', policyId, policyName: 'nightly' }],
      });
      await until(() => sent.length > 0);
      expect(sent).toMatchObject([
        {
          kind: 'alert',
          outcome: 'opened',
          link: `/tdengine-backup/policies/${policyId}`,
        },
      ]);
      expect(
        await engine.alerts.list({ page: 1, pageSize: 10 }, ALL),
      ).toMatchObject({ totalItems: 1, items: [{ policyId }] });
    });
  },
);
