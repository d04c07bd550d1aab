import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeTdengineBackupPolicyApi,
  renderPage,
  samplePolicies,
  samplePolicyRun,
  serverError,
} from '../../__testUtils__';
import { PolicyPage } from './PolicyPage';

const show = (
  policyId: string = 'policy-nightly',
  options: Parameters<typeof renderPage>[1] = {},
) =>
  renderPage(<PolicyPage />, {
    path: `/tdengine-backup/policies/${policyId}`,
    mountPath: '/tdengine-backup/policies/:policyId',
    ...options,
  });

const click = async (role: string, name: string | RegExp) =>
  userEvent.click(await screen.findByRole(role, { name }));

const region = async (name: string) => screen.findByRole('region', { name });

describe('PolicyPage', () => {
  it('says when it runs in words, with the next five runs in both time zones', async () => {
    show();

    const schedule = await region('When it runs');
    expect(schedule).toHaveTextContent('At 02:00 (Asia/Shanghai)');
    const runs = within(schedule).getByRole('list', { name: 'The next runs' });
    expect(within(runs).getAllByRole('listitem')).toHaveLength(5);
    expect(runs).toHaveTextContent(/02:00 GMT\+8/);
    expect(schedule).toHaveTextContent(/Your time zone: /);
    expect(schedule).toHaveTextContent('A missed run is made up within1d');
  });

  it('names no next run while it is disabled', async () => {
    show('policy-config');

    const schedule = await region('When it runs');
    expect(schedule).toHaveTextContent(
      'The policy is disabled: no run is planned.',
    );
    expect(within(schedule).queryByRole('list')).toBeNull();
  });

  it('says in Chinese why a run did not begin and why a backup is gone, in English where the server says no more', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    policyApi.runs = [
      samplePolicyRun({
        id: 'run-1',
        state: 'skipped',
        backupId: undefined,
        reason: 'The run before it was not over',
        cause: { code: 'runNotOver' },
      }),
      samplePolicyRun({
        id: 'run-2',
        backupState: 'deleted',
        removalReason: "Removed by policy 'nightly power': 7 days",
        removal: {
          policyName: 'nightly power',
          reasons: [{ code: 'olderThanDays', days: 7, since: '2026-11-14' }],
        },
      }),
      samplePolicyRun({
        id: 'run-3',
        state: 'failed',
        reason: 'The server does not answer',
      }),
    ];
    show('policy-nightly', { policyApi, language: 'zh' });
    await click('tab', '运行记录');

    expect(await screen.findByText('上一次运行尚未结束')).toBeVisible();
    expect(
      screen.getByText('由策略“nightly power”删除：它已满 7 天'),
    ).toBeVisible();
    expect(screen.getByText('The server does not answer')).toBeVisible();
  });

  it('shows what it backs up, how it goes and who is told', async () => {
    show();

    expect(await region('What and where')).toHaveTextContent(
      /production.*power.*local.*Native.*zip.*zstd, level 6/,
    );
    expect(await region('At a glance')).toHaveTextContent('Succeeded');
    expect(await region('Who is told')).toHaveTextContent(
      'Failed runs, Missed runs',
    );
    expect(await region('Who is told')).toHaveTextContent('ops@example.com');
  });

  it('lists runs, also those that never began, with the reason', async () => {
    show();
    await click('tab', 'Runs');

    expect(await screen.findByText('Running')).toBeVisible();
    expect(screen.getByText('The portal was not running')).toBeVisible();
    expect(screen.getByText('3 planned times passed')).toBeVisible();
    expect(screen.getByText('Skipped')).toBeVisible();
    expect(screen.getByText('by user:default/li.wei')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'backup_20261121_060000' }),
    ).toHaveAttribute('href', '/tdengine-backup/backups/backup-good');
  });

  it('says of each backup why it is kept or goes', async () => {
    show();
    await click('tab', 'What is kept');

    expect(
      await screen.findByText(
        'Keeps backups younger than 30 days, and always one of each of 12 months.',
      ),
    ).toBeVisible();
    expect(
      await screen.findByText(
        /^Kept because it is the last good backup, and it is younger than 30 days\.$/,
      ),
    ).toBeVisible();
    expect(
      screen.getByText(/^Kept because .*Goes on \d{4}-\d\d-\d\d .* \+08:00\.$/),
    ).toBeVisible();
    expect(
      screen.getByText(
        'Goes because it is older than 30 days, and no keep rule holds it.',
      ),
    ).toBeVisible();
    expect(screen.getByText(/Kept: 2 of 3/)).toBeVisible();

    await click('checkbox', 'Only what goes');
    expect(screen.queryByText(/^Kept because/)).toBeNull();
  });

  it('names what goes before it cleans up', async () => {
    const { policyApi } = show();
    await click('tab', 'What is kept');
    await screen.findByText(/Kept: 2 of 3/);
    await click('button', 'Clean up now');

    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('1 backup is deleted for good (362 MiB)');
    expect(dialog).toHaveTextContent('backup_20260910_020000');
    expect(policyApi.callsOf('cleanUpPolicy')).toEqual([]);
    await click('button', 'Delete them');
    await waitFor(() =>
      expect(policyApi.callsOf('cleanUpPolicy')).toEqual([['policy-nightly']]),
    );
  });

  it('says of a policy in the configuration where it is written', async () => {
    show('policy-config');

    expect(
      await screen.findByText(/app-config.yaml under tdengineBackup.policies/),
    ).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
    expect(screen.getByText('This policy is disabled')).toBeVisible();
  });

  it('runs now, and shows it', async () => {
    const { policyApi } = show();
    await click('button', 'Run now');

    await waitFor(() =>
      expect(policyApi.callsOf('runPolicy')).toEqual([['policy-nightly']]),
    );
    expect(await screen.findByText('Queued')).toBeVisible();
  });

  it('says why it cannot be run', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    policyApi.failures.set('runPolicy', await serverError(409, 'It runs'));
    show('policy-nightly', { policyApi });
    await click('button', 'Run now');

    // The message fades in.
    const message = await screen.findByText('nightly power: It runs');
    await waitFor(() => expect(message).toBeVisible());
  });

  it('says where there is none', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    policyApi.failures.set('getPolicy', await serverError(404, 'None'));
    show('nothing', { policyApi });

    expect(await screen.findByText('There is no such policy')).toBeVisible();
  });

  it('speaks Chinese', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create({
      policies: samplePolicies(),
    });
    show('policy-nightly', { policyApi, language: 'zh' });

    expect(await region('运行时间')).toHaveTextContent(
      '在 02:00（Asia/Shanghai）',
    );
    await click('tab', '保留情况');
    expect(
      await screen.findByText(
        '保留未满 30 天的备份，并始终保留最近 12 个月各一个。',
      ),
    ).toBeVisible();
    expect(
      await screen.findByText(
        '删除，因为它已满 30 天，并且没有保留规则需要它。',
      ),
    ).toBeVisible();
  });
});
