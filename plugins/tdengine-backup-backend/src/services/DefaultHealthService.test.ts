import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { silentLogger } from '../__testUtils__/silentLogger';
import { applyMigrations } from '../database/applyMigrations';
import { createStores, Stores } from '../database/createStores';
import { JobWorker } from '../jobs/JobWorker';
import { addressed, FAILED } from '../notifications/__testUtils__/sampleNews';
import { TargetRegistry } from '../runs/TargetRegistry';
import { DefaultHealthService } from './DefaultHealthService';

jest.setTimeout(60_000);

const databases = TestDatabases.create();
const MINUTE_MS = 60_000;

describe.each(databases.eachSupportedId())('health on %p', databaseId => {
  let knex: Knex;
  let stores: Stores;
  let now: Date;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await applyMigrations({ getClient: async () => knex });
    stores = createStores(knex);
    now = new Date('2026-11-21T10:00:00Z');
  });

  const pass = (minutes: number) => {
    now = new Date(now.getTime() + minutes * MINUTE_MS);
  };

  const create = (automatic = true) =>
    DefaultHealthService.create({
      ...stores,
      knex,
      automatic,
      targets: { all: () => [] } as unknown as TargetRegistry,
      worker: { isAlive: () => true } as JobWorker,
      logger: silentLogger,
      now: () => now,
    });

  const failing = async (health: DefaultHealthService) =>
    (await health.check()).filter(({ ok }) => !ok);

  it('is in order at the start, before the scheduler looked first', async () => {
    const health = create();
    expect((await health.check()).map(({ name }) => name)).toEqual([
      'database',
      'workers',
      'scheduler',
      'notifications',
    ]);
    expect(await failing(health)).toEqual([]);
    pass(2);
    expect(await failing(health)).toEqual([
      {
        name: 'scheduler',
        ok: false,
        message: 'The scheduler never looked, so no policy runs',
      },
    ]);
  });

  it('is out of order a minute after the scheduler looked last', async () => {
    const health = create();
    pass(10);
    await stores.schedulerState.touch(now);
    expect(await failing(health)).toEqual([]);
    pass(1);
    expect(await failing(health)).toMatchObject([
      {
        name: 'scheduler',
        message: expect.stringContaining('2026-11-21T10:10:00.000Z'),
      },
    ]);
  });

  it('does not wait for a scheduler that is switched off', async () => {
    const health = create(false);
    pass(10);
    expect(await failing(health)).toEqual([]);
  });

  it('is out of order an hour after a message that nobody took', async () => {
    const health = create(false);
    await knex.transaction(tx =>
      stores.outbox.insert(addressed(FAILED), ['mail'], now, tx),
    );
    pass(60);
    expect(await failing(health)).toEqual([]);
    pass(1);
    expect(await failing(health)).toEqual([
      {
        name: 'notifications',
        ok: false,
        message:
          "Messages wait for notifier 'mail', 1 of them, since 2026-11-21T10:00:00.000Z",
      },
    ]);
  });
});
