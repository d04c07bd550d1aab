import { Overview } from 'backstage-plugin-tdengine-backup-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  emptyOverview,
  FakeTdengineBackupOverviewApi,
  renderPage,
  sampleAlert,
  sampleOverview,
  serverError,
} from '../../__testUtils__';
import { OverviewPage } from './OverviewPage';

const show = (
  overview: Overview = sampleOverview(),
  options: Parameters<typeof renderPage>[1] = {},
) =>
  renderPage(<OverviewPage />, {
    overviewApi: FakeTdengineBackupOverviewApi.create({ overview }),
    ...options,
  });

const region = (name: string) => screen.findByRole('region', { name });

describe('OverviewPage', () => {
  it('says the worst in one sentence, with a way to it', async () => {
    show();
    expect(
      await screen.findByRole('heading', {
        name: '气象数据每六小时 has had no good backup for too long',
      }),
    ).toBeVisible();
    expect(screen.getByRole('img', { name: 'Problem' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Look at it' })).toHaveAttribute(
      'href',
      '/tdengine-backup/policies/policy-weather',
    );
  });

  it.each<[Overview['state'], string]>([
    [{ level: 'ok', code: 'allGood' }, 'Everything is protected and in order'],
    [{ level: 'ok', code: 'running', count: 2 }, '2 backups are being made'],
    [{ level: 'warning', code: 'paused' }, 'Automatic backups are paused'],
    [{ level: 'error', code: 'schedulerDown' }, 'scheduler does not look'],
    [
      { level: 'error', code: 'verificationFailed', count: 3, name: 'x' },
      '3 backups are damaged',
    ],
    [
      { level: 'error', code: 'backupFailed', count: 1, name: 'nightly' },
      'The last run of nightly failed',
    ],
    [
      { level: 'error', code: 'backupFailed', count: 500 },
      '500 policies are failing',
    ],
    [
      { level: 'warning', code: 'storage', count: 1, name: 'nas' },
      'Storage target nas is filling up',
    ],
    [
      { level: 'warning', code: 'missed', count: 1, name: 'hourly' },
      'hourly did not run when it should have',
    ],
    [
      { level: 'warning', code: 'unprotected', count: 12, name: 'x' },
      'No policy protects 12 databases',
    ],
  ])('has a sentence for %j', async (state, sentence) => {
    show(sampleOverview({ state }));
    expect(
      await screen.findByRole('heading', { name: new RegExp(sentence) }),
    ).toBeVisible();
  });

  it('says that automatic backups are switched off', async () => {
    const { scheduler } = sampleOverview();
    show(
      sampleOverview({
        state: { level: 'warning', code: 'paused' },
        scheduler: { ...scheduler, automatic: false },
      }),
    );
    expect(
      await screen.findByText(/switched off in the configuration/),
    ).toBeVisible();
  });

  it('knows the last good backup, the next run and how many policies there are', async () => {
    show();
    expect(
      await screen.findByRole('link', { name: 'backup_20261121_060000' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups/backup-good');
    expect(
      screen.getByRole('link', { name: 'nightly power on production' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/policy-nightly');
    expect(
      screen.getByRole('link', { name: '2 of 3 enabled' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies');
    expect(screen.getByText('1 failing')).toBeVisible();
    expect(screen.getByText('98%')).toBeVisible();
  });

  it('lists alerts in the words of the reader', async () => {
    show();
    const [first, second] = within(await region('Alerts')).getAllByRole(
      'listitem',
    );
    expect(first).toHaveTextContent('Error');
    expect(first).toHaveTextContent('at least every 12 hours');
    expect(
      within(first).getByRole('link', { name: '气象数据每六小时' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/policy-weather');
    expect(second).toHaveTextContent('Warning');
    expect(second).toHaveTextContent(/83% of 500.GiB are taken/);
    expect(within(second).getByRole('link', { name: 'local' })).toHaveAttribute(
      'href',
      '/tdengine-backup/storage',
    );
  });

  it.each<[Parameters<typeof sampleAlert>[0], string]>([
    [
      { kind: 'successRate', details: { failed: 4, runs: 20 } },
      '4 of the last 20 runs failed',
    ],
    [
      {
        kind: 'duration',
        details: { durationMs: 1_800_000, usualMs: 600_000, longestMs: 1 },
      },
      'The last run took 30m; usual are 10m',
    ],
    [
      {
        kind: 'duration',
        details: { running: true, usualMs: 600_000, longestMs: 900_000 },
      },
      'The run under way takes longer than 15m',
    ],
    [
      { kind: 'storageForecast', details: { daysUntilFull: 1 } },
      'It will be full in 1 day',
    ],
    [
      { kind: 'objective', details: { objectiveHours: 24 } },
      'no good backup yet',
    ],
    [
      { kind: 'schedule', details: { plannedAt: '2026-11-21T02:00:00.000Z' } },
      'It did not run at Nov 21, 2026',
    ],
    [
      {
        kind: 'verification',
        backupId: 'backup-good',
        details: { backupName: 'weekly' },
        message: "Backup 'weekly' is damaged: bits fell off",
      },
      'bits fell off',
    ],
    [
      {
        kind: 'verification',
        backupId: 'backup-good',
        details: {
          backupName: 'weekly',
          problem: 'digest',
          path: 'power/d0.native',
          problems: 3,
        },
        message: "Backup 'weekly' is damaged: bits fell off",
      },
      'A file has another checksum: power/d0.native, and 2 more',
    ],
    [
      { kind: 'successRate', details: {}, message: 'In words of the server' },
      'In words of the server',
    ],
  ])('tells of %j', async (alert, text) => {
    show(sampleOverview({ alerts: [sampleAlert(alert)] }));
    expect(
      within(await region('Alerts')).getByRole('listitem'),
    ).toHaveTextContent(text);
  });

  it('shows few of many alerts until all are asked for', async () => {
    const alerts = Array.from({ length: 250 }, (_, index) =>
      sampleAlert({ id: `a${index}`, policyName: `policy ${index}` }),
    );
    const overviewApi = FakeTdengineBackupOverviewApi.create({
      overview: sampleOverview({ alerts: alerts.slice(0, 100) }),
      alerts,
    });
    renderPage(<OverviewPage />, { overviewApi });
    const section = await region('Alerts');
    expect(within(section).getAllByRole('listitem')).toHaveLength(5);
    await userEvent.click(
      within(section).getByRole('button', { name: 'Show all 100+ alerts' }),
    );
    await waitFor(() =>
      expect(within(section).getAllByRole('listitem')).toHaveLength(250),
    );
  });

  it('shows the last runs by sign and name, the newest on the right', async () => {
    show();
    const squares = within(
      await screen.findByRole('list', {
        name: 'The last runs, the oldest first',
      }),
    ).getAllByRole('listitem');
    expect(squares).toHaveLength(11);
    expect(
      within(squares[10]).getByRole('link', {
        name: /^backup_20261121_075500: Running/,
      }),
    ).toHaveAttribute('href', '/tdengine-backup/backups/backup-running');
    expect(
      within(squares[8]).getByRole('link', {
        name: /^backup_20261121_020000: Failed/,
      }),
    ).toBeVisible();
    // There is nothing to open any more.
    expect(
      within(squares[0]).getByRole('img', {
        name: /Succeeded, removed since/,
      }),
    ).toBeVisible();
    expect(within(squares[0]).queryByRole('link')).toBeNull();
    expect(
      screen.getByText(/9 good, 1 failed or damaged, 1 other/),
    ).toBeVisible();
  });

  it('says in words what the charts show', async () => {
    show();
    expect(await region('Runs a day')).toHaveTextContent(
      '98% of 91 runs succeeded in the last 30 days; 1 failed, 2 were missed.',
    );
    expect(await region('Runs a day')).toHaveTextContent(
      'Days with failures: Nov 6, Nov 21.',
    );
    expect(await region('Duration of a run')).toHaveTextContent(
      'Usually 4m, from 3m to 6m',
    );
    expect(await region('Storage')).toHaveTextContent(
      /local: 120.GiB used by 42 backups, 85.GiB free\. 58.GiB more than 29 days ago\. Full in 21 days\./,
    );
  });

  it('offers to protect what nobody protects', async () => {
    show();
    const section = await region('Not protected');
    expect(
      within(section).getByRole('link', {
        name: 'Protect 测试库 of production',
      }),
    ).toHaveAttribute(
      'href',
      `/tdengine-backup/policies/new?${new URLSearchParams({
        instance: 'production',
        database: '测试库',
      })}`,
    );
    expect(section).toHaveTextContent('do not answer: edge.');
  });

  it('finds one of many databases', async () => {
    show(
      sampleOverview({
        unprotected: Array.from({ length: 600 }, (_, index) => ({
          instance: 'production',
          database: `db_${index}`,
        })),
      }),
    );
    const section = await region('Not protected');
    expect(within(section).getAllByRole('listitem')).toHaveLength(8);
    await userEvent.click(
      within(section).getByRole('button', { name: 'Show more' }),
    );
    expect(within(section).getAllByRole('listitem')).toHaveLength(88);
    await userEvent.type(
      within(section).getByRole('searchbox', { name: 'Search databases' }),
      'db_599',
    );
    expect(within(section).getAllByRole('listitem')).toHaveLength(1);
    await userEvent.type(within(section).getByRole('searchbox'), 'x');
    expect(section).toHaveTextContent('No database is called like that');
  });

  it('says so where everything is protected', async () => {
    show(sampleOverview({ unprotected: [], unreachable: [] }));
    expect(await region('Not protected')).toHaveTextContent(
      'Every database is covered by a policy.',
    );
  });

  it('begins with what to do where there is nothing yet', async () => {
    show(emptyOverview());
    expect(
      await screen.findByText('No policy backs anything up by itself yet'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Create a policy' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/new');
    expect(screen.getByText('Never')).toBeVisible();
    expect(screen.getByText('None planned')).toBeVisible();
    expect(screen.getByText('Nothing has run yet.')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Alerts' })).toBeNull();
    expect(await region('Runs a day')).toHaveTextContent(
      'No run has ended in the last 30 days.',
    );
    expect(await region('Storage')).toHaveTextContent(
      'The trend shows after a few days',
    );
  });

  it('tells an administrator where instances go', async () => {
    show(emptyOverview({ state: { level: 'empty', code: 'noInstances' } }));
    expect(await screen.findByText(/tdengineBackup\.instances/)).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Last runs' })).toBeNull();
  });

  it('says why it could not be loaded, and tries again', async () => {
    const overviewApi = FakeTdengineBackupOverviewApi.create();
    overviewApi.failures.set(
      'getOverview',
      await serverError(503, 'The database does not answer'),
    );
    renderPage(<OverviewPage />, { overviewApi });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database does not answer',
    );
    overviewApi.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await region('Last runs')).toBeVisible();
  });

  it('says that it loads', async () => {
    const overviewApi = FakeTdengineBackupOverviewApi.create();
    overviewApi.pending.add('getOverview');
    renderPage(<OverviewPage />, { overviewApi });
    expect(await screen.findByText('Loading…')).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    const overviewApi = FakeTdengineBackupOverviewApi.create();
    overviewApi.failures.set(
      'getOverview',
      await serverError(403, 'Not for you', 'NotAllowedError'),
    );
    renderPage(<OverviewPage />, { overviewApi });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'tdengine-backup.backup.query',
    );
  });

  it('speaks Chinese', async () => {
    show(sampleOverview(), { language: 'zh' });
    expect(
      await screen.findByRole('heading', {
        name: '气象数据每六小时 已过久没有可用备份',
      }),
    ).toBeVisible();
    expect(await region('未受保护')).toHaveTextContent('billing');
  });
});
