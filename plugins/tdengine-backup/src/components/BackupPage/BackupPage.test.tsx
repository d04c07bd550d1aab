import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeTdengineBackupApi,
  renderPage,
  sampleBackup,
  sampleBadReport,
  sampleJob,
  sampleProgress,
  serverError,
} from '../../__testUtils__';
import { BackupPage } from './BackupPage';

const click = async (role: string, name: string | RegExp) =>
  userEvent.click(await screen.findByRole(role, { name }));

function open(
  backupId: string,
  options: {
    api?: FakeTdengineBackupApi;
    denied?: string[];
    language?: 'en' | 'zh';
  } = {},
) {
  return renderPage(<BackupPage />, {
    path: `/tdengine-backup/backups/${backupId}`,
    mountPath: '/tdengine-backup/backups/:backupId',
    ...options,
  });
}

describe('BackupPage', () => {
  it('shows what the backup is', async () => {
    open('backup-good');

    expect(
      await screen.findByRole('heading', { name: 'backup_20261121_060000' }),
    ).toBeVisible();
    expect(await screen.findByText('98,432,100')).toBeVisible();
    expect(
      screen.getByText('3 GiB before compression, 7.8 times smaller'),
    ).toBeVisible();
    expect(screen.getByText('3m 58s')).toBeVisible();
    expect(
      screen.getByText('Before the migration of the meters'),
    ).toBeVisible();
    const copies = screen.getByRole('region', { name: 'Copies' });
    expect(copies).toHaveTextContent('Present');
    expect(copies).toHaveTextContent(
      'backups/20261121/backup_20261121_060000.zip',
    );
    expect(
      await screen.findByRole('link', { name: 'Restore' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups/backup-good/restore');
  });

  it('follows the run, and shows how it ended', async () => {
    const { api } = open('backup-running');

    const run = await screen.findByRole('region', {
      name: 'Backup in progress',
    });
    await waitFor(() =>
      expect(within(run).getByRole('progressbar')).toHaveAttribute(
        'aria-valuenow',
        '42',
      ),
    );
    expect(await within(run).findByText('Live')).toBeVisible();

    act(() =>
      api.emit('job-1', {
        id: 50,
        at: '2026-11-21T08:00:00.000Z',
        type: 'progress',
        progress: { ...sampleProgress, percent: 90, phase: 'verify' },
      }),
    );
    await waitFor(() =>
      expect(within(run).getByRole('progressbar')).toHaveAttribute(
        'aria-valuenow',
        '90',
      ),
    );
    expect(
      within(run).getByRole('listitem', { name: 'Verify, now' }),
    ).toBeInTheDocument();

    const good = api.backups.find(({ id }) => id === 'backup-good')!;
    api.backups = [{ ...good, id: 'backup-running' }];
    act(() =>
      api.emit('job-1', {
        id: 51,
        at: '2026-11-21T08:00:01.000Z',
        type: 'state',
        state: 'succeeded',
      }),
    );

    expect(await screen.findByText('Available')).toBeVisible();
    expect(screen.queryByRole('region', { name: /^Backup/ })).toBeNull();
  });

  it('cancels the run after asking', async () => {
    const { api } = open('backup-running');

    await click('button', 'Cancel');
    expect(
      await screen.findByText(/What was written so far is removed/),
    ).toBeVisible();
    await click('button', 'Keep it running');
    expect(api.callsOf('cancelBackup')).toEqual([]);

    await click('button', 'Cancel');
    await click('button', 'Cancel the run');
    expect(api.callsOf('cancelBackup')).toEqual([['backup-running']]);
    expect(
      await screen.findByRole('button', { name: 'Cancelling…' }),
    ).toBeDisabled();
  });

  it('says why it failed and tries again', async () => {
    const { api } = open('backup-failed');

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('This backup failed');
    expect(alert).toHaveTextContent(
      'has 2,400,000 rows in the file and 2,400,118 at the source',
    );
    expect(screen.getByRole('button', { name: 'Restore' })).toBeDisabled();
    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );

    expect(
      await screen.findByRole('region', { name: 'Backup in progress' }),
    ).toBeVisible();
    expect(api.callsOf('retryBackup')).toEqual([['backup-failed']]);
  });

  it('compares the rows of every table, down to child tables', async () => {
    const { api } = open('backup-good');
    await click('tab', 'Contents');

    const table = (name: RegExp) => screen.findByRole('row', { name });
    expect(await table(/meters/)).toHaveTextContent('98,000,000');
    expect(await table(/meters/)).toHaveTextContent('Agrees');
    expect(await table(/phases_of/)).toHaveTextContent('429,900 – 430,120');
    expect(await table(/phases_of/)).toHaveTextContent('Within range');
    expect(await table(/v_balance/)).toHaveTextContent('No rows of its own');

    await click('button', 'Show the child tables of power.meters');
    const dialog = await screen.findByRole('dialog', {
      name: 'Child tables of power.meters',
    });
    expect(await within(dialog).findByText('1–25 of 1,000')).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Next table page' }),
    );
    expect(await within(dialog).findByText('26–50 of 1,000')).toBeVisible();
    await userEvent.type(within(dialog).getByRole('searchbox'), 'd1999');
    await waitFor(() =>
      expect(api.callsOf('getBackupTableRows').at(-1)).toEqual([
        'backup-good',
        expect.objectContaining({
          database: 'power',
          table: 'meters',
          search: 'd1999',
          page: 1,
        }),
      ]),
    );
    expect(await within(dialog).findByText('1–1 of 1')).toBeVisible();
  });

  it('marks a table whose rows differ', async () => {
    const api = FakeTdengineBackupApi.create();
    api.tables = api.tables.map(table => ({ ...table, rowCount: 1 }));
    open('backup-good', { api });
    await click('tab', 'Contents');

    expect(
      await screen.findByRole('row', { name: /events/ }),
    ).toHaveTextContent('Differs');
  });

  it('shows the report of a verification with its problems', async () => {
    const api = FakeTdengineBackupApi.create({
      reports: { 'backup-corrupted': sampleBadReport },
    });
    open('backup-corrupted', { api });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This backup is damaged',
    );
    await click('tab', 'Verification');

    expect(await screen.findByText('2 problems were found')).toBeVisible();
    expect(
      screen.getByRole('row', { name: /power\/meters\/00017.tdb/ }),
    ).toHaveTextContent('The file was changed or damaged');
  });

  it('compares with the source when asked to', async () => {
    const { api } = open('backup-good');
    await click('tab', 'Verification');

    await click('button', 'Compare with the source');

    expect(api.callsOf('verifyBackup')).toEqual([
      ['backup-good', { deep: true }],
    ]);
  });

  it('offers a verification where there was none', async () => {
    const { api } = open('backup-unverified');
    await click('tab', 'Verification');
    expect(await screen.findByText('Not verified yet')).toBeVisible();

    await click('button', 'Verify now');

    expect(api.callsOf('verifyBackup')).toEqual([['backup-unverified']]);
    expect(
      await screen.findByRole('region', { name: 'Verification in progress' }),
    ).toBeVisible();
  });

  it('shows the log by level', async () => {
    open('backup-running');
    await click('tab', 'Log');

    const log = await screen.findByRole('log', { name: 'Log' });
    expect(log).toHaveTextContent('Planned 1,204 tables');
    expect(log).not.toHaveTextContent('Splitting power.meters');

    await click('button', /Level/);
    await click('option', 'Debug and above');
    expect(screen.getByRole('log', { name: 'Log' })).toHaveTextContent(
      'Splitting power.meters',
    );
    await click('button', /Level/);
    await click('option', 'Errors only');
    expect(screen.getByText('No line of this level.')).toBeVisible();
  });

  it('offers the logs of earlier tries and of verifications', async () => {
    const api = FakeTdengineBackupApi.create();
    api.jobs['backup-good'] = [
      sampleJob({ id: 'job-good', state: 'succeeded' }),
      sampleJob({
        id: 'job-before',
        state: 'failed',
        createdAt: '2026-11-20T06:00:00.000Z',
      }),
    ];
    const line = (id: number, message: string) => ({
      id,
      at: '2026-11-20T06:00:00.000Z',
      type: 'log' as const,
      level: 'info' as const,
      message,
    });
    api.events['job-good'] = [line(1, 'All is read')];
    api.events['job-before'] = [line(1, 'No space left on target')];
    open('backup-good', { api });
    await click('tab', 'Log');
    expect(await screen.findByRole('log', { name: 'Log' })).toHaveTextContent(
      'All is read',
    );

    await click('button', /\bRun\b/);
    await click('option', /Backup, .*: Failed/);

    await waitFor(() =>
      expect(screen.getByRole('log', { name: 'Log' })).toHaveTextContent(
        'No space left on target',
      ),
    );
  });

  it('hands the report of a verification out as a file for machines and for people', async () => {
    const files: Array<{ name: string; blob: Blob }> = [];
    let blob: Blob;
    URL.createObjectURL = (given: Blob) => {
      blob = given;
      return 'blob:report';
    };
    URL.revokeObjectURL = () => {};
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        files.push({ name: this.download, blob });
      });
    const { api } = open('backup-good');
    await click('tab', 'Verification');

    await click('button', 'JSON');
    await click('button', 'Markdown');

    await waitFor(() =>
      expect(files.map(({ name }) => name)).toEqual([
        'backup_20261121_060000-verification.json',
        'backup_20261121_060000-verification.md',
      ]),
    );
    expect(api.callsOf('getBackupVerificationText')).toEqual([['backup-good']]);
    jest.restoreAllMocks();
  });

  it('says who changed it last, once somebody did', async () => {
    const api = FakeTdengineBackupApi.create({
      backups: [
        sampleBackup({ id: 'changed', updatedBy: 'user:default/zhang.min' }),
        sampleBackup({ id: 'untouched', updatedBy: undefined }),
      ],
    });
    const { unmount } = open('changed', { api });
    expect(await screen.findByText('Changed by')).toBeVisible();
    expect(screen.getByText(/zhang.min/)).toBeVisible();
    unmount();

    open('untouched', { api });
    expect(await screen.findByText('Created by')).toBeVisible();
    expect(screen.queryByText('Changed by')).not.toBeInTheDocument();
  });

  it('shows the settings used', async () => {
    open('backup-good');
    await click('tab', 'Settings');

    const settings = await screen.findByRole('region', {
      name: 'Settings used',
    });
    expect(settings).toHaveTextContent('zstd, level 6');
    expect(settings).toHaveTextContent('9f86d081884c7d659a2feaa0c55ad015');
  });

  it('changes remark and notes', async () => {
    const { api } = open('backup-good');
    await click('button', 'Edit remark and notes');
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Notes/ }),
      'Good for the audit',
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));

    expect(await screen.findByText('Good for the audit')).toBeVisible();
    expect(api.callsOf('updateBackup')).toEqual([
      [
        'backup-good',
        {
          remark: 'Before the migration of the meters',
          notes: 'Good for the audit',
        },
      ],
    ]);
  });

  it('says that there is no such backup', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set('getBackup', await serverError(404, 'No backup gone'));
    open('gone', { api });

    expect(await screen.findByText('There is no such backup')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'To the list of backups' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups');
  });

  it('names the permission that is missing', async () => {
    open('backup-good', { denied: ['tdengine-backup.backup.get'] });

    expect(
      await screen.findByText(/The permission tdengine-backup.backup.get/),
    ).toBeVisible();
  });

  it('explains which permission a restore takes', async () => {
    open('backup-good', { denied: ['tdengine-backup.restore.execute'] });

    await screen.findByRole('heading', { name: 'backup_20261121_060000' });
    await click('button', 'Restore');
    expect(
      await screen.findByText(
        'Missing permission: tdengine-backup.restore.execute',
      ),
    ).toBeVisible();
  });

  it('speaks Chinese', async () => {
    open('backup-good', { language: 'zh' });

    expect(await screen.findByRole('link', { name: '恢复' })).toBeVisible();
    expect(screen.getByRole('tab', { name: '校验' })).toBeVisible();
    expect(screen.getByText('压缩前 3 GiB，压缩比 7.8')).toBeVisible();
  });

  it('is pinned and unpinned, and leads to the policy it came from', async () => {
    const api = FakeTdengineBackupApi.create({
      backups: [
        sampleBackup({
          policyId: 'policy-nightly',
          policyName: 'nightly power',
        }),
      ],
    });
    open('backup-good', { api });

    expect(
      await screen.findByRole('link', { name: 'nightly power' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/policy-nightly');
    await click('button', 'Pin');
    expect(
      await screen.findByRole('img', { name: 'Pinned: no rule removes it' }),
    ).toBeVisible();
    expect(api.callsOf('updateBackup')).toEqual([
      ['backup-good', { pinned: true }],
    ]);
    await click('button', 'Unpin');
    await waitFor(() =>
      expect(screen.queryByRole('img', { name: /Pinned/ })).toBeNull(),
    );
  });
});
