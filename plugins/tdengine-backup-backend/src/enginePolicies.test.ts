import { setTimeout as sleep } from 'node:timers/promises';
import { JsonObject } from '@backstage/types';
import {
  Policy,
  PolicyInput,
  PolicyRun,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { TestScheduler } from './__testUtils__/TestScheduler';
import { EngineSetup, gate, useEngines } from './__testUtils__/useEngines';
import { applyMigrations } from './database/applyMigrations';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const engines = useEngines();
const TASK = 'tdengine-backup-policies';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Every hour at half past, kept three times. */
const HOURLY: PolicyInput = {
  name: 'hourly',
  instance: 'plant',
  scope: { databases: ['power'] },
  schedule: { kind: 'cron', cron: '30 * * * *', timeZone: 'UTC' },
  retention: { count: 3 },
};

describe.each(databases.eachSupportedId())('policies on %p', databaseId => {
  let knex: Knex;
  let now: Date;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    now = new Date('2026-11-21T10:00:00Z');
  });

  async function start(
    options: {
      config?: JsonObject;
      directory?: string;
      source?: EngineSetup['source'];
    } = {},
  ) {
    const scheduler = TestScheduler.create();
    const setup = await engines.start({
      ...options,
      knex,
      scheduler,
      now: () => now,
    });
    return { ...setup, tick: () => scheduler.run(TASK) };
  }

  type Setup = Awaited<ReturnType<typeof start>>;

  async function tickAt(setup: Setup, time: string) {
    now = new Date(time);
    await setup.tick();
  }

  /** Runs as the API tells them, the first one first, once all that began are over and known. */
  async function runsOf(setup: Setup, { id }: Policy): Promise<PolicyRun[]> {
    for (;;) {
      const { items } = await setup.engine.policies.runs(id, {
        page: 1,
        pageSize: 100,
      });
      const open = items.filter(({ state }) =>
        ['queued', 'running'].includes(state),
      );
      const unsettled = await knex('policy_runs').where({ state: 'begun' });
      if (open.length === 0 && unsettled.length === 0) {
        return items.reverse();
      }
      await sleep(20);
    }
  }

  async function create(setup: Setup, changes: Partial<PolicyInput> = {}) {
    return setup.engine.policies.create({ ...HOURLY, ...changes }, ALICE);
  }

  it('run when their time has come, once', async () => {
    const setup = await start();
    const policy = await create(setup);
    expect(policy).toMatchObject({
      version: 1,
      enabled: true,
      readOnly: false,
      format: 'native',
      targets: ['default'],
      nextRunAt: '2026-11-21T10:30:00.000Z',
      createdBy: ALICE.ref,
    });
    await tickAt(setup, '2026-11-21T10:29:59Z');
    expect(await runsOf(setup, policy)).toEqual([]);

    await tickAt(setup, '2026-11-21T10:30:07Z');
    await setup.tick();
    const [run, ...others] = await runsOf(setup, policy);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      trigger: 'schedule',
      state: 'succeeded',
      plannedAt: '2026-11-21T10:30:00.000Z',
      backupName: 'auto_backup_hourly_20261121_103000',
      rows: 60,
    });
    expect(await setup.engine.backups.get(run.backupId!)).toMatchObject({
      mode: 'automatic',
      policyId: policy.id,
      policyName: 'hourly',
      remark: "By policy 'hourly'",
      createdBy: ALICE.ref,
      state: 'available',
    });
    expect(await setup.engine.policies.get(policy.id)).toMatchObject({
      nextRunAt: '2026-11-21T11:30:00.000Z',
      lastRun: { id: run.id, state: 'succeeded' },
      lastGoodBackup: { id: run.backupId },
    });
  });

  it('run each planned time once, however many replicas look', async () => {
    const first = await start();
    const second = await start({
      directory: first.engine.directory,
      source: first.source,
    });
    const policies = [];
    for (let number = 0; number < 8; number++) {
      policies.push(await create(first, { name: `policy ${number}` }));
    }
    for (let hour = 10; hour < 13; hour++) {
      now = new Date(`2026-11-21T${hour}:30:01Z`);
      await Promise.all([
        first.tick(),
        second.tick(),
        first.tick(),
        second.tick(),
      ]);
      for (const policy of policies) {
        await runsOf(first, policy);
      }
    }
    for (const policy of policies) {
      const runs = await runsOf(first, policy);
      expect(runs.map(({ plannedAt, state }) => [plannedAt, state])).toEqual([
        ['2026-11-21T10:30:00.000Z', 'succeeded'],
        ['2026-11-21T11:30:00.000Z', 'succeeded'],
        ['2026-11-21T12:30:00.000Z', 'succeeded'],
      ]);
    }
    expect(await knex('backups').select('id')).toHaveLength(24);
  });

  it('make up once for what was missed, and say so', async () => {
    const setup = await start();
    const policy = await create(setup, { graceMinutes: 120 });
    // Three planned times passed while nothing looked; the last is an hour old.
    await tickAt(setup, '2026-11-21T13:20:00Z');
    const runs = await runsOf(setup, policy);
    expect(runs).toMatchObject([
      {
        trigger: 'catch-up',
        state: 'succeeded',
        plannedAt: '2026-11-21T12:30:00.000Z',
        missedRuns: 2,
      },
    ]);
    expect((await setup.engine.policies.get(policy.id)).nextRunAt).toBe(
      '2026-11-21T13:30:00.000Z',
    );
  });

  it('do not make up for what is too old, and say so', async () => {
    const setup = await start();
    const policy = await create(setup, { graceMinutes: 30 });
    await tickAt(setup, '2026-11-21T14:15:00Z');
    const runs = await runsOf(setup, policy);
    expect(runs).toMatchObject([
      {
        state: 'missed',
        plannedAt: '2026-11-21T10:30:00.000Z',
        missedRuns: 4,
        reason: expect.stringContaining('too late'),
      },
    ]);
    expect(await knex('backups').select('id')).toEqual([]);
  });

  it('do not run twice when the clock goes back, and run on', async () => {
    const setup = await start();
    const policy = await create(setup);
    await tickAt(setup, '2026-11-21T10:30:01Z');
    await runsOf(setup, policy);
    // The clock was wrong by a year for a moment.
    await tickAt(setup, '2027-11-21T10:29:00Z');
    await runsOf(setup, policy);
    await tickAt(setup, '2026-11-21T10:30:30Z');
    await tickAt(setup, '2026-11-21T11:30:02Z');
    const planned = (await runsOf(setup, policy)).map(run => run.plannedAt);
    expect(planned).toEqual([
      '2026-11-21T10:30:00.000Z',
      '2026-11-21T11:30:00.000Z',
      '2027-11-21T09:30:00.000Z',
    ]);
  });

  describe('while a run is under way', () => {
    async function startSlow(overlap: 'skip' | 'queue') {
      const { opened, open } = gate();
      const setup = await start();
      setup.source.faults.beforeRead = async () => opened;
      const policy = await create(setup, { overlap });
      await tickAt(setup, '2026-11-21T10:30:01Z');
      await tickAt(setup, '2026-11-21T11:30:01Z');
      await tickAt(setup, '2026-11-21T12:30:01Z');
      return { setup, policy, open };
    }

    it('skip the planned times that come', async () => {
      const { setup, policy, open } = await startSlow('skip');
      await expect(
        setup.engine.policies.run(policy.id, ALICE),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      open();
      expect(await runsOf(setup, policy)).toMatchObject([
        { state: 'succeeded' },
        {
          state: 'skipped',
          plannedAt: '2026-11-21T11:30:00.000Z',
          reason: 'The run before it was not over',
          cause: { code: 'runNotOver' },
        },
        { state: 'skipped', plannedAt: '2026-11-21T12:30:00.000Z' },
      ]);
    });

    it('have one wait where they are told to', async () => {
      const { setup, policy, open } = await startSlow('queue');
      const { items } = await setup.engine.policies.runs(policy.id, {
        page: 1,
        pageSize: 10,
      });
      expect(items.map(({ state }) => state)).toEqual([
        'skipped',
        'waiting',
        'running',
      ]);
      expect(await knex('backups').where({ state: 'creating' })).toHaveLength(
        1,
      );
      open();
      while ((await knex('policy_runs').where({ state: 'waiting' })).length) {
        await sleep(20);
      }
      expect(await runsOf(setup, policy)).toMatchObject([
        { state: 'succeeded', plannedAt: '2026-11-21T10:30:00.000Z' },
        { state: 'succeeded', plannedAt: '2026-11-21T11:30:00.000Z' },
        { state: 'skipped', reason: expect.stringContaining('waits already') },
      ]);
    });

    it('do not try an earlier one again meanwhile', async () => {
      const setup = await start();
      const policy = await create(setup);
      setup.plant.down = new Error('The plant is down');
      await tickAt(setup, '2026-11-21T10:30:01Z');
      const [failed] = await runsOf(setup, policy);
      setup.plant.down = undefined;
      const { opened, open } = gate();
      setup.source.faults.beforeRead = async () => opened;
      await tickAt(setup, '2026-11-21T11:30:01Z');

      const retry = () => setup.engine.backups.retry(failed.backupId!, ALICE);
      await expect(retry()).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining("Policy 'hourly' runs already"),
      });
      open();
      await runsOf(setup, policy);
      await retry();
      expect(await runsOf(setup, policy)).toMatchObject([
        { state: 'succeeded' },
        { state: 'succeeded' },
      ]);
    });

    it('drop what waits when they are disabled', async () => {
      const { setup, policy, open } = await startSlow('queue');
      await setup.engine.policies.setEnabled(policy.id, false, ALICE);
      open();
      const runs = await runsOf(setup, policy);
      expect(runs.map(({ state }) => state)).toEqual([
        'succeeded',
        'skipped',
        'skipped',
      ]);
      expect(runs[1]).toMatchObject({
        reason: 'The policy was disabled',
        cause: { code: 'disabled' },
      });
    });
  });

  it('run now by hand, also when disabled', async () => {
    const setup = await start();
    const policy = await create(setup, { enabled: false });
    expect(policy.nextRunAt).toBe(undefined);
    await tickAt(setup, '2026-11-21T12:00:00Z');
    const run = await setup.engine.policies.run(policy.id, {
      ref: 'user:default/bob',
      ownershipRefs: [],
    });
    expect(run).toMatchObject({
      trigger: 'manual',
      createdBy: 'user:default/bob',
    });
    expect(await runsOf(setup, policy)).toMatchObject([
      { id: run.id, state: 'succeeded' },
    ]);
  });

  it('take changes at once, and of two at once only the first', async () => {
    const setup = await start();
    const policy = await create(setup);
    const changed = await setup.engine.policies.update(
      policy.id,
      {
        ...HOURLY,
        version: 1,
        schedule: { kind: 'cron', cron: '5 10 * * *', timeZone: 'UTC' },
      },
      ALICE,
    );
    expect(changed).toMatchObject({
      version: 2,
      nextRunAt: '2026-11-21T10:05:00.000Z',
    });
    await expect(
      setup.engine.policies.update(
        policy.id,
        { ...HOURLY, version: 1, description: 'mine' },
        { ref: 'user:default/bob', ownershipRefs: [] },
      ),
    ).rejects.toThrow(/was changed by user:default\/alice/);
    await tickAt(setup, '2026-11-21T10:05:01Z');
    expect(await runsOf(setup, policy)).toMatchObject([
      { plannedAt: '2026-11-21T10:05:00.000Z' },
    ]);
  });

  it('lose no planned time to a change of something else', async () => {
    const setup = await start();
    const policy = await create(setup);
    now = new Date('2026-11-21T10:30:05Z');
    await setup.engine.policies.update(
      policy.id,
      { ...HOURLY, version: 1, description: 'new words' },
      ALICE,
    );
    await setup.tick();
    expect(await runsOf(setup, policy)).toMatchObject([
      { plannedAt: '2026-11-21T10:30:00.000Z' },
    ]);
  });

  it('do nothing while all are paused, and go on afterwards', async () => {
    const setup = await start();
    const policy = await create(setup);
    await setup.engine.scheduler.pause('the plant is rebuilt', ALICE);
    await tickAt(setup, '2026-11-21T10:30:01Z');
    expect(await setup.engine.scheduler.get({ hours: 24 })).toMatchObject({
      paused: true,
      pausedBy: ALICE.ref,
      reason: 'the plant is rebuilt',
      alive: true,
      upcoming: [],
    });
    await setup.engine.scheduler.resume(ALICE);
    await tickAt(setup, '2026-11-21T11:30:01Z');
    expect(await runsOf(setup, policy)).toMatchObject([
      {
        state: 'skipped',
        reason: `All policies were paused by ${ALICE.ref}: the plant is rebuilt`,
      },
      { state: 'succeeded' },
    ]);
    const { upcoming } = await setup.engine.scheduler.get({ hours: 2 });
    expect(upcoming.map(({ at }) => at)).toEqual([
      '2026-11-21T12:30:00.000Z',
      '2026-11-21T13:30:00.000Z',
    ]);
  });

  it('do nothing where the configuration switches them off', async () => {
    const setup = await start({ config: { automaticBackups: false } });
    const policy = await create(setup);
    await tickAt(setup, '2026-11-21T10:30:01Z');
    expect(await runsOf(setup, policy)).toMatchObject([
      { state: 'skipped', reason: expect.stringContaining('configuration') },
    ]);
    expect(await setup.engine.scheduler.get({ hours: 24 })).toMatchObject({
      automatic: false,
      upcoming: [],
    });
  });

  it('fail where the configuration lost what they need, and the others run', async () => {
    const setup = await start();
    const lost = await create(setup, { name: 'lost' });
    const good = await create(setup, { name: 'good' });
    await knex('policies')
      .where({ id: lost.id })
      .update({ targets: '["gone"]' });
    await tickAt(setup, '2026-11-21T10:30:01Z');
    expect(await runsOf(setup, lost)).toMatchObject([
      { state: 'failed', reason: expect.stringContaining("'gone'") },
    ]);
    expect(await runsOf(setup, good)).toMatchObject([{ state: 'succeeded' }]);
  });

  it('remove what their rules do not keep after each good run, and say why', async () => {
    const setup = await start();
    const policy = await create(setup, { retention: { count: 1 } });
    await tickAt(setup, '2026-11-21T10:30:01Z');
    const [first] = await runsOf(setup, policy);
    await tickAt(setup, '2026-11-21T11:30:01Z');
    await runsOf(setup, policy);
    const record = async () =>
      knex('backups').where({ id: first.backupId }).first();
    while ((await record()).state !== 'deleted') {
      await sleep(20);
    }
    expect(await record()).toMatchObject({
      removal_reason: expect.stringMatching(/^Removed by policy 'hourly': .+/),
    });
    const files = await setup.engine.files('backups');
    expect(files.filter(file => !file.includes('_113000-'))).toEqual([]);
    expect(files).not.toEqual([]);
    expect(await runsOf(setup, policy)).toMatchObject([
      {
        state: 'succeeded',
        backupState: 'deleted',
        removalReason: expect.stringContaining('at most 1'),
        removal: {
          policyName: 'hourly',
          reasons: [{ code: 'beyondCount', position: 2, count: 1 }],
        },
      },
      { state: 'succeeded', backupState: 'available' },
    ]);
  });

  it('keep as many as the configuration wants, whatever their rules say', async () => {
    const setup = await start({
      config: { retention: { minimumBackups: 2 } },
    });
    const policy = await create(setup, { retention: { count: 1 } });
    for (const hour of [10, 11, 12]) {
      await tickAt(setup, `2026-11-21T${hour}:30:01Z`);
      await runsOf(setup, policy);
    }
    const { items } = await setup.engine.policies.cleanUp(policy.id);
    expect(
      items
        .filter(({ action }) => action === 'keep')
        .map(({ reasons }) => reasons[0].code),
    ).toEqual(expect.arrayContaining(['lastGood', 'floor']));
    expect(
      await knex('backups')
        .where({ state: 'available' })
        .orderBy('created_at')
        .pluck('name'),
    ).toEqual([
      'auto_backup_hourly_20261121_113000',
      'auto_backup_hourly_20261121_123000',
    ]);
  });

  it('keep what is good when a run fails', async () => {
    const setup = await start();
    const policy = await create(setup, { retention: { days: 1 } });
    await tickAt(setup, '2026-11-21T10:30:01Z');
    const [good] = await runsOf(setup, policy);
    setup.plant.down = new Error('The plant is down');
    now = new Date(now.getTime() + 40 * DAY_MS);
    await setup.tick();
    const runs = await runsOf(setup, policy);
    expect(runs[runs.length - 1]).toMatchObject({ state: 'failed' });
    await setup.engine.policies.cleanUp(policy.id);
    expect(await setup.engine.backups.get(good.backupId!)).toMatchObject({
      state: 'available',
    });
  });

  it('remove nothing after a run that failed', async () => {
    const setup = await start();
    const policy = await create(setup, { retention: { days: 1 } });
    for (const hour of [10, 11]) {
      await tickAt(setup, `2026-11-21T${hour}:30:01Z`);
      await runsOf(setup, policy);
    }
    setup.plant.down = new Error('The plant is down');
    await tickAt(setup, '2026-11-23T11:30:01Z');
    await runsOf(setup, policy);
    expect(await knex('backups').where({ state: 'available' })).toHaveLength(2);

    setup.plant.down = undefined;
    await tickAt(setup, '2026-11-23T12:30:01Z');
    await runsOf(setup, policy);
    expect(await knex('backups').where({ state: 'available' })).toHaveLength(1);
  });

  it('say what other rules would keep, and change nothing', async () => {
    const setup = await start();
    const policy = await create(setup);
    for (const hour of [10, 11, 12]) {
      await tickAt(setup, `2026-11-21T${hour}:30:01Z`);
      await runsOf(setup, policy);
    }
    const preview = await setup.engine.policies.previewRetention(policy.id, {
      count: 2,
    });
    expect(preview).toMatchObject({
      keptBackups: 2,
      removedBackups: 1,
      items: [
        { action: 'keep', backup: { name: expect.stringMatching(/_123000$/) } },
        { action: 'keep' },
        {
          action: 'delete',
          reasons: [{ code: 'beyondCount', position: 3, count: 2 }],
        },
      ],
    });
    expect(preview.removedBytes).toBeGreaterThan(0);
    expect(await knex('backups').where({ state: 'available' })).toHaveLength(3);
  });

  it('never remove a pinned backup', async () => {
    const setup = await start();
    const policy = await create(setup, { retention: { count: 1 } });
    await tickAt(setup, '2026-11-21T10:30:01Z');
    const [first] = await runsOf(setup, policy);
    await setup.engine.backups.update(first.backupId!, { pinned: true }, ALICE);
    await tickAt(setup, '2026-11-21T11:30:01Z');
    await runsOf(setup, policy);
    await tickAt(setup, '2026-11-21T12:30:01Z');
    await runsOf(setup, policy);
    while ((await knex('jobs').whereNull('finished_at')).length > 0) {
      await sleep(20);
    }
    const { items } = await setup.engine.backups.list({
      page: 1,
      pageSize: 10,
      policyIds: [policy.id],
      sort: 'createdAt',
      order: 'asc',
    });
    expect(items).toMatchObject([
      { id: first.backupId, pinned: true },
      { name: 'auto_backup_hourly_20261121_123000' },
    ]);
  });

  it('say that what they remove cannot be pinned any more', async () => {
    const setup = await start();
    const policy = await create(setup);
    await tickAt(setup, '2026-11-21T10:30:01Z');
    const [run] = await runsOf(setup, policy);
    await knex('backups')
      .where({ id: run.backupId })
      .update({ state: 'deleting' });
    const { backups } = setup.engine;
    await expect(
      backups.update(run.backupId!, { pinned: true }, ALICE),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('is being deleted'),
    });
    expect(
      await backups.update(run.backupId!, { remark: 'going' }, ALICE),
    ).toMatchObject({ pinned: false, remark: 'going' });
  });

  it('have names of their own, which are free again after deletion', async () => {
    const setup = await start();
    const policy = await create(setup);
    await expect(create(setup)).rejects.toThrow(
      "There is a policy named 'hourly' already",
    );
    await create(setup, { ownerRef: 'group:default/others' });
    await expect(
      setup.engine.policies.delete(policy.id, 7, ALICE),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await setup.engine.policies.delete(policy.id, 1, ALICE);
    await expect(setup.engine.policies.get(policy.id)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await create(setup);
    await tickAt(setup, '2026-11-21T10:30:01Z');
    expect(await knex('policy_runs').where({ policy_id: policy.id })).toEqual(
      [],
    );
  });

  it.each<[string, Partial<PolicyInput>, RegExp]>([
    ['no rules of retention', { retention: {} }, /retention/],
    [
      'a schedule too close',
      {
        schedule: { kind: 'cron', cron: '*/10 * * * * *', timeZone: 'UTC' },
      },
      /minute/,
    ],
    [
      'a zone that is none',
      {
        schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'Mars/Base' },
      },
      /Mars/,
    ],
    ['an unknown instance', { instance: 'moon' }, /no instance named 'moon'/],
    [
      'an unknown target',
      { targets: ['moon'] },
      /no storage target named 'moon'/,
    ],
    ['an unknown format', { format: 'xls' }, /'format' has to be one of/],
    [
      'what is no address',
      { notifications: { addresses: ['alice at home'] } },
      /'alice at home'/,
    ],
  ])('are refused with %s', async (_, changes, message) => {
    const setup = await start();
    await expect(create(setup, changes)).rejects.toThrow(message);
  });

  it('count hours from when they were asked for', async () => {
    const setup = await start();
    const policy = await create(setup, {
      schedule: { kind: 'interval', hours: 5, timeZone: 'UTC' },
    });
    expect(policy.nextRunAt).toBe('2026-11-21T15:00:00.000Z');
    now = new Date('2026-11-21T12:00:00Z');
    const changed = await setup.engine.policies.update(
      policy.id,
      {
        ...HOURLY,
        version: 1,
        schedule: { kind: 'interval', hours: 4, timeZone: 'UTC' },
      },
      ALICE,
    );
    expect(changed.nextRunAt).toBe('2026-11-21T14:00:00.000Z');
  });

  describe('of the configuration', () => {
    const WRITTEN = {
      name: 'written',
      instance: 'plant',
      scope: { databases: ['power'] },
      schedule: { kind: 'cron', cron: '30 * * * *', timeZone: 'UTC' },
      retention: { days: 7 },
    };

    async function list({ engine }: Setup) {
      const { items } = await engine.policies.list({
        page: 1,
        pageSize: 10,
        sort: 'name',
        order: 'asc',
      });
      return items;
    }

    it('run, and can be changed there only', async () => {
      const setup = await start({ config: { policies: [WRITTEN] } });
      const [policy] = await list(setup);
      expect(policy).toMatchObject({
        name: 'written',
        readOnly: true,
        nextRunAt: '2026-11-21T10:30:00.000Z',
      });
      for (const change of [
        () => setup.engine.policies.setEnabled(policy.id, false, ALICE),
        () => setup.engine.policies.delete(policy.id, 1, ALICE),
        () =>
          setup.engine.policies.update(
            policy.id,
            { ...HOURLY, version: 1 },
            ALICE,
          ),
      ]) {
        await expect(change()).rejects.toThrow(/tdengineBackup\.policies/);
      }
      await tickAt(setup, '2026-11-21T10:30:01Z');
      expect(await runsOf(setup, policy)).toMatchObject([
        { state: 'succeeded' },
      ]);
    });

    it('stay the same over a restart, with what was missed meanwhile', async () => {
      const first = await start({ config: { policies: [WRITTEN] } });
      const [before] = await list(first);
      await first.engine.stop();
      now = new Date('2026-11-21T11:00:00Z');
      const second = await start({ config: { policies: [WRITTEN] } });
      const [after] = await list(second);
      expect(after).toEqual(before);
      await second.tick();
      expect(await runsOf(second, after)).toMatchObject([
        { trigger: 'catch-up', plannedAt: '2026-11-21T10:30:00.000Z' },
      ]);
    });

    it('follow the configuration', async () => {
      const other = { ...WRITTEN, name: 'other' };
      const first = await start({ config: { policies: [WRITTEN, other] } });
      const before = await list(first);
      await first.engine.stop();
      const second = await start({
        config: { policies: [{ ...WRITTEN, retention: { count: 2 } }] },
      });
      const after = await list(second);
      expect(after).toMatchObject([
        {
          id: before.find(({ name }) => name === 'written')!.id,
          version: 2,
          retention: { count: 2 },
        },
      ]);
    });

    it('of two processes that start at once are there once', async () => {
      await applyMigrations({ getClient: async () => knex });
      await Promise.all([
        start({ config: { policies: [WRITTEN] } }),
        start({ config: { policies: [WRITTEN] } }),
      ]);
      expect(
        await knex('policies').whereNull('deleted_at').select('name'),
      ).toEqual([{ name: 'written' }]);
    });

    it('end the start where one is wrong, by its name', async () => {
      await expect(
        start({ config: { policies: [{ ...WRITTEN, instance: 'moon' }] } }),
      ).rejects.toThrow(/Policy 'written'.*no instance named 'moon'/);
    });
  });

  it('queue 500 that are due in the same minute, and lose none', async () => {
    const setup = await start({ config: { parallelRuns: 1 } });
    const { opened, open } = gate();
    setup.source.faults.beforeRead = async () => opened;
    for (let number = 0; number < 500; number++) {
      await create(setup, { name: `policy ${number}` });
    }
    await tickAt(setup, '2026-11-21T10:30:01Z');
    expect(await knex('backups').where({ state: 'creating' })).toHaveLength(
      500,
    );
    expect(await knex('jobs').whereNull('finished_at')).toHaveLength(500);
    const page = await setup.engine.policies.list({
      page: 1,
      pageSize: 500,
      sort: 'name',
      order: 'asc',
    });
    expect(page.totalItems).toBe(500);
    expect(
      page.items.every(({ lastRun }) =>
        ['queued', 'running'].includes(lastRun!.state),
      ),
    ).toBe(true);
    open();
  });
});
