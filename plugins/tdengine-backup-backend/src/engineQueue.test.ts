import { TestDatabases } from './__testUtils__/backendTestUtils';
import { DatabaseJobStore } from './database/DatabaseJobStore';
import { ALICE } from './__testUtils__/createTestEngine';
import { fakeDatabase, FakeServer } from './__testUtils__/FakeServer';
import { FakeSource } from './__testUtils__/FakeSource';
import { gate, until, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const engines = useEngines();

const POWER = { instance: 'plant', scope: { databases: ['power'] } };

describe.each(databases.eachSupportedId())('the queue on %p', databaseId => {
  it('runs smaller priorities earlier, and no more at once than allowed', async () => {
    const started: string[] = [];
    let running = 0;
    let most = 0;
    const { engine } = await engines.create({
      knex: await databases.init(databaseId),
      config: { parallelRuns: 1 },
      faults: {
        beforeRead: async unit => {
          if (unit.kind === 'schema') {
            running++;
            most = Math.max(most, running);
            await new Promise(resolve => setTimeout(resolve, 50));
            running--;
          }
        },
      },
    });
    const jobs = new Map<string, string>();
    for (const [name, priority] of [
      ['late', 200],
      ['usual', undefined],
      ['usual, too', undefined],
      ['urgent', 1],
    ] as const) {
      const backup = await engine.backups.create(
        { ...POWER, name, priority },
        ALICE,
      );
      jobs.set(backup.jobId!, name);
    }
    await engine.start();
    for (const jobId of jobs.keys()) {
      await engine.jobEnded(jobId);
    }
    const rows = await engine.knex('jobs').orderBy('started_at').select('id');
    started.push(...rows.map(({ id }) => jobs.get(id)!));
    expect(started).toEqual(['urgent', 'usual', 'usual, too', 'late']);
    expect(most).toBe(1);
  });

  it('asks the database nothing more once it has stopped', async () => {
    const { engine } = await engines.create({
      knex: await databases.init(databaseId),
    });
    await engine.start();
    const { id } = await engine.backups.create(POWER, ALICE);
    // Without a pause, to stop it while what follows a job is under way.
    while ((await engine.backups.get(id)).state !== 'available') {
      await new Promise(resolve => setImmediate(resolve));
    }
    await engine.stop();
    const queries: string[] = [];
    engine.knex.on('query', ({ sql }) => queries.push(sql));
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(queries).toEqual([]);
  });

  it('creates one backup for one key of one caller', async () => {
    const { engine } = await engines.create({
      knex: await databases.init(databaseId),
    });
    const request = { ...POWER, idempotencyKey: 'task 1, step 2' };
    const both = await Promise.all([
      engine.backups.create(request, ALICE),
      engine.backups.create(request, ALICE),
    ]);
    const again = await engine.backups.create(request, ALICE);
    expect(new Set([...both, again].map(({ id }) => id)).size).toBe(1);

    const bob = {
      ref: 'user:default/bob',
      ownershipRefs: ['user:default/bob'],
    };
    expect((await engine.backups.create(request, bob)).id).not.toBe(again.id);
    expect(await engine.knex('jobs').select('id')).toHaveLength(2);
  });

  it('gives a name once per owner, until the backup is deleted', async () => {
    const { engine } = await engines.start({
      knex: await databases.init(databaseId),
    });
    const request = { ...POWER, name: '  Before the move ' };
    const backup = await engine.backups.create(request, ALICE);
    expect(backup.name).toBe('Before the move');
    // Exactly: a driver's message would say what was in the statement.
    await expect(engine.backups.create(request, ALICE)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        "There is a backup named 'Before the move' already; choose another name or delete that one",
    });
    await engine.backups.create(
      { ...request, ownerRef: 'group:default/ops' },
      ALICE,
    );
    await engine.finished(backup);
    await engine.backups.delete(backup.id, backup.name, ALICE);
    await until(async () =>
      engine.backups.create(request, ALICE).then(
        () => true,
        () => false,
      ),
    );
    await expect(
      engine.backups.create({ ...POWER, name: 'a\u0000b' }, ALICE),
    ).rejects.toThrow(/'name' has to have/);
  });

  it('refuses a format that the source does not write, and lists those it does', async () => {
    const { engine } = await engines.create({
      knex: await databases.init(databaseId),
    });
    await expect(
      engine.backups.create({ ...POWER, format: 'avro' }, ALICE),
    ).rejects.toMatchObject({
      name: 'InputError',
      message:
        "'format' has to be one of 'native', 'csv' for this instance, got 'avro'",
    });
  });

  it('never generates a name twice, even within a second', async () => {
    const { engine } = await engines.create({
      knex: await databases.init(databaseId),
    });
    const created = await Promise.all(
      Array.from({ length: 5 }, () => engine.backups.create(POWER, ALICE)),
    );
    expect(new Set(created.map(({ name }) => name)).size).toBe(5);
  });

  it('goes on after a stop without reading again what was read', async () => {
    const knex = await databases.init(databaseId);
    const reached = gate();
    const source = FakeSource.create({
      servers: {
        plant: FakeServer.create({ data: { power: fakeDatabase(3, 2, 5) } }),
      },
      faults: {
        beforeRead: async (unit, signal) => {
          if (unit.table === 'st3') {
            reached.open();
            await new Promise((_, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason));
            });
          }
        },
      },
    });
    const { engine } = await engines.start({
      knex,
      source,
      config: { parallelism: 1 },
    });
    const backup = await engine.backups.create(POWER, ALICE);
    await reached.opened;
    await engine.stop();
    expect(await engine.jobs.get(backup.jobId!)).toMatchObject({
      state: 'queued',
      attempt: 0,
    });

    source.faults.reads.length = 0;
    source.faults.beforeRead = undefined;
    await engine.start();
    expect(await engine.finished(backup)).toMatchObject({
      state: 'available',
      rows: 30,
      job: { attempt: 1 },
    });
    expect(source.faults.reads).toEqual(['rows power st3']);
  });

  it('lets a worker that lost its lease write nothing more', async () => {
    const knex = await databases.init(databaseId);
    const reached = gate();
    const go = gate();
    const { engine, source } = await engines.start({
      knex,
      faults: {
        beforeRead: async unit => {
          if (unit.table === 'st1') {
            reached.open();
            // A worker that hears of nothing, as when its process was paused.
            await go.opened;
          }
        },
      },
    });
    const backup = await engine.backups.create(POWER, ALICE);
    await reached.opened;
    await knex('jobs')
      .where({ id: backup.jobId })
      .update({ lease_token: 'of another worker' });
    go.open();
    await until(() =>
      engine
        .files('temp')
        .then(files => files.length === 0 || source.faults.reads.length > 1),
    );
    await new Promise(resolve => setTimeout(resolve, 2_000));
    expect(await knex('jobs').first()).toMatchObject({
      state: 'running',
      lease_token: 'of another worker',
    });
    expect(await knex('backups').first()).toMatchObject({ state: 'creating' });
    const units = await knex('job_units').pluck('unit_id');
    expect(units).not.toContain('rows power st1');
  });
});

// Several processes on one SQLite file are nothing Backstage does.
const shared = databases.eachSupportedId().filter(([id]) => id !== 'SQLITE_3');

describe('two engines on one database', () => {
  if (shared.length === 0) {
    it.todo(
      'run no job twice: needs PostgreSQL, named by BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING',
    );
    return;
  }

  it.each(shared)('run no job twice on %p', async databaseId => {
    const knex = await databases.init(databaseId);
    const source = FakeSource.create({
      servers: {
        plant: FakeServer.create({ data: { power: fakeDatabase(1, 1, 3) } }),
      },
    });
    const first = await engines.create({ knex, source });
    const second = await engines.create({
      knex,
      source,
      directory: first.engine.directory,
    });
    const backups = await Promise.all(
      Array.from({ length: 12 }, () =>
        first.engine.backups.create(POWER, ALICE),
      ),
    );
    await Promise.all([first.engine.start(), second.engine.start()]);
    for (const backup of backups) {
      expect(await first.engine.finished(backup)).toMatchObject({
        state: 'available',
        rows: 3,
      });
    }
    expect(
      source.faults.reads.filter(unit => unit.startsWith('rows')),
    ).toHaveLength(backups.length);
    expect(new Set(await knex('jobs').pluck('attempt'))).toEqual(new Set([1]));
  });

  it.each(shared)(
    'take over from each other on %p when one is cut off',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const reached = gate();
      const go = gate();
      const data = { power: fakeDatabase(2, 2, 5) };
      const cutOff = FakeSource.create({
        servers: { plant: FakeServer.create({ data }) },
        faults: {
          beforeRead: async unit => {
            if (unit.table === 'st2') {
              reached.open();
              await go.opened;
            }
          },
        },
      });
      const first = await engines.start({
        knex,
        source: cutOff,
        config: { parallelism: 1, parallelRuns: 1 },
      });
      const backup = await first.engine.backups.create(POWER, ALICE);
      await reached.opened;
      // As if its heartbeats had not arrived for a while, which it does not know.
      await knex('jobs').update({
        lease_expires_at: knex.raw("clock_timestamp() - interval '1 second'"),
      });
      await DatabaseJobStore.create({ knex }).recoverExpired();
      const second = await engines.start({
        knex,
        source: FakeSource.create({
          servers: { plant: FakeServer.create({ data }) },
        }),
        directory: first.engine.directory,
      });
      expect(await second.engine.finished(backup)).toMatchObject({
        state: 'available',
        rows: 20,
        job: { attempt: 2 },
      });
      expect(second.source.faults.reads).toEqual(['rows power st2']);

      go.open();
      await first.engine.stop();
      const again = await second.engine.backups.verify(backup.id, ALICE);
      expect(await second.engine.jobEnded(again.verifyJobId!)).toMatchObject({
        state: 'succeeded',
      });
    },
  );
});
