import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeTdengineBackupApi,
  renderPage,
  sampleEvents,
  sampleRestore,
  sampleRestores,
  serverError,
} from '../../__testUtils__';
import { RestorePage } from './RestorePage';

jest.setTimeout(60_000);

const QUERY = 'tdengine-backup.restore.query';
const EXECUTE = 'tdengine-backup.restore.execute';

function renderRestore(
  restoreId: string,
  options: Parameters<typeof renderPage>[1] = {},
) {
  return renderPage(<RestorePage />, {
    path: `/tdengine-backup/restores/${restoreId}`,
    mountPath: '/tdengine-backup/restores/:restoreId',
    ...options,
  });
}

describe('RestorePage', () => {
  it('proves that source, file and target agree', async () => {
    renderRestore('restore-good');

    expect(
      await screen.findByText('All 1,201 tables that were compared agree'),
    ).toBeInTheDocument();
    const meters = screen.getByRole('row', { name: /meters/ });
    expect(within(meters).getAllByText('98,000,000')).toHaveLength(3);
    expect(within(meters).getAllByText('=')).toHaveLength(2);
    expect(within(meters).getByText('Equal')).toBeInTheDocument();
    expect(screen.getByText('5m 59s')).toBeInTheDocument();
    expect(screen.getByText('274,184')).toBeInTheDocument();
  });

  it('says why it failed, what is still there, and which tables differ', async () => {
    renderRestore('restore-failed');

    expect(await screen.findByText('The restore failed')).toBeInTheDocument();
    expect(
      screen.getByText(/The counts of power.meters differ/),
    ).toBeInTheDocument();
    expect(screen.getByText('Nothing had to be removed.')).toBeInTheDocument();
    expect(
      screen.getByText('97,999,880 rows were written into power.meters'),
    ).toBeInTheDocument();
    expect(await screen.findByText('2 tables differ')).toBeInTheDocument();

    const meters = screen.getByRole('row', { name: /meters/ });
    expect(within(meters).getByText('120 rows missing')).toBeInTheDocument();
    expect(within(meters).getByText('≠')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Details of the differences of meters',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Differences of meters',
    });
    const table = within(dialog).getByRole('row', { name: /d1007/ });
    expect(within(table).getByText('97,900')).toBeInTheDocument();
    expect(within(table).getByText('-100')).toBeInTheDocument();
  });

  it('narrows the report to what differs', async () => {
    renderRestore('restore-failed');
    await screen.findByRole('row', { name: /events/ });

    await userEvent.click(
      screen.getByRole('switch', { name: 'Only differences' }),
    );
    expect(
      screen.queryByRole('row', { name: /events/ }),
    ).not.toBeInTheDocument();
    expect(screen.getByRole('row', { name: /meters/ })).toBeInTheDocument();
  });

  it('shows the run and stops it after the consequence was confirmed', async () => {
    const { api } = renderRestore('restore-running', {
      api: FakeTdengineBackupApi.create({
        events: { 'job-restore-running': sampleEvents },
      }),
    });

    const run = await screen.findByRole('region', {
      name: 'Restore in progress',
    });
    expect(within(run).getByRole('progressbar')).toHaveAttribute(
      'aria-valuenow',
      '42',
    );
    expect(
      await screen.findByText('Nothing has been compared yet'),
    ).toBeInTheDocument();

    await userEvent.click(within(run).getByRole('button', { name: 'Cancel' }));
    expect(
      await screen.findByText(/Databases that this restore created/),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Cancel the run' }),
    );
    await waitFor(() =>
      expect(api.callsOf('cancelRestore')).toEqual([['restore-running']]),
    );
  });

  it('shows the result as soon as the run has ended', async () => {
    const { api } = renderRestore('restore-running');
    await screen.findByRole('region', { name: 'Restore in progress' });

    api.restores = [sampleRestore({ id: 'restore-running' })];
    api.emit('job-restore-running', {
      id: 100,
      at: new Date().toISOString(),
      type: 'state',
      state: 'succeeded',
    });

    expect(
      await screen.findByText('All 1,000 tables that were compared agree'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'Restore in progress' }),
    ).not.toBeInTheDocument();
  });

  it('keeps the log of a restore that has ended', async () => {
    renderRestore('restore-failed', {
      api: FakeTdengineBackupApi.create({
        events: { 'job-restore-failed': sampleEvents },
      }),
    });
    await userEvent.click(await screen.findByRole('tab', { name: 'Log' }));

    expect(await screen.findByText(/Connection 3 was cut/)).toBeInTheDocument();
  });

  it('tells what was chosen', async () => {
    renderRestore('restore-failed');
    await userEvent.click(await screen.findByRole('tab', { name: 'Settings' }));

    expect(await screen.findByText('power: meters')).toBeInTheDocument();
    expect(screen.getByText('Add to what exists')).toBeInTheDocument();
    expect(screen.getByText(/^From .*2026/)).toBeInTheDocument();
    expect(screen.getByText('Lost rows of October')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'backup_20261121_060000' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups/backup-good');
  });

  it('begins a failed restore anew', async () => {
    const { api } = renderRestore('restore-failed');
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));

    await waitFor(() =>
      expect(api.callsOf('retryRestore')).toEqual([['restore-failed']]),
    );
    expect(await screen.findByText('Queued')).toBeInTheDocument();
  });

  it('says what was taken back after it was cancelled', async () => {
    renderRestore('restore-cancelled');

    expect(
      await screen.findByText('The restore was cancelled'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Nothing is left of this restore.'),
    ).toBeInTheDocument();
    expect(await screen.findByText('Nothing was compared')).toBeInTheDocument();
  });

  it('leaves out what the user may not do, and says why', async () => {
    renderRestore('restore-failed', { denied: [EXECUTE] });
    await screen.findByText('The restore failed');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Retry' })).toBeEnabled(),
    );
    expect(
      screen.queryByRole('link', { name: 'Restore again' }),
    ).not.toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByText(`Missing permission: ${EXECUTE}`),
    ).toBeInTheDocument();
  });

  it('tells whoever may not see it which permission is missing', async () => {
    renderRestore('restore-good', { denied: [QUERY] });

    expect(
      await screen.findByText(new RegExp(`permission ${QUERY} is missing`)),
    ).toBeInTheDocument();
  });

  it('leads back where there is no such restore', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set('getRestore', await serverError(404, 'No such restore'));
    renderRestore('nobody', { api });

    expect(
      await screen.findByText('There is no such restore'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All restores' })).toHaveAttribute(
      'href',
      '/tdengine-backup/restores',
    );
  });

  it('shows the words of the server and loads again', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'getRestore',
      await serverError(503, 'The database does not answer'),
    );
    renderRestore('restore-good', { api });
    expect(
      await screen.findByText('The database does not answer'),
    ).toBeInTheDocument();

    api.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Succeeded')).toBeInTheDocument();
  });

  it('speaks Chinese', async () => {
    renderRestore('restore-good', {
      language: 'zh',
      api: FakeTdengineBackupApi.create({ restores: sampleRestores() }),
    });

    expect(
      await screen.findByText('已核对的 1,201 张表全部一致'),
    ).toBeInTheDocument();
    expect(screen.getAllByText('行数统计')).toHaveLength(3);
  });
});
