import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import {
  insertPolicy,
  insertPolicyRun,
  insertRun,
} from '../__testUtils__/testRecords';
import { applyMigrations } from './applyMigrations';
import { DatabaseAlertFactsStore } from './DatabaseAlertFactsStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const at = (hour: number) => new Date(Date.UTC(2026, 0, 30, hour));

describe.each(databases.eachSupportedId())(
  'DatabaseAlertFactsStore on %p',
  databaseId => {
    let knex: Knex;
    let store: DatabaseAlertFactsStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      store = DatabaseAlertFactsStore.create({ knex });
    });

    it('knows the last good backup of each policy that is enabled', async () => {
      const policy = await insertPolicy(knex, { objective_hours: 24 });
      const fresh = await insertPolicy(knex);
      await insertPolicy(knex, { enabled: false });
      await insertPolicy(knex, { deleted_at: at(1) });
      await insertRun(knex, at(1), { policy_id: policy });
      await insertRun(knex, at(2), { policy_id: policy });
      await insertRun(knex, at(3), { policy_id: policy, state: 'failed' });
      await insertRun(knex, at(4), { policy_id: policy, state: 'deleted' });
      await insertRun(knex, at(5));

      const found = await store.policies();
      expect(found).toHaveLength(2);
      expect(found).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            id: policy,
            objectiveHours: 24,
            lastGoodAt: new Date('2026-01-30T02:10:00Z'),
          }),
          expect.objectContaining({
            id: fresh,
            objectiveHours: undefined,
            lastGoodAt: undefined,
            createdAt: new Date('2026-01-01T00:00:00Z'),
          }),
        ]),
      );
    });

    it('has the last runs of each policy, the newest first', async () => {
      const one = await insertPolicy(knex);
      const two = await insertPolicy(knex);
      const off = await insertPolicy(knex, { enabled: false });
      for (const hour of [1, 2, 3, 4]) {
        await insertRun(knex, at(hour), { policy_id: one, minutes: hour });
      }
      await insertRun(knex, at(5), { policy_id: one, state: 'creating' });
      await insertRun(knex, at(5), { policy_id: two, state: 'failed' });
      await insertRun(knex, at(6), { policy_id: two, state: 'deleted' });
      await insertRun(knex, at(6), { policy_id: off });

      const runs = await store.lastRuns(3);
      expect([...runs.keys()].sort()).toEqual([one, two].sort());
      expect(runs.get(one)).toMatchObject([
        { outcome: 'running', startedAt: at(5) },
        { outcome: 'succeeded', durationMs: 240_000 },
        { outcome: 'succeeded', durationMs: 180_000 },
      ]);
      expect(runs.get(two)).toMatchObject([
        { outcome: 'succeeded' },
        { outcome: 'failed' },
      ]);
    });

    it('finds damaged backups', async () => {
      await insertRun(knex, at(1));
      const damaged = await insertRun(
        knex,
        at(2),
        {
          state: 'corrupted',
          verification: 'failed',
          verified_at: at(3),
          error: 'bits fell off',
        },
        { name: 'weekly' },
      );
      await insertRun(knex, at(2), {
        state: 'deleted',
        verification: 'failed',
      });
      expect(await store.damagedBackups(10)).toEqual([
        {
          id: damaged,
          name: 'weekly',
          ownerRef: 'group:default/ops',
          policyId: undefined,
          verifiedAt: at(3),
          error: 'bits fell off',
          damage: undefined,
        },
      ]);
    });

    it('finds policies whose last planned time passed', async () => {
      const missed = await insertPolicy(knex);
      const caughtUp = await insertPolicy(knex);
      const longAgo = await insertPolicy(knex);
      await insertPolicyRun(knex, missed, {
        planned_at: at(1),
        state: 'begun',
      });
      await insertPolicyRun(knex, missed, {
        planned_at: at(2),
        created_at: at(3),
        missed_runs: 2,
        reason: 'The portal was down',
      });
      await insertPolicyRun(knex, caughtUp, {
        planned_at: at(1),
        created_at: at(3),
      });
      await insertPolicyRun(knex, caughtUp, {
        planned_at: at(2),
        state: 'begun',
      });
      await insertPolicyRun(knex, longAgo, {
        planned_at: new Date('2025-12-01T00:00:00Z'),
        created_at: new Date('2025-12-01T00:00:00Z'),
      });
      expect(await store.missedPolicies(at(0))).toEqual([
        {
          policyId: missed,
          plannedAt: at(2),
          missedRuns: 2,
          reason: 'The portal was down',
        },
      ]);
    });
  },
);
