import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import {
  insertPolicy,
  insertPolicyRun,
  insertRun,
} from '../__testUtils__/testRecords';
import { applyMigrations } from './applyMigrations';
import { DatabaseRecordStore } from './DatabaseRecordStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create();

const LONG_AGO = new Date('2024-01-01T00:00:00Z');
const BEFORE = new Date('2025-01-01T00:00:00Z');
const LATELY = new Date('2026-01-01T00:00:00Z');

describe.each(databases.eachSupportedId())(
  'DatabaseRecordStore on %p',
  databaseId => {
    let knex: Knex;
    let store: DatabaseRecordStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      store = DatabaseRecordStore.create({ knex });
    });

    async function backup(name: string, at: Date, state: string) {
      return insertRun(knex, at, { state, updated_at: at }, { name });
    }

    async function job(
      type: string,
      subjectId: string,
      at: Date | null,
      changes: Record<string, unknown> = {},
    ) {
      const id = randomUUID();
      await knex('jobs').insert({
        id,
        type,
        subject_id: subjectId,
        backup_id: subjectId,
        state: 'completed',
        priority: 5,
        attempt: 1,
        max_attempts: 3,
        created_by: 'user:default/alice',
        created_at: LONG_AGO,
        finished_at: at,
        log_lines: 1,
        ...changes,
      });
      await knex('job_units').insert({
        job_id: id,
        unit_id: 'power',
        attempt: randomUUID(),
        result: '{}',
      });
      return id;
    }

    async function restore(backupId: string, at: Date | null) {
      const id = randomUUID();
      await knex('restores').insert({
        id,
        backup_id: backupId,
        backup_name: 'power',
        instance: 'plant',
        state: at ? 'completed' : 'running',
        mode: 'full',
        conflict: 'refuse',
        request: '{}',
        plan: '{}',
        plan_token: 'token',
        created_by: 'user:default/alice',
        created_at: LONG_AGO,
        finished_at: at,
      });
      const jobId = await job('restore', id, at, { backup_id: backupId });
      await knex('restores').where({ id }).update({ job_id: jobId });
      return { id, jobId };
    }

    const ids = async (table: string) =>
      (await knex(table).pluck('id')).sort((a, b) => (a < b ? -1 : 1));
    const sorted = (...list: string[]) => list.sort((a, b) => (a < b ? -1 : 1));

    it('forgets backups that were deleted long ago, with all that belongs to them', async () => {
      const gone = await backup('gone', LONG_AGO, 'deleted');
      await job('backup', gone, LONG_AGO);
      await job('delete', gone, LONG_AGO);
      const late = await backup('deleted lately', LATELY, 'deleted');
      const there = await backup('there', LONG_AGO, 'available');
      const broken = await backup('failed', LONG_AGO, 'failed');

      expect(await store.prune(BEFORE, 100)).toBe(3);
      expect(await ids('backups')).toEqual(sorted(late, there, broken));
      expect(await ids('jobs')).toEqual([]);
      expect(await knex('job_units').select()).toEqual([]);
      expect(
        await knex('backup_databases').where({ backup_id: gone }).select(),
      ).toEqual([]);
      expect(await store.prune(BEFORE, 100)).toBe(0);
    });

    it('keeps the jobs that made and verified a backup that is there', async () => {
      const there = await backup('there', LONG_AGO, 'available');
      const made = await job('backup', there, LONG_AGO);
      const verified = await job('verify', there, LONG_AGO);
      await job('verify', there, LONG_AGO);
      await job('transfer', there, LONG_AGO);
      await knex('backups')
        .where({ id: there })
        .update({ job_id: made, verify_job_id: verified });

      expect(await store.prune(BEFORE, 100)).toBe(2);
      expect(await ids('jobs')).toEqual(sorted(made, verified));
    });

    it('keeps what is not over, and what ended lately', async () => {
      const there = await backup('there', LONG_AGO, 'available');
      const running = await job('verify', there, null, { state: 'running' });
      const lately = await job('verify', there, LATELY);
      const old = await restore(there, LONG_AGO);
      const late = await restore(there, LATELY);
      const open = await restore(there, null);

      expect(await store.prune(BEFORE, 100)).toBe(2);
      expect(await ids('restores')).toEqual(sorted(late.id, open.id));
      expect(await ids('jobs')).toEqual(
        sorted(running, lately, late.jobId, open.jobId),
      );
      expect(await ids('jobs')).not.toContain(old.jobId);
    });

    it('keeps a deleted backup as long as a restore of it is remembered, or something works on it', async () => {
      const restored = await backup('restored', LONG_AGO, 'deleted');
      const late = await restore(restored, LATELY);
      const busy = await backup('busy', LONG_AGO, 'deleted');
      await job('delete', busy, null, { state: 'running' });

      expect(await store.prune(BEFORE, 100)).toBe(0);
      expect(await ids('backups')).toEqual(sorted(restored, busy));
      expect(await ids('restores')).toEqual([late.id]);
    });

    it('keeps the jobs of rescans that are remembered', async () => {
      const rescan = randomUUID();
      const jobId = await job('rescan', rescan, LONG_AGO);
      await job('rescan', randomUUID(), LONG_AGO);
      await knex('target_rescans').insert({
        id: rescan,
        target: 'default',
        job_id: jobId,
        created_by: 'user:default/alice',
        created_at: LONG_AGO,
      });

      expect(await store.prune(BEFORE, 100)).toBe(1);
      expect(await ids('jobs')).toEqual([jobId]);
    });

    it('forgets what became of old planned times, unless their backups are there or they still wait', async () => {
      const policy = await insertPolicy(knex);
      const there = await backup('there', LONG_AGO, 'available');
      const gone = await backup('gone', LATELY, 'deleted');
      const old = { created_at: LONG_AGO };
      await insertPolicyRun(knex, policy, { ...old, reason: 'missed' });
      await insertPolicyRun(knex, policy, { ...old, backup_id: gone });
      const kept = { ...old, reason: 'kept' };
      await insertPolicyRun(knex, policy, { ...kept, backup_id: there });
      await insertPolicyRun(knex, policy, { ...kept, state: 'waiting' });
      await insertPolicyRun(knex, policy, {
        created_at: LATELY,
        reason: 'kept',
      });

      expect(await store.prune(BEFORE, 100)).toBe(2);
      expect(await knex('policy_runs').pluck('reason')).toEqual([
        'kept',
        'kept',
        'kept',
      ]);
    });

    it('goes little by little', async () => {
      for (let index = 0; index < 5; index++) {
        await backup(`gone ${index}`, LONG_AGO, 'deleted');
      }
      expect(await store.prune(BEFORE, 2)).toBe(2);
      expect(await store.prune(BEFORE, 2)).toBe(2);
      expect(await store.prune(BEFORE, 2)).toBe(1);
    });
  },
);
