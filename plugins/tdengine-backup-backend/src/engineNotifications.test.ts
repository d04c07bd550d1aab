import { JsonObject } from '@backstage/types';
import {
  PolicyInput,
  PolicyNotifications,
} from 'backstage-plugin-tdengine-backup-common';
import { BackupNotification } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { TestScheduler } from './__testUtils__/TestScheduler';
import { anySignal, until, useEngines } from './__testUtils__/useEngines';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const engines = useEngines();
const BOB = { ref: 'user:default/bob', ownershipRefs: ['user:default/bob'] };
const PLANT = { instance: 'plant', scope: { databases: ['power'] } };

const HOURLY: PolicyInput = {
  ...PLANT,
  name: 'hourly',
  ownerRef: 'group:default/ops',
  schedule: { kind: 'cron', cron: '30 * * * *', timeZone: 'Asia/Shanghai' },
  retention: { count: 3 },
};

describe.each(databases.eachSupportedId())('people on %p', databaseId => {
  let knex: Knex;
  let now: Date;
  let told: BackupNotification[];

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    now = new Date('2026-11-21T10:00:00Z');
    told = [];
  });

  async function start(
    options: { config?: JsonObject; rootConfig?: JsonObject } = {},
  ) {
    const scheduler = TestScheduler.create();
    const setup = await engines.start({
      ...options,
      knex,
      scheduler,
      now: () => now,
      notifiers: [
        {
          type: 'test',
          reaches: ({ entityRefs, addresses }) =>
            entityRefs.length + addresses.length > 0,
          notify: async message => void told.push(message),
        },
      ],
    });

    /** The planned time of an hour comes, and what runs then ends. */
    async function hour(time: string) {
      now = new Date(`2026-11-21T${time}:00Z`);
      await scheduler.run('tdengine-backup-policies');
      await settled();
    }

    /** Everything ended, is known and told. */
    async function settled() {
      await until(
        async () =>
          (await knex('jobs').whereNull('finished_at')).length === 0 &&
          (await knex('policy_runs').where({ state: 'begun' })).length === 0,
      );
      await scheduler.run('tdengine-backup-notifications');
      await until(
        async () =>
          (await knex('outbox').where({ state: 'waiting' })).length === 0,
      );
    }

    return { ...setup, hour, settled };
  }

  const create = (
    { engine }: Awaited<ReturnType<typeof start>>,
    notifications?: PolicyNotifications,
    changes: Partial<PolicyInput> = {},
  ) => engine.policies.create({ ...HOURLY, notifications, ...changes }, ALICE);

  const outcomes = () => told.map(({ kind, outcome }) => `${kind} ${outcome}`);

  it('hear of the first failure, not of those that follow, and of the end', async () => {
    const setup = await start({
      rootConfig: { app: { baseUrl: 'https://portal.example' } },
    });
    const policy = await create(setup, { addresses: ['ops@example.com'] });
    await setup.hour('10:31');
    expect(outcomes()).toEqual([]);

    setup.plant.down = new Error('The disk of the server is gone');
    await setup.hour('11:31');
    await setup.hour('12:31');
    await setup.hour('13:31');
    expect(told).toEqual([
      expect.objectContaining({
        kind: 'policy',
        outcome: 'failed',
        title: "Backup policy 'hourly' fails",
        summary: expect.stringContaining('The disk of the server is gone'),
        recipients: {
          entityRefs: ['group:default/ops'],
          addresses: ['ops@example.com'],
        },
        thread: `policy:${policy.id}`,
        url: expect.stringContaining(
          'https://portal.example/tdengine-backup/backups/',
        ),
      }),
    ]);

    // Whoever the policy names by now: those who worry are told that it is over.
    await setup.engine.policies.update(
      policy.id,
      {
        ...HOURLY,
        version: policy.version,
        notifications: { onFailure: false, addresses: ['others@example.com'] },
      },
      ALICE,
    );
    setup.plant.down = undefined;
    await setup.hour('14:31');
    await setup.hour('15:31');
    expect(outcomes()).toEqual(['policy failed', 'policy recovered']);
    expect(told[1]).toMatchObject({
      answers: told[0].id,
      thread: told[0].thread,
      recipients: told[0].recipients,
      text: expect.stringMatching(
        /Failing since: \d{4}-\d\d-\d\d \d\d:\d\d \(Asia/,
      ),
    });
  });

  it('hear of nothing that they did not ask for', async () => {
    const setup = await start();
    await create(setup, { onFailure: false, onMissed: false });
    setup.plant.down = new Error('down');
    await setup.hour('10:31');
    setup.plant.down = undefined;
    await setup.hour('11:31');
    await setup.hour('15:31');
    expect(outcomes()).toEqual([]);
  });

  it('hear of every success where they asked for it, in their language', async () => {
    const setup = await start();
    await create(setup, { onSuccess: true, language: 'zh' });
    await setup.hour('10:31');
    await setup.hour('11:31');
    expect(outcomes()).toEqual(['policy succeeded', 'policy succeeded']);
    expect(told[0]).toMatchObject({
      title: '备份策略“hourly”已运行',
      severity: 'low',
    });
  });

  it('hear of planned times that were missed', async () => {
    const setup = await start();
    await create(setup, undefined, { graceMinutes: 0 });
    await setup.hour('13:20');
    expect(told).toMatchObject([
      {
        outcome: 'missed',
        summary:
          'Nothing ran at 3 planned times, the first of them 2026-11-21 18:30 (Asia/Shanghai); it is too late to make up for it',
      },
    ]);
  });

  it('without an owner hear as those who made it, or whom the configuration names', async () => {
    const policy = {
      ...HOURLY,
      name: 'configured',
      ownerRef: undefined,
      notifications: { onSuccess: true },
    };
    const setup = await start({
      config: {
        policies: [JSON.parse(JSON.stringify(policy))],
        notifications: {
          recipients: ['group:default/operators'],
          addresses: ['operators@example.com'],
        },
      },
    });
    await create(setup, { onSuccess: true }, { ownerRef: undefined });
    await setup.hour('10:31');
    expect(told.map(({ recipients }) => recipients.entityRefs).sort()).toEqual([
      ['group:default/operators'],
      [ALICE.ref],
    ]);
    expect(told[0].recipients.addresses).toEqual(['operators@example.com']);
  });

  it('who began a backup by hand hear of its end, whoever owns it', async () => {
    const setup = await start();
    const good = await setup.engine.backups.create(
      { ...PLANT, ownerRef: 'group:default/ops' },
      BOB,
    );
    await setup.settled();
    setup.plant.down = new Error('down');
    await setup.engine.backups.create(PLANT, BOB);
    await setup.settled();
    expect(told).toMatchObject([
      {
        kind: 'backup',
        outcome: 'succeeded',
        severity: 'low',
        recipients: { entityRefs: [BOB.ref], addresses: [] },
        link: `/tdengine-backup/backups/${good.id}`,
      },
      {
        outcome: 'failed',
        severity: 'high',
        summary: expect.stringContaining('down'),
      },
    ]);
  });

  it('who had a policy run by hand hear of the end of that run', async () => {
    const setup = await start();
    const policy = await create(setup);
    await setup.engine.policies.run(policy.id, BOB);
    await setup.settled();
    expect(told).toMatchObject([
      {
        kind: 'backup',
        outcome: 'succeeded',
        recipients: { entityRefs: [BOB.ref] },
      },
    ]);
  });

  it('hear of a backup that a service began as its owners', async () => {
    const setup = await start();
    await setup.engine.backups.create(
      { ...PLANT, ownerRef: 'group:default/ops' },
      { ref: 'plugin:scaffolder', ownershipRefs: [] },
    );
    await setup.settled();
    expect(told).toMatchObject([
      { recipients: { entityRefs: ['group:default/ops'] } },
    ]);
  });

  it('hear of the end of a restore', async () => {
    const setup = await start();
    const backup = await setup.engine.finished(
      await setup.engine.backups.create(PLANT, ALICE),
    );
    const request = { backupId: backup.id, instance: 'lab' };
    const { token } = await setup.engine.restores.plan(request, anySignal);
    const restore = await setup.engine.restores.create(
      { ...request, planToken: token },
      BOB,
      anySignal,
    );
    await setup.settled();
    expect(told[1]).toMatchObject({
      kind: 'restore',
      outcome: 'succeeded',
      title: `Backup '${backup.name}' is restored into 'lab'`,
      recipients: { entityRefs: [BOB.ref] },
      link: `/tdengine-backup/restores/${restore.id}`,
    });
  });
});
