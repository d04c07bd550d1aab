import { TestDatabases } from './__testUtils__/backendTestUtils';
import { ALICE } from './__testUtils__/createTestEngine';
import { TestScheduler } from './__testUtils__/TestScheduler';
import { insertPolicy } from './__testUtils__/testRecords';
import { anySignal, until, useEngines } from './__testUtils__/useEngines';
import { startMetrics } from './metrics/__testUtils__/startMetrics';
import { METRICS, prometheusNames } from './metrics/metricDefinitions';

jest.setTimeout(120_000);

const databases = TestDatabases.create();
const engines = useEngines();
const PLANT = { instance: 'plant', scope: { databases: ['power'] } };

describe.each(databases.eachSupportedId())('metrics on %p', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    const scheduler = TestScheduler.create();
    const { metrics, scrape } = startMetrics();
    const setup = await engines.start({
      knex,
      scheduler,
      metrics,
      notifiers: [
        { type: 'mail', reaches: () => true, notify: async () => {} },
      ],
    });
    const ended = async (jobId: string) => {
      await setup.engine.jobEnded(jobId);
      // It is counted once it left its worker.
      await until(async () =>
        (await scrape()).some(line => line.startsWith('tdengine_backup_runs')),
      );
    };
    return { ...setup, knex, scheduler, scrape, ended };
  }

  it('count what runs came to', async () => {
    const { engine, plant, scrape, ended } = await start();
    const backup = await engine.backups.create(PLANT, ALICE);
    await ended(backup.jobId!);
    const request = { backupId: backup.id, instance: 'lab' };
    const { token } = await engine.restores.plan(request, anySignal);
    const restore = await engine.restores.create(
      { ...request, planToken: token },
      ALICE,
      anySignal,
    );
    await ended(restore.jobId!);
    plant.down = new Error('down');
    await ended((await engine.backups.create(PLANT, ALICE)).jobId!);

    const { rawBytes, sizeBytes } = await engine.backups.get(backup.id);
    await until(async () =>
      (await scrape()).some(line => line.includes('result="failed"')),
    );
    await until(async () =>
      (
        await scrape()
      ).includes(
        'tdengine_backup_notifications_total{notifier="mail",result="sent"} 3',
      ),
    );
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        'tdengine_backup_runs_total{kind="backup",result="succeeded",server="plant"} 1',
        'tdengine_backup_runs_total{kind="backup",result="failed",server="plant"} 1',
        'tdengine_backup_runs_total{kind="restore",result="succeeded",server="lab"} 1',
        'tdengine_backup_run_duration_seconds_count{kind="backup",result="succeeded",server="plant"} 1',
        'tdengine_backup_rows_total{kind="backup",server="plant"} 60',
        'tdengine_backup_rows_total{kind="restore",server="lab"} 60',
        `tdengine_backup_bytes_total{form="raw",server="plant"} ${rawBytes}`,
        `tdengine_backup_bytes_total{form="stored",server="plant"} ${sizeBytes}`,
        'tdengine_backup_compression_ratio_count{server="plant"} 1',
        'tdengine_backup_restored_rows_total{agreement="equal",server="lab"} 60',
      ]),
    );
  });

  it('say how things are, also where nothing happened yet', async () => {
    const { knex, scheduler, scrape } = await start();
    const kinds = [
      'backup',
      'restore',
      'verify',
      'repair',
      'delete',
      'rewrap',
      'rescan',
    ];
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        ...kinds.map(kind => `tdengine_backup_queue_length{kind="${kind}"} 0`),
        ...kinds.map(kind => `tdengine_backup_jobs_running{kind="${kind}"} 0`),
        'tdengine_backup_damaged_backups 0',
        'tdengine_backup_scheduler_paused 0',
        'tdengine_backup_outbox_waiting{notifier="mail"} 0',
        'tdengine_backup_outbox_oldest_age_seconds{notifier="mail"} 0',
      ]),
    );

    const hour = 3_600_000;
    const made = (hours: number) => new Date(Date.now() - hours * hour);
    await insertPolicy(knex, {
      name: 'nightly',
      created_at: made(2),
      objective_hours: 24,
      failing_since: new Date(),
    });
    // Of another owner.
    await insertPolicy(knex, { name: 'nightly', created_at: made(5) });
    await insertPolicy(knex, { name: 'off', enabled: false });
    await scheduler.run('tdengine-backup-policies');
    const lines = await scrape();
    expect(lines).toEqual(
      expect.arrayContaining([
        'tdengine_backup_policy_objective_seconds{policy="nightly",server="plant"} 86400',
        'tdengine_backup_policy_failing{policy="nightly",server="plant"} 1',
      ]),
    );
    const values = (name: string) =>
      lines
        .filter(line => line.startsWith(name))
        .map(line => Number(line.split(' ').pop()));
    const [age, ...others] = values(
      'tdengine_backup_policy_last_good_backup_age',
    );
    expect(others).toEqual([]);
    expect(Math.round(age / 3_600)).toBe(5);
    const [tick] = values('tdengine_backup_scheduler_last_tick_age_seconds');
    expect(tick).toBeLessThan(30);
  });

  it('are called as the list says', async () => {
    const { engine, ended, scrape } = await start();
    await ended((await engine.backups.create(PLANT, ALICE)).jobId!);
    const names = new Set(
      Object.values(METRICS).flatMap(metric => prometheusNames(metric)),
    );
    for (const line of await scrape()) {
      expect(names).toContain(line.split(/[{ ]/)[0]);
    }
  });
});
