import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { BackupNotification } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { insertPolicy, insertRun } from '../__testUtils__/testRecords';
import { readAlertsConfig } from '../config/readAlertsConfig';
import { applyMigrations } from '../database/applyMigrations';
import { DatabaseAlertFactsStore } from '../database/DatabaseAlertFactsStore';
import { DatabaseAlertStore } from '../database/DatabaseAlertStore';
import { CurrentUsage, UsageReader } from '../usage/UsageReader';
import { AlertMonitor, AlertMonitorOptions } from './AlertMonitor';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const { signal } = new AbortController();
const ALL = { backups: 'all', policies: 'all' } as const;
const at = (hour: number) => new Date(Date.UTC(2026, 0, 30, hour));

describe.each(databases.eachSupportedId())('AlertMonitor on %p', databaseId => {
  let knex: Knex;
  let alerts: DatabaseAlertStore;
  let sent: BackupNotification[];
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
      notifiers: [
        {
          type: 'test',
          notify: async notification => void sent.push(notification),
        },
      ],
      config: readAlertsConfig(undefined),
      logger: mockServices.logger.mock(),
      now: () => now,
      ...options,
    });
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
    expect(sent).toEqual([
      {
        kind: 'alert',
        outcome: 'opened',
        id: expect.any(String),
        name: 'weekly',
        ownerRef: 'group:default/ops',
        backupId: id,
        level: 'error',
        message: "Backup 'weekly' is damaged: bits fell off",
        link: `/tdengine-backup/backups/${id}`,
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
        message: "Over: Backup 'weekly' is damaged: bits fell off",
      },
    ]);
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

  it('does not let one notifier keep the others from it, nor send again', async () => {
    await insertDamaged();
    const others: string[] = [];
    const monitor = createMonitor({
      notifiers: [
        {
          type: 'broken',
          notify: async () => {
            throw new Error('no mail today');
          },
        },
        { type: 'works', notify: async ({ id }) => void others.push(id) },
      ],
    });
    await monitor.run(signal);
    await monitor.run(signal);
    expect(others).toHaveLength(1);
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
        name: 'nightly',
        link: `/tdengine-backup/policies/${policy}`,
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
