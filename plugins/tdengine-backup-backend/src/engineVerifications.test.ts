import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { localFolderTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { silentLogger } from './__testUtils__/silentLogger';
import { ALICE } from './__testUtils__/createTestEngine';
import { TestScheduler } from './__testUtils__/TestScheduler';
import { testBackup } from './__testUtils__/testBackup';
import { EngineSetup, useEngines } from './__testUtils__/useEngines';
import { readEngineConfig } from './config/readEngineConfig';
import { applyMigrations } from './database/applyMigrations';
import { createStores } from './database/createStores';
import { ScheduledVerifications } from './runs/verification/ScheduledVerifications';
import { BackupCommands } from './services/BackupCommands';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const engines = useEngines();
const TASK = 'tdengine-backup-verifications';
const DAY_MS = 24 * 3_600_000;

describe.each(databases.eachSupportedId())(
  'verifications on a schedule, on %p',
  databaseId => {
    let knex: Knex;
    let scheduler: TestScheduler;

    async function start(config?: JsonObject) {
      scheduler = TestScheduler.create();
      const setup = await engines.create({
        knex,
        scheduler,
        config: { verification: { every: { days: 30 } }, ...config },
      });
      await setup.engine.start();
      return { ...setup, tick: scheduler.run.bind(scheduler, TASK) };
    }

    async function makeBackup({ engine }: EngineSetup) {
      return engine.finished(
        await engine.backups.create(
          { instance: 'plant', scope: { all: true } },
          ALICE,
        ),
      );
    }

    /** As if the backup had been made and verified that long ago. */
    async function age(id: string, days: number) {
      const then = new Date(Date.now() - days * DAY_MS);
      await knex('backups')
        .where({ id })
        .update({ verified_at: then, finished_at: then });
      await knex('backup_copies')
        .where({ backup_id: id })
        .update({ verified_at: then });
      await knex('jobs').update({ created_at: then });
    }

    async function verifyJobs() {
      return knex('jobs').where({ type: 'verify' }).orderBy('created_at');
    }

    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });

    it('reads a good backup again when it was not read for long', async () => {
      const setup = await start();
      const old = await makeBackup(setup);
      const young = await makeBackup(setup);
      await age(old.id, 31);
      await setup.tick();
      const jobs = await verifyJobs();
      expect(jobs).toMatchObject([
        { subject_id: old.id, created_by: 'plugin:tdengine-backup' },
      ]);
      // Everything that somebody waits for goes first.
      expect(jobs[0].priority).toBeGreaterThan(100);
      await setup.engine.jobEnded(jobs[0].id);
      const after = await setup.engine.backups.get(old.id);
      expect(after.verification).toBe('verified');
      expect(Date.parse(after.verifiedAt!)).toBeGreaterThan(
        Date.now() - DAY_MS,
      );
      await setup.tick();
      expect(await verifyJobs()).toHaveLength(1);
      expect((await setup.engine.backups.get(young.id)).verifyJobId).toBe(
        undefined,
      );
    });

    it('reads one that was never verified', async () => {
      const setup = await start({ verifyAfterBackup: false });
      const backup = await makeBackup(setup);
      expect(backup.verification).toBe('unverified');
      await knex('backups').update({
        finished_at: new Date(Date.now() - 31 * DAY_MS),
      });
      await setup.tick();
      const [job] = await verifyJobs();
      await setup.engine.jobEnded(job.id);
      expect((await setup.engine.backups.get(backup.id)).verification).toBe(
        'verified',
      );
    });

    it('tries one whose target did not answer again a day later, and takes no corrupted or deleted one', async () => {
      const setup = await start();
      const old = await makeBackup(setup);
      await age(old.id, 40);
      await setup.tick();
      const [first] = await verifyJobs();
      await setup.engine.jobEnded(first.id);
      // As after a failure: nothing was learned of the backup.
      await age(old.id, 40);
      await knex('jobs').update({
        created_at: new Date(Date.now() - DAY_MS + 60_000),
      });
      await setup.tick();
      expect(await verifyJobs()).toHaveLength(1);
      await knex('jobs').update({
        created_at: new Date(Date.now() - DAY_MS - 60_000),
      });
      await knex('backups').update({ state: 'corrupted' });
      await setup.tick();
      await knex('backups').update({ state: 'deleted' });
      await setup.tick();
      expect(await verifyJobs()).toHaveLength(1);
      await knex('backups').update({ state: 'available' });
      await setup.tick();
      expect(await verifyJobs()).toHaveLength(2);
    });

    it('never has many in the queue, however many are due', async () => {
      await applyMigrations({ getClient: async () => knex });
      const stores = createStores(knex);
      const backups = Array.from({ length: 30 }, () => testBackup());
      await knex.transaction(tx => stores.backups.insert(backups, tx));
      await knex('backups').update({
        state: 'available',
        finished_at: new Date(Date.now() - 31 * DAY_MS),
      });
      await knex('backup_copies').update({ state: 'present' });
      const config = readEngineConfig(new ConfigReader({}), [
        localFolderTargetFactory,
      ]);
      const verifications = ScheduledVerifications.create({
        ...stores,
        commands: BackupCommands.create({ ...stores, knex, config }),
        config: config.verification,
        logger: silentLogger,
        now: () => new Date(),
      });
      const { signal } = new AbortController();
      // Of two processes that look at once each may see the other's late.
      await Promise.all([verifications.run(signal), verifications.run(signal)]);
      await verifications.run(signal);
      const waiting = await verifyJobs();
      expect(waiting.length).toBeGreaterThanOrEqual(10);
      expect(waiting.length).toBeLessThanOrEqual(20);
      expect(new Set(waiting.map(job => job.subject_id)).size).toBe(
        waiting.length,
      );
    });

    it('does nothing where it is switched off', async () => {
      const setup = await start({ verification: { enabled: false } });
      const backup = await makeBackup(setup);
      await age(backup.id, 400);
      await setup.tick();
      await sleep(50);
      expect(await verifyJobs()).toEqual([]);
    });
  },
);
