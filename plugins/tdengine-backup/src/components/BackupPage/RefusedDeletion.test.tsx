import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Backup, BackupCopy } from 'backstage-plugin-tdengine-backup-common';
import {
  FakeTdengineBackupApi,
  renderPage,
  sampleBackup,
  sampleJob,
  serverError,
} from '../../__testUtils__';
import { BackupPage } from './BackupPage';

const click = async (role: string, name: string | RegExp) =>
  userEvent.click(await screen.findByRole(role, { name }));

const WORDS = "The copy on target 'local' could not be removed: read-only";

function copy(target: string, change: Partial<BackupCopy> = {}): BackupCopy {
  const [sample] = sampleBackup().copies;
  return { ...sample, target, ...change };
}

const REFUSED = copy('local', {
  deletionError: WORDS,
  nextDeletionAt: '2100-01-01T00:00:00Z',
});

function open(
  change: Partial<Backup>,
  options: {
    language?: 'en' | 'zh';
    denied?: string[];
    api?: FakeTdengineBackupApi;
  } = {},
) {
  const { api = FakeTdengineBackupApi.create() } = options;
  api.backups = [
    sampleBackup({
      id: 'b',
      name: 'nightly',
      state: 'deleting',
      error: WORDS,
      copies: [REFUSED],
      ...change,
    }),
  ];
  return renderPage(<BackupPage />, {
    path: '/tdengine-backup/backups/b',
    mountPath: '/tdengine-backup/backups/:backupId',
    ...options,
    api,
  });
}

describe('RefusedDeletion', () => {
  it('says why a backup is still there, and keeps it after asking', async () => {
    const { api } = open({});

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('This backup could not be deleted');
    expect(alert).toHaveTextContent(WORDS);
    const local = await screen.findByRole('region', { name: 'local' });
    expect(local).toHaveTextContent('nothing of this copy is known to be gone');
    expect(local).toHaveTextContent('Deletion tried again');

    await click('button', 'Keep it');
    const dialog = await screen.findByRole('dialog', {
      name: 'Keep what is being deleted?',
    });
    expect(dialog).not.toHaveTextContent('rule');
    expect(api.callsOf('keepBackup')).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Keep it' }),
    );
    await waitFor(() => expect(api.callsOf('keepBackup')).toEqual([['b']]));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('shows the words of the server where it cannot be kept, and tells to pin what a rule deletes', async () => {
    const { api } = open({ removalReason: 'older than 7 days' });
    api.failures.set('keepBackup', await serverError(409, 'Nothing is left'));

    await click('button', 'Keep it');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Pin the backup then');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Keep it' }),
    );
    expect(await within(dialog).findByText(/Nothing is left/)).toBeVisible();
  });

  it('offers nothing where no copy is whole', async () => {
    open({
      copies: [
        copy('local', {
          state: 'deleting',
          deletionError: WORDS,
          deletionPartial: true,
        }),
        copy('nas', { state: 'missing' }),
      ],
    });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No copy of it is whole any more',
    );
    expect(screen.queryByRole('button', { name: 'Keep it' })).toBeNull();
    expect(
      await screen.findByRole('region', { name: 'local' }),
    ).toHaveTextContent('Part of this copy is gone');
  });

  it('says nothing while the deletion runs', async () => {
    open({ job: sampleJob({ type: 'delete', state: 'running' }) });

    await screen.findByRole('region', { name: 'local' });
    expect(screen.queryByText('This backup could not be deleted')).toBeNull();
  });

  it('keeps a copy of a backup that stays', async () => {
    const { api } = open({
      state: 'available',
      error: undefined,
      copies: [copy('nas'), { ...REFUSED, state: 'deleting' }],
    });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'A copy could not be deleted',
    );
    await click('button', 'Keep it');
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Keep it',
      }),
    );
    await waitFor(() => expect(api.callsOf('keepBackup')).toEqual([['b']]));
  });

  it('names the right that it takes, and speaks Chinese', async () => {
    open({}, { denied: ['tdengine-backup.backup.delete'], language: 'zh' });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      '无法删除此备份',
    );
    await click('button', '保留');
    expect(
      await screen.findByText(/tdengine-backup\.backup\.delete/),
    ).toBeVisible();
  });
});
