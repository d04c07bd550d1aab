import { randomUUID } from 'node:crypto';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { LeaseLostError } from '../jobs/errors';
import { applyMigrations } from './applyMigrations';
import { DatabaseJobEventStore } from './DatabaseJobEventStore';
import { DatabaseJobStateStore } from './DatabaseJobStateStore';
import { DatabaseJobStore } from './DatabaseJobStore';
import { NewJob } from './JobStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create();

describe.each(databases.eachSupportedId())(
  'DatabaseJobStore on %p',
  databaseId => {
    async function setUp() {
      const knex = await databases.init(databaseId);
      await applyMigrations({ getClient: async () => knex });
      const store = DatabaseJobStore.create({ knex });

      async function enqueue(changes: Partial<NewJob> = {}): Promise<string> {
        const id = changes.id ?? randomUUID();
        await knex.transaction(tx =>
          store.enqueue(
            [
              {
                id,
                type: 'backup',
                subjectId: 'b1',
                backupId: 'b1',
                priority: 100,
                maxAttempts: 2,
                createdBy: 'user:default/alice',
                ...changes,
              },
            ],
            tx,
          ),
        );
        return id;
      }

      const claim = (leaseMs = 60_000) =>
        store.claim({
          types: ['backup', 'restore'],
          leaseMs,
          worker: 'host/1',
        });
      return {
        knex,
        store,
        enqueue,
        claim,
        events: DatabaseJobEventStore.create({ knex, maximumLines: 5 }),
        state: DatabaseJobStateStore.create({ knex }),
      };
    }

    it('hands out the most urgent first, then the oldest, and only what is asked for', async () => {
      const { enqueue, claim } = await setUp();
      const pause = () => new Promise(resolve => setTimeout(resolve, 5));
      const late = await enqueue({ priority: 200 });
      await pause();
      const first = await enqueue();
      await pause();
      const second = await enqueue();
      await enqueue({ type: 'delete', priority: 0 });
      const urgent = await enqueue({ type: 'restore', priority: 1 });
      const order: string[] = [];
      for (let got = await claim(); got; got = await claim()) {
        order.push(got.job.id);
        expect(got.job).toMatchObject({ state: 'running', attempt: 1 });
      }
      expect(order).toEqual([urgent, first, second, late]);
    });

    it('gives each job to one of many who ask at once', async () => {
      const { enqueue, claim } = await setUp();
      for (let index = 0; index < 10; index++) {
        await enqueue();
      }
      const claims = await Promise.all(
        Array.from({ length: 30 }, () => claim()),
      );
      const ids = claims.flatMap(got => got?.job.id ?? []);
      const more: string[] = [];
      for (let got = await claim(); got; got = await claim()) {
        more.push(got.job.id);
      }
      expect(new Set([...ids, ...more]).size).toBe(10);
      expect([...ids, ...more]).toHaveLength(10);
    });

    it('refuses every write of a worker that lost its lease', async () => {
      const { knex, store, enqueue, claim, events, state } = await setUp();
      await enqueue();
      const { lease } = (await claim(1))!;
      await new Promise(resolve => setTimeout(resolve, 20));
      expect(await store.recoverExpired()).toEqual([lease.jobId]);
      const next = (await claim())!;
      expect(next.lease.token).not.toBe(lease.token);
      expect(next.job.attempt).toBe(2);

      expect(await store.renew(lease, 1_000)).toBe(false);
      expect((await store.watch([lease])).size).toBe(0);
      const writes = [
        store.withLease(lease, async tx =>
          store.finish(lease.jobId, { state: 'succeeded' }, tx),
        ),
        store.release(lease, { reason: 'stop', countAttempt: false }),
        store.abandon(lease, 'broken'),
        events.append(lease, {
          lines: [{ at: new Date(), level: 'info', message: 'x' }],
        }),
        state.recordUnit(lease, 'unit', {}),
        state.forgetUnits(lease, ['unit']),
        state.reset(lease),
        state.setCheckpoint(lease, 'name', {}),
        state.appendJournal(lease, {}),
      ];
      for (const outcome of await Promise.allSettled(writes)) {
        expect(outcome).toMatchObject({
          status: 'rejected',
          reason: expect.any(LeaseLostError),
        });
      }
      expect(await knex('job_units').select()).toEqual([]);
      expect(await store.get(lease.jobId)).toMatchObject({ state: 'running' });
    });

    it('does not count an attempt that a stop ended, but one that a crash did', async () => {
      const { store, enqueue, claim } = await setUp();
      const id = await enqueue();
      const { lease } = (await claim())!;
      await store.release(lease, { reason: 'stop', countAttempt: false });
      expect(await store.get(id)).toMatchObject({
        state: 'queued',
        attempt: 0,
      });

      for (const attempt of [1, 2]) {
        expect((await claim(1))!.job).toMatchObject({
          attempt,
          abandonReason: undefined,
        });
        await new Promise(resolve => setTimeout(resolve, 20));
        await store.recoverExpired();
      }
      expect((await claim(1))!.job).toMatchObject({
        attempt: 3,
        abandonReason:
          'The process that ran it (host/1) ended or was cut off in attempt 2 of 2',
      });
    });

    it('cancels at once what never began, and asks the others', async () => {
      const { knex, store, enqueue, claim } = await setUp();
      const waiting = await enqueue();
      const cancel = (id: string) =>
        knex.transaction(tx => store.requestCancel(id, tx));
      expect(await cancel(waiting)).toBe('cancelled');
      await expect(cancel(waiting)).rejects.toThrow('it is cancelled');
      await expect(cancel('unknown')).rejects.toThrow('There is no job');

      const running = await enqueue();
      const { lease } = (await claim(1))!;
      expect(await cancel(running)).toBe('cancelling');
      expect(await cancel(running)).toBe('cancelling');
      expect((await store.watch([lease])).get(running)).toBe('cancelling');

      // Its worker died: the next one cleans up.
      await new Promise(resolve => setTimeout(resolve, 20));
      await store.recoverExpired();
      expect((await claim())!.job).toMatchObject({
        id: running,
        state: 'cancelling',
      });
    });

    it('gives a lock to one job until it has ended', async () => {
      const { knex, store, enqueue, claim } = await setUp();
      const holder = await enqueue({ type: 'restore', locks: ['a', 'b'] });
      await expect(
        enqueue({ type: 'restore', locks: ['b', 'c'] }),
      ).rejects.toThrow(
        `'b' is in use by the restore job ${holder}, which is queued`,
      );
      expect(await store.listActive('b1')).toHaveLength(1);
      const { lease } = (await claim())!;
      await store.withLease(lease, tx =>
        store.finish(holder, { state: 'failed', error: 'broken' }, tx),
      );
      expect(await store.get(holder)).toMatchObject({
        state: 'failed',
        error: 'broken',
        finishedAt: expect.any(String),
      });
      await enqueue({ type: 'restore', locks: ['b', 'c'] });
      expect(await knex('job_locks').pluck('lock_key')).toEqual(['b', 'c']);
    });

    it('keeps units, checkpoints and the journal for the next attempt', async () => {
      const { store, enqueue, claim, state } = await setUp();
      const id = await enqueue();
      const { lease } = (await claim())!;
      await state.recordUnit(lease, 'one', { rows: 1 });
      await state.recordUnit(lease, 'one', { rows: 2 });
      await state.recordUnit(lease, 'two', { rows: 3 });
      await state.setCheckpoint(lease, 'session', { at: 1 });
      await state.setCheckpoint(lease, 'session', { at: 2 });
      await state.appendJournal(lease, { creating: 'power' });
      await state.appendJournal(lease, { created: 'power' });
      await store.release(lease, { reason: 'stop', countAttempt: false });

      expect(await state.listUnits(id)).toEqual(
        new Map([
          ['one', { rows: 2 }],
          ['two', { rows: 3 }],
        ]),
      );
      expect(await state.getCheckpoint(id, 'session')).toEqual({ at: 2 });
      expect(await state.getCheckpoint(id, 'other')).toBeUndefined();
      expect(await state.listJournal(id)).toEqual([
        { creating: 'power' },
        { created: 'power' },
      ]);

      const next = (await claim())!;
      await state.forgetUnits(next.lease, ['two']);
      expect([...(await state.listUnits(id)).keys()]).toEqual(['one']);
      await state.reset(next.lease);
      expect((await state.listUnits(id)).size).toBe(0);
      expect(await state.getCheckpoint(id, 'session')).toBeUndefined();
    });

    it('keeps the first lines of a log, only the last progress, and no old events', async () => {
      const { store, enqueue, claim, events } = await setUp();
      const id = await enqueue();
      const { lease } = (await claim())!;
      const line = (message: string, level: 'info' | 'error' = 'info') => ({
        at: new Date(),
        level,
        message,
      });
      const progress = {
        phase: 'data',
        phases: ['data'],
        tablesDone: 0,
        tablesTotal: 0,
        rowsDone: 0,
        rowsTotal: 0,
        bytesDone: 0,
        bytesTotal: 0,
        errors: 0,
      };
      await events.append(lease, {
        lines: [line('1'), line('2', 'error'), line('3')],
        progress,
      });
      await events.append(lease, {
        lines: [line('4'), line('5'), line('6'), line('7')],
        progress: { ...progress, rowsDone: 5 },
      });
      await events.append(lease, { lines: [line('8')] });
      const all = await events.list(id, { after: 0, limit: 100 });
      expect(
        all.map(event => event.message ?? event.state ?? event.type),
      ).toEqual([
        'queued',
        'running',
        '1',
        '2',
        '3',
        '4',
        '5',
        'The log is cut here after 5 lines; the log file in the data folder has all of them',
        'progress',
      ]);
      expect(all[all.length - 1].progress).toMatchObject({ rowsDone: 5 });
      expect((await store.get(id)).progress).toMatchObject({ rowsDone: 5 });
      const errors = await events.list(id, {
        after: 0,
        limit: 100,
        level: 'error',
      });
      expect(
        errors.filter(({ type }) => type === 'log').map(e => e.message),
      ).toEqual(['2']);
      const later = await events.list(id, { after: all[6].id, limit: 1 });
      expect(later).toEqual([all[7]]);

      const soon = new Date(Date.now() + 60_000);
      expect(await events.prune(soon)).toBe(0);
      await store.withLease(lease, tx =>
        store.finish(id, { state: 'succeeded' }, tx),
      );
      expect(await events.prune(new Date(0))).toBe(0);
      expect(await events.prune(soon)).toBe(10);
    });
  },
);
