import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Backup, BackupCopy } from 'backstage-plugin-tdengine-backup-common';
import {
  FakeTdengineBackupApi,
  renderPage,
  sampleBackup,
} from '../../__testUtils__';
import { BackupPage } from './BackupPage';

const click = async (role: string, name: string | RegExp) =>
  userEvent.click(await screen.findByRole(role, { name }));

function copy(target: string, change: Partial<BackupCopy> = {}): BackupCopy {
  return {
    target,
    location: `backups/20261121/on-${target}.zip`,
    state: 'present',
    verification: 'verified',
    sizeBytes: 412_300_000,
    ...change,
  };
}

function open(
  change: Partial<Backup>,
  options: {
    language?: 'en' | 'zh';
    denied?: string[];
    api?: FakeTdengineBackupApi;
  } = {},
) {
  const { api = FakeTdengineBackupApi.create() } = options;
  api.backups = [sampleBackup({ id: 'b', ...change })];
  return renderPage(<BackupPage />, {
    path: '/tdengine-backup/backups/b',
    mountPath: '/tdengine-backup/backups/:backupId',
    ...options,
    api,
  });
}

describe('BackupCopies', () => {
  it('says in what order each copy is, and repairs one that is not', async () => {
    const { api } = open({
      state: 'partially-failed',
      copies: [
        copy('local'),
        copy('nas', {
          state: 'corrupted',
          verification: 'failed',
          error: "'part-1' is not what was written",
        }),
      ],
    });

    const copies = await screen.findByRole('region', { name: 'Copies' });
    expect(copies).toHaveTextContent('1 of 2 copies are good');
    const nas = within(copies).getByRole('region', { name: 'nas' });
    expect(nas).toHaveTextContent('Damaged');
    expect(nas).toHaveTextContent("'part-1' is not what was written");
    const local = within(copies).getByRole('region', { name: 'local' });
    expect(local).toHaveTextContent('Present');
    expect(local).toHaveTextContent(
      'The last good copy goes with the backup only.',
    );
    expect(
      within(local).queryByRole('button', { name: /Repair|Delete/ }),
    ).toBeNull();

    await click('button', 'Repair the copy on nas');
    await waitFor(() => expect(nas).toHaveTextContent('Being repaired'));
    expect(api.callsOf('repairBackupCopy')).toEqual([['b', 'nas']]);
    expect(
      screen.getByRole('button', { name: 'Delete the copy on nas' }),
    ).toBeDisabled();
  });

  it('deletes a copy after asking', async () => {
    const { api } = open({ copies: [copy('local'), copy('nas')] });

    await click('button', 'Delete the copy on nas');
    expect(
      await screen.findByText(/The backup stays, with one copy fewer/),
    ).toBeVisible();
    expect(api.callsOf('deleteBackupCopy')).toEqual([]);
    await click('button', 'Delete copy');
    await waitFor(() =>
      expect(api.callsOf('deleteBackupCopy')).toEqual([['b', 'nas']]),
    );
  });

  it('shows the report of the last verification of each copy', async () => {
    const api = FakeTdengineBackupApi.create();
    const [report] = Object.values(api.reports);
    api.reports = {
      'b nas': {
        ...report,
        ok: false,
        problemCount: 1,
        problems: [
          { path: 'power/part-1', problem: 'digest', message: 'bits fell off' },
        ],
      },
    };
    open(
      {
        copies: [
          copy('local'),
          copy('nas', { verifiedAt: '2026-11-21T06:00:00Z' }),
        ],
      },
      { api },
    );

    await screen.findByRole('region', { name: 'nas' });
    expect(
      screen.queryByRole('button', {
        name: 'Verification report of the copy on local',
      }),
    ).toBeNull();
    await click('button', 'Verification report of the copy on nas');
    const dialog = await screen.findByRole('dialog', {
      name: 'Verification of the copy on nas',
    });
    expect(await within(dialog).findByText('bits fell off')).toBeVisible();
    expect(api.callsOf('getBackupVerification')).toEqual([['b', 'nas']]);
  });

  it('adds a copy on a target that has none', async () => {
    const { api } = open({ copies: [copy('local')] });

    await click('button', 'Add a copy');
    const dialog = await screen.findByRole('dialog', { name: 'Add a copy' });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Add a copy' }),
    );
    await waitFor(() =>
      expect(api.callsOf('addBackupCopy')).toEqual([['b', 'nas']]),
    );
    expect(
      await screen.findByRole('region', { name: 'nas' }),
    ).toHaveTextContent('Pending');
  });

  it('says at the top of the page that they are encrypted, and with which key', async () => {
    open({
      encrypted: true,
      encryptionKeyId: 'plant-2026',
      copies: [copy('local')],
    });

    expect(await screen.findByText('plant-2026')).toBeVisible();
    expect(screen.getByText('Encrypted')).toBeVisible();
  });

  it('names the key of each copy, which may still be the one before', async () => {
    open({
      encrypted: true,
      encryptionKeyId: 'plant-2027',
      copies: [
        copy('local', { encryptionKeyId: 'plant-2027' }),
        copy('nas', { encryptionKeyId: 'plant-2026' }),
      ],
    });

    const nas = await screen.findByRole('region', { name: 'nas' });
    expect(nas).toHaveTextContent('Encryption keyplant-2026');
    expect(screen.getByRole('region', { name: 'local' })).toHaveTextContent(
      'Encryption keyplant-2027',
    );
  });

  it('says when nothing more is tried by itself, in Chinese, too', async () => {
    open(
      {
        state: 'partially-failed',
        copies: [
          copy('local'),
          copy('nas', {
            state: 'failed',
            verification: 'unverified',
            repairAttempts: 20,
          }),
        ],
      },
      { language: 'zh' },
    );

    const nas = await screen.findByRole('region', { name: 'nas' });
    expect(nas).toHaveTextContent('已放弃，请手动修复');
  });
});
