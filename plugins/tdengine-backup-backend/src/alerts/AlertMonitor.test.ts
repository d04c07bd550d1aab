import { Knex } from 'knex';
import { TestDatabases } from '../__testUtils__/backendTestUtils';
import { insertPolicy, insertRun } from '../__testUtils__/testRecords';
import { readAlertsConfig } from '../config/readAlertsConfig';
import { applyMigrations } from '../database/applyMigrations';
import { DatabaseAlertFactsStore } from '../database/DatabaseAlertFactsStore';
import { StoredAlert } from '../database/AlertStore';
import { DatabaseAlertStore } from '../database/DatabaseAlertStore';
import { CurrentUsage, UsageReader } from '../usage/UsageReader';
import { AlertMonitor, AlertMonitorOptions } from './AlertMonitor';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const { signal } = new AbortController();
const ALL = { backups: 'all', policies: 'all' } as const;
const DAY_MS = 24 * 3_600_000;
const at = (hour: number) => new Date(Date.UTC(2026, 0, 30, hour));

describe.each(databases.eachSupportedId())('AlertMonitor on %p', databaseId => {
  let knex: Knex;
  let alerts: DatabaseAlertStore;
  let sent: Array<StoredAlert & { outcome: 'opened' | 'closed' }>;
  let targets: CurrentUsage[];
  let now: Date;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await applyMigrations({ getClient: async () => knex });
    alerts = DatabaseAlertStore.create({ knex });
    sent = [];
    targets = [];
    now = at(8);
  });

  function createMonitor(options: Partial<AlertMonitorOptions> = {}) {
    return AlertMonitor.create({
      alerts,
      alertFacts: DatabaseAlertFactsStore.create({ knex }),
      usage: { targets: async () => targets } as unknown as UsageReader,
      knex,
      teller: {
        tell: async (alert, outcome) => void sent.push({ ...alert, outcome }),
        nudge: () => {},
      },
      config: readAlertsConfig(undefined),
      now: () => now,
      ...options,
    });
  }

  async function allMessages() {
    const { items } = await alerts.list({ page: 1, pageSize: 100 }, ALL);
    return items.map(({ message }) => message);
  }

  async function openMessages() {
    const page = { page: 1, pageSize: 100, open: true };
    const { items } = await alerts.list(page, ALL);
    return items.map(({ message }) => message).sort();
  }

  async function insertDamaged() {
    return insertRun(
      knex,
      at(1),
      { state: 'corrupted', verification: 'failed', error: 'bits fell off' },
      { name: 'weekly' },
    );
  }

  const nas = (freeBytes: number | undefined): CurrentUsage => ({
    target: 'nas',
    type: 'local',
    backups: 1,
    usedBytes: 1,
    samples: [],
    totalBytes: 100,
    freeBytes,
    unreachable: freeBytes === undefined,
  });

  it('opens an alert, sends it once, and clears it when it is over', async () => {
    const id = await insertDamaged();
    const monitor = createMonitor();
    await monitor.run(signal);
    await monitor.run(signal);
    expect(await openMessages()).toEqual([
      "Backup 'weekly' is damaged: bits fell off",
    ]);
    expect(sent).toMatchObject([
      {
        outcome: 'opened',
        kind: 'verification',
        backupName: 'weekly',
        ownerRef: 'group:default/ops',
        backupId: id,
        level: 'error',
        message: "Backup 'weekly' is damaged: bits fell off",
      },
    ]);

    await knex('backups')
      .where({ id })
      .update({ state: 'available', verification: 'verified' });
    await monitor.run(signal);
    await monitor.run(signal);
    expect(await openMessages()).toEqual([]);
    expect(sent.slice(1)).toMatchObject([
      {
        outcome: 'closed',
        message: "Backup 'weekly' is damaged: bits fell off",
      },
    ]);
  });

  it('forgets what was over ninety days ago, and nothing that is open', async () => {
    const id = await insertDamaged();
    await insertPolicy(knex, { objective_hours: 1 });
    const monitor = createMonitor();
    await monitor.run(signal);
    await knex('backups').where({ id }).update({ state: 'deleted' });
    await monitor.run(signal);
    now = new Date(now.getTime() + 89 * DAY_MS);
    await monitor.run(signal);
    expect(await allMessages()).toHaveLength(2);

    now = new Date(now.getTime() + 2 * DAY_MS);
    await monitor.run(signal);
    expect(await allMessages()).toEqual(await openMessages());
    expect(await openMessages()).toHaveLength(1);
  });

  it('is sent once by several replicas that look at the same time', async () => {
    const id = await insertDamaged();
    for (const objective of [1, 2, 3]) {
      await insertPolicy(knex, { objective_hours: objective });
    }
    const replicas = [createMonitor(), createMonitor(), createMonitor()];
    await Promise.all(replicas.map(replica => replica.run(signal)));
    expect(await openMessages()).toHaveLength(4);
    expect(new Set(sent.map(({ message }) => message)).size).toBe(4);
    expect(sent).toHaveLength(4);

    await knex('backups').where({ id }).update({ state: 'deleted' });
    await Promise.all(replicas.map(replica => replica.run(signal)));
    expect(sent).toHaveLength(5);
    expect(sent[4]).toMatchObject({ outcome: 'closed' });
  });

  it('sends what a process that died had found', async () => {
    await insertDamaged();
    const dying = new AbortController();
    dying.abort();
    await createMonitor().run(dying.signal);
    expect(await openMessages()).toHaveLength(1);
    expect(sent).toEqual([]);

    await createMonitor().run(signal);
    expect(sent).toHaveLength(1);
  });

  it('claims nothing that could not be told', async () => {
    await insertDamaged();
    const failing = createMonitor({
      teller: {
        tell: async () => {
          throw new Error('the database is busy');
        },
        nudge: () => {},
      },
    });
    await expect(failing.run(signal)).rejects.toThrow('busy');
    await createMonitor().run(signal);
    expect(sent).toMatchObject([{ outcome: 'opened' }]);
  });

  it('keeps the figures of an open alert current without sending them', async () => {
    targets = [nas(15)];
    const monitor = createMonitor();
    await monitor.run(signal);
    targets = [nas(3)];
    await monitor.run(signal);
    expect((await alerts.listOpen())[0]).toMatchObject({
      level: 'error',
      details: { usedPercent: 97 },
    });
    expect(sent).toHaveLength(1);
  });

  it('does not take silence of a target for room on it', async () => {
    targets = [nas(1)];
    const monitor = createMonitor();
    await monitor.run(signal);
    targets = [nas(undefined)];
    await monitor.run(signal);
    expect(await openMessages()).toHaveLength(1);
    targets = [nas(90)];
    await monitor.run(signal);
    expect(await openMessages()).toEqual([]);
  });

  it('follows the objective of a policy', async () => {
    const policy = await insertPolicy(knex, {
      name: 'nightly',
      objective_hours: 24,
    });
    await insertRun(knex, at(7), { policy_id: policy });
    const monitor = createMonitor();
    await monitor.run(signal);
    expect(await openMessages()).toEqual([]);
    now = at(32);
    await monitor.run(signal);
    expect(sent).toMatchObject([
      {
        policyId: policy,
        policyName: 'nightly',
      },
    ]);
    await knex('policies').update({ enabled: false });
    await monitor.run(signal);
    expect(await openMessages()).toEqual([]);
  });

  it('closes everything where alerts are switched off', async () => {
    await insertDamaged();
    await createMonitor().run(signal);
    await createMonitor({
      config: { ...readAlertsConfig(undefined), enabled: false },
    }).run(signal);
    expect(await openMessages()).toEqual([]);
  });
});
