import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { insertPolicy, insertRun } from '../__testUtils__/testRecords';
import { applyMigrations } from './applyMigrations';
import { DatabaseUsageStore } from './DatabaseUsageStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const AT = new Date('2026-01-30T01:00:00Z');
const ONLY_OTHERS = {
  property: 'ownerRef' as const,
  values: ['group:default/other'],
};

describe.each(databases.eachSupportedId())(
  'DatabaseUsageStore on %p',
  databaseId => {
    let knex: Knex;
    let store: DatabaseUsageStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      store = DatabaseUsageStore.create({ knex });
    });

    it('adds up what lies on each target', async () => {
      await insertRun(knex, AT, { size_bytes: 5_000_000_000 });
      await insertRun(knex, AT, { size_bytes: 2_000_000_000 });
      await insertRun(knex, AT, { size_bytes: 7 }, { targets: ['nas'] });
      await insertRun(knex, AT, { state: 'deleted' });
      await insertRun(knex, AT, { state: 'failed' });
      expect(await store.byTarget()).toEqual([
        { target: 'default', backups: 2, usedBytes: 7_000_000_000 },
        { target: 'nas', backups: 1, usedBytes: 7 },
      ]);
    });

    it('goes on where there is more than any number holds', async () => {
      for (let index = 0; index < 3; index++) {
        await insertRun(knex, AT, { size_bytes: '9200000000000000000' });
      }
      expect(await store.byTarget()).toEqual([
        {
          target: 'default',
          backups: 3,
          usedBytes: Number.MAX_SAFE_INTEGER,
        },
      ]);
      expect(await store.byPolicy('all')).toMatchObject([{ backups: 3 }]);
      expect(await store.byDatabase('all')).toMatchObject([{ backups: 3 }]);
    });

    it('counts a backup with several copies once, and all that they take', async () => {
      const policy = await insertPolicy(knex, { name: 'nightly' });
      await insertRun(
        knex,
        AT,
        { policy_id: policy, size_bytes: 100 },
        { targets: ['near', 'far'] },
      );
      expect(await store.byPolicy('all')).toMatchObject([
        { policyId: policy, backups: 1, usedBytes: 200 },
      ]);
      expect(await store.byDatabase('all')).toMatchObject([
        { database: 'power', backups: 1, usedBytes: 200 },
      ]);
    });

    it('adds up by policy, the largest first, of what the caller may see', async () => {
      const nightly = await insertPolicy(knex, { name: 'nightly' });
      await insertRun(knex, AT, { policy_id: nightly, policy_name: 'old' });
      await insertRun(knex, AT, { policy_id: nightly, policy_name: 'nightly' });
      await insertRun(knex, AT, {
        policy_id: 'gone',
        policy_name: 'of yesteryear',
        size_bytes: 3000,
      });
      await insertRun(knex, AT, { size_bytes: 10 });
      await insertRun(
        knex,
        AT,
        { size_bytes: 1 },
        { ownerRef: 'group:default/other' },
      );

      expect(await store.byPolicy('all')).toEqual([
        {
          policyId: 'gone',
          policyName: 'of yesteryear',
          backups: 1,
          usedBytes: 3000,
        },
        {
          policyId: nightly,
          policyName: 'nightly',
          backups: 2,
          usedBytes: 2000,
        },
        {
          policyId: undefined,
          policyName: undefined,
          backups: 2,
          usedBytes: 11,
        },
      ]);
      expect(await store.byPolicy(ONLY_OTHERS)).toEqual([
        expect.objectContaining({ backups: 1, usedBytes: 1 }),
      ]);
      expect(await store.byPolicy('none')).toEqual([]);
    });

    it('adds up by database', async () => {
      const both = await insertRun(
        knex,
        AT,
        {},
        { databases: ['power', 'water'] },
      );
      await knex('backup_databases')
        .where({ backup_id: both, database: 'power' })
        .update({ size_bytes: 900 });
      await knex('backup_databases')
        .where({ backup_id: both, database: 'water' })
        .update({ size_bytes: 100 });
      await insertRun(knex, AT, {}, { databases: ['water'] });
      await insertRun(
        knex,
        AT,
        { size_bytes: 5 },
        { databases: ['power'], instance: 'lab' },
      );
      expect(await store.byDatabase('all')).toEqual([
        { instance: 'plant', database: 'water', backups: 2, usedBytes: 1100 },
        { instance: 'plant', database: 'power', backups: 1, usedBytes: 900 },
        { instance: 'lab', database: 'power', backups: 1, usedBytes: 5 },
      ]);
      expect(await store.byDatabase(ONLY_OTHERS)).toEqual([]);
    });

    it('keeps one sample of a target a day', async () => {
      const sample = {
        day: '2026-01-30',
        target: 'default',
        backups: 1,
        usedBytes: 5_000_000_000,
        freeBytes: 1,
        totalBytes: undefined,
      };
      await store.saveSamples([sample, { ...sample, day: '2026-01-29' }]);
      await store.saveSamples([{ ...sample, usedBytes: 7 }]);
      expect(await store.hasSamplesOf('2026-01-30')).toBe(true);
      expect(await store.hasSamplesOf('2026-01-31')).toBe(false);
      expect(await store.samples('2026-01-30')).toEqual([
        { ...sample, usedBytes: 7 },
      ]);
      expect(await store.samples('2026-01-29')).toHaveLength(2);
    });

    it('finds the last good backup of the same choice', async () => {
      const at = (hour: number) => new Date(Date.UTC(2026, 0, 30, hour));
      const query = {
        instance: 'plant',
        scope: { databases: ['power'] },
        format: 'native',
      };
      await insertRun(knex, at(1));
      const last = await insertRun(knex, at(2), { raw_bytes: 8000 });
      await insertRun(knex, at(3), { state: 'failed' });
      await insertRun(knex, at(4), {}, { scope: { databases: ['water'] } });
      await insertRun(knex, at(5), {}, { instance: 'lab' });
      await insertRun(knex, at(6), {}, { format: 'csv' });

      expect(await store.lastOfScope(query, 'all')).toMatchObject({
        id: last,
        finishedAt: '2026-01-30T02:10:00.000Z',
        rawBytes: 8000,
        sizeBytes: 1000,
      });
      expect(await store.lastOfScope(query, ONLY_OTHERS)).toBeUndefined();
      expect(
        await store.lastOfScope({ ...query, scope: { all: true } }, 'all'),
      ).toBeUndefined();
    });

    it('knows how well backups of a format were compressed', async () => {
      await insertRun(knex, AT, { raw_bytes: 4000, size_bytes: 1000 });
      await insertRun(knex, AT, { raw_bytes: 6000, size_bytes: 1500 });
      await insertRun(knex, AT, { raw_bytes: 0, size_bytes: 900 });
      await insertRun(knex, AT, { size_bytes: 4000 }, { format: 'csv' });
      expect(await store.compressionOf('native')).toBe(0.25);
      expect(await store.compressionOf('csv')).toBe(1);
      expect(await store.compressionOf('parquet')).toBeUndefined();
    });
  },
);
