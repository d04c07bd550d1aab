import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import {
  insertPolicy,
  insertPolicyRun,
  insertRun,
} from '../__testUtils__/testRecords';
import { applyMigrations } from './applyMigrations';
import { DatabaseOverviewStore } from './DatabaseOverviewStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const ALL = { backups: 'all', policies: 'all' } as const;
const OTHERS = {
  property: 'ownerRef',
  values: ['group:default/other'],
} as const;
const ONLY_OTHERS = { ...OTHERS, values: [...OTHERS.values] };

describe.each(databases.eachSupportedId())(
  'DatabaseOverviewStore on %p',
  databaseId => {
    let knex: Knex;
    let store: DatabaseOverviewStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      store = DatabaseOverviewStore.create({ knex });
    });

    it('has nothing to say of nothing', async () => {
      expect(await store.lastGoodBackup('all')).toBeUndefined();
      expect(await store.recentRuns(30, 'all')).toEqual([]);
      expect(await store.days(new Date(0), ALL)).toEqual([]);
      expect(await store.countRunning('all')).toBe(0);
      expect(await store.countPolicies('all')).toEqual({
        total: 0,
        enabled: 0,
        failing: 0,
      });
      expect(await store.upcoming(10, 'all')).toEqual([]);
    });

    it('knows the last backup that could be restored', async () => {
      const at = (hour: number) => new Date(Date.UTC(2026, 0, 30, hour));
      await insertRun(knex, at(1), { state: 'available' });
      const good = await insertRun(knex, at(2), {}, { name: 'good' });
      await insertRun(knex, at(3), { state: 'failed' });
      await insertRun(knex, at(4), { state: 'deleted' });
      await insertRun(knex, at(5), {
        state: 'corrupted',
        verification: 'failed',
      });

      expect(await store.lastGoodBackup('all')).toEqual({
        id: good,
        name: 'good',
        finishedAt: '2026-01-30T02:10:00.000Z',
      });
      expect(await store.lastGoodBackup(ONLY_OTHERS)).toBeUndefined();
      expect(await store.lastGoodBackup('none')).toBeUndefined();
    });

    it.each([
      ['found', 'unverified'],
      ['found', 'verified'],
      ['uploaded', 'verified'],
    ])('goes by none that is %s and %s', async (origin, verification) => {
      const at = (hour: number) => new Date(Date.UTC(2026, 0, 30, hour));
      const made = await insertRun(knex, at(1), {}, { name: 'made' });
      // Later, and whole: what a stranger made of it.
      await insertRun(knex, at(5), { origin, verification }, { name: 'other' });
      expect(await store.lastGoodBackup('all')).toMatchObject({ id: made });
      expect(await store.recentRuns(30, 'all')).toMatchObject([
        { backupId: made },
      ]);
      expect(await store.days(new Date(0), ALL)).toMatchObject([
        { succeeded: 1 },
      ]);
    });

    it('lists the last runs, with those whose backup retention removed', async () => {
      const at = (hour: number) => new Date(Date.UTC(2026, 0, 30, hour));
      await insertRun(knex, at(1), {}, { name: 'too old' });
      await insertRun(knex, at(2), { state: 'deleted' }, { name: 'removed' });
      await insertRun(
        knex,
        at(3),
        { state: 'deleted', checksum: null },
        { name: 'a failed one that was deleted' },
      );
      await insertRun(
        knex,
        at(4),
        { state: 'failed', error: 'no room' },
        { name: 'failed' },
      );
      await insertRun(
        knex,
        at(5),
        { state: 'creating', policy_id: 'p1', policy_name: 'nightly' },
        { name: 'running' },
      );

      expect(await store.recentRuns(3, 'all')).toMatchObject([
        {
          name: 'running',
          state: 'creating',
          policyName: 'nightly',
          startedAt: '2026-01-30T05:00:00.000Z',
        },
        { name: 'failed', state: 'failed', error: 'no room' },
        { name: 'removed', state: 'deleted', sizeBytes: 1000 },
      ]);
      expect(await store.recentRuns(3, ONLY_OTHERS)).toEqual([]);
      expect(await store.countRunning('all')).toBe(1);
    });

    it('adds up what became of the runs of each day', async () => {
      const policy = await insertPolicy(knex);
      const run = (time: string, columns: object = {}) =>
        insertRun(knex, new Date(time), { ...columns, policy_id: policy });
      await run('2026-01-28T12:00:00Z');
      // It ended on the next day.
      await run('2026-01-29T23:55:00Z', { minutes: 10, size_bytes: 5000 });
      await run('2026-01-30T01:00:00Z', { minutes: 30 });
      await run('2026-01-30T02:00:00Z', { minutes: 20 });
      await run('2026-01-30T03:00:00Z', { minutes: 90, state: 'failed' });
      await run('2026-01-30T04:00:00Z', { minutes: 50, state: 'deleted' });
      await run('2026-01-31T01:00:00Z', { state: 'cancelled' });
      await run('2026-01-31T02:00:00Z', { state: 'creating' });
      await insertPolicyRun(knex, policy, { missed_runs: 3 });
      await insertPolicyRun(knex, policy, { state: 'skipped' });

      const from = new Date('2026-01-29T00:00:00Z');
      expect(await store.days(from, ALL)).toEqual([
        {
          day: '2026-01-30',
          succeeded: 4,
          failed: 1,
          cancelled: 0,
          missed: 0,
          // Of 10, 20, 30 and 50 minutes.
          medianDurationMs: 25 * 60_000,
          sizeBytes: 8000,
        },
        {
          day: '2026-01-31',
          succeeded: 0,
          failed: 0,
          cancelled: 1,
          missed: 3,
          sizeBytes: 0,
        },
      ]);
      expect(
        await store.days(from, { backups: ONLY_OTHERS, policies: ONLY_OTHERS }),
      ).toEqual([]);
    });

    it('counts policies, and knows which runs next', async () => {
      const soon = new Date('2026-02-01T02:00:00Z');
      const later = new Date('2026-02-01T03:00:00Z');
      await insertPolicy(knex, { name: 'later', next_run_at: later });
      const first = await insertPolicy(knex, {
        name: 'soon',
        next_run_at: soon,
        failing_since: soon,
      });
      await insertPolicy(knex, {
        name: 'off',
        enabled: false,
        next_run_at: soon,
        failing_since: soon,
      });
      await insertPolicy(knex, { deleted_at: soon, next_run_at: soon });

      expect(await store.countPolicies('all')).toEqual({
        total: 3,
        enabled: 2,
        failing: 1,
      });
      expect(await store.countPolicies(ONLY_OTHERS)).toMatchObject({
        total: 0,
      });
      expect(await store.upcoming(10, 'all')).toEqual([
        {
          policyId: first,
          policyName: 'soon',
          instance: 'plant',
          at: soon.toISOString(),
        },
        expect.objectContaining({ policyName: 'later' }),
      ]);
      expect(await store.upcoming(1, 'all')).toHaveLength(1);
      expect(await store.upcoming(1, 'none')).toEqual([]);
    });

    it('has the scopes of what runs', async () => {
      await insertPolicy(knex);
      await insertPolicy(knex, { enabled: false });
      await insertPolicy(knex, { deleted_at: new Date() });
      expect(await store.enabledScopes()).toEqual([
        {
          instance: 'plant',
          sourceType: 'fake',
          scope: { databases: ['power'] },
        },
      ]);
    });
  },
);
