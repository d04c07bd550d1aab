import { screen, waitFor, within } from '@testing-library/react';
import {
  JobState,
  TargetRescan,
} from 'backstage-plugin-tdengine-backup-common';
import userEvent from '@testing-library/user-event';
import {
  FakeTdengineBackupApi,
  FakeTdengineBackupOverviewApi,
  renderPage,
  sampleJob,
  sampleStorage,
  sampleTarget,
  serverError,
} from '../../__testUtils__';
import { StoragePage } from './StoragePage';

const region = (name: string) => screen.findByRole('region', { name });

function show(
  storage = sampleStorage(),
  options: Parameters<typeof renderPage>[1] = {},
) {
  return renderPage(<StoragePage />, {
    overviewApi: FakeTdengineBackupOverviewApi.create({ storage }),
    ...options,
  });
}

function sampleRescan(state: JobState): TargetRescan {
  return {
    id: 'rescan-nas',
    target: 'nas',
    createdBy: 'user:default/guest',
    createdAt: '2026-11-21T08:00:00Z',
    job: { ...sampleJob(), type: 'rescan', state },
  };
}

describe('StoragePage', () => {
  it('says of each target what takes how much, and when it is full', async () => {
    show();
    const local = await region('local');
    expect(
      within(local).getByRole('img', { name: 'local: 83% taken' }),
    ).toBeVisible();
    expect(local).toHaveTextContent(/Used by backups120.GiB/);
    expect(local).toHaveTextContent(/Used by others295.GiB/);
    expect(local).toHaveTextContent(/Free85.GiB/);
    expect(local).toHaveTextContent(/Size500.GiB/);
    expect(local).toHaveTextContent('Full in21 days');
    expect(local).toHaveTextContent(/58.GiB more than 29 days ago/);
  });

  it('does not pretend to know the room of a target that does not tell', async () => {
    show();
    const nas = await region('nas');
    expect(within(nas).queryByRole('img')).toBeNull();
    expect(nas).toHaveTextContent('does not tell how much room it has');
    expect(nas).toHaveTextContent('Full in—');
    expect(nas).toHaveTextContent(/nas: 9.GiB used by 3 backups\. The trend/);
    expect(nas).not.toHaveTextContent('Used by others');
  });

  it('marks a target that is not configured any more', async () => {
    show(
      sampleStorage({
        targets: [sampleTarget({ target: 'old', type: 'unknown' })],
      }),
    );
    expect(await region('old')).toHaveTextContent('Not configured any more');
  });

  it('lists policies and databases with their share', async () => {
    show();
    const policies = await region('By policy');
    const nightly = within(policies).getByRole('row', {
      name: /nightly power/,
    });
    expect(nightly).toHaveTextContent(/30100.GiB/);
    expect(
      within(nightly).getByRole('progressbar', { name: 'nightly power' }),
    ).toHaveAttribute('aria-valuetext', '77%');
    expect(
      within(nightly).getByRole('link', { name: 'nightly power' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/policy-nightly');
    expect(
      within(policies).getByRole('row', { name: /Made by hand/ }),
    ).toHaveTextContent(/1529.GiB/);

    const databases = await region('By database');
    expect(
      within(databases).getByRole('link', { name: /weather/ }),
    ).toHaveAttribute(
      'href',
      '/tdengine-backup/backups?instance=edge&database=weather',
    );
  });

  it('pages through many policies', async () => {
    show(
      sampleStorage({
        policies: Array.from({ length: 500 }, (_, index) => ({
          policyId: `p${index}`,
          policyName: `policy ${index}`,
          backups: 1,
          usedBytes: 1000 - index,
        })),
      }),
    );
    const policies = await region('By policy');
    expect(within(policies).getAllByRole('link')).toHaveLength(10);
    expect(policies).toHaveTextContent('1–10 of 500');
    await userEvent.click(
      within(policies).getByRole('button', { name: /next/i }),
    );
    expect(await within(policies).findByText('policy 10')).toBeVisible();
  });

  it('looks further back when asked to', async () => {
    const { overviewApi } = show();
    await region('local');
    await userEvent.click(screen.getByRole('button', { name: /90 days/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: '365 days' }),
    );
    expect(overviewApi.callsOf('getStorage')).toEqual([[90], [365]]);
  });

  it('says what will be there while nothing is stored', async () => {
    show(
      sampleStorage({
        targets: [sampleTarget({ backups: 0, usedBytes: 0, samples: [] })],
        policies: [],
        databases: [],
      }),
    );
    expect(await screen.findByText('Nothing is stored yet')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'By policy' })).toBeNull();
  });

  it('says why it could not be loaded', async () => {
    const overviewApi = FakeTdengineBackupOverviewApi.create();
    overviewApi.failures.set(
      'getStorage',
      await serverError(503, 'The database does not answer'),
    );
    renderPage(<StoragePage />, { overviewApi });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database does not answer',
    );
  });

  it('looks for backups on a target when asked to, and tells what it found', async () => {
    const api = FakeTdengineBackupApi.create({
      rescans: {
        nas: {
          id: 'r1',
          target: 'nas',
          createdBy: 'user:default/guest',
          createdAt: '2026-11-21T08:00:00Z',
          result: {
            found: 7,
            added: 4,
            copiesAdded: 2,
            missing: 1,
            problemCount: 1,
            problems: [
              { place: 'backups/20260101/x', reason: 'It is not JSON' },
            ],
          },
        },
      },
    });
    show(sampleStorage(), { api });
    const nas = await region('nas');
    expect(
      await within(nas).findByText(
        '7 found, 4 of them new; 2 copies added; 1 missing',
      ),
    ).toBeVisible();
    await userEvent.click(within(nas).getByText('1 could not be taken in'));
    expect(within(nas).getByRole('listitem')).toHaveTextContent(
      'backups/20260101/x It is not JSON',
    );

    const local = await region('local');
    const look = within(local).getByRole('button', {
      name: 'Look for backups',
    });
    await waitFor(() => expect(look).toBeEnabled());
    await userEvent.click(look);
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Nothing is written on the target');
    expect(api.callsOf('rescanTarget')).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Look for backups' }),
    );
    expect(
      await within(local).findByRole('progressbar', {
        name: 'Looking for backups…',
      }),
    ).toBeVisible();
    expect(api.callsOf('rescanTarget')).toEqual([['local']]);
    await userEvent.click(
      within(local).getByRole('button', { name: 'Stop looking' }),
    );
    expect(await within(local).findByText('Cancelled')).toBeVisible();
  });

  it('says that a search failed, and why', async () => {
    const { job } = sampleRescan('failed');
    const api = FakeTdengineBackupApi.create({
      rescans: {
        nas: {
          ...sampleRescan('failed'),
          job: { ...job!, error: "Nothing is on target 'nas': is it mounted?" },
        },
      },
    });
    show(sampleStorage(), { api });
    const nas = await region('nas');
    expect(await within(nas).findByRole('status')).toHaveTextContent(
      "The search failedNothing is on target 'nas': is it mounted?",
    );
    expect(
      within(nas).getByRole('button', { name: 'Look for backups' }),
    ).toBeEnabled();
  });

  it('says how many problems of a search are not listed', async () => {
    const problems = Array.from({ length: 1000 }, (_, index) => ({
      place: `backups/20260101/${index}`,
      reason: 'It is not JSON',
    }));
    const api = FakeTdengineBackupApi.create({
      rescans: {
        nas: {
          ...sampleRescan('succeeded'),
          result: {
            found: 1500,
            added: 0,
            copiesAdded: 0,
            missing: 0,
            problemCount: 1500,
            problems,
          },
        },
      },
    });
    show(sampleStorage(), { api });
    const nas = await region('nas');
    await userEvent.click(
      await within(nas).findByText('1,500 could not be taken in'),
    );
    expect(nas).toHaveTextContent('Only the first 1,000 are listed.');
  });

  it('shows what there is more once a search has ended', async () => {
    const api = FakeTdengineBackupApi.create({
      rescans: { nas: sampleRescan('running') },
    });
    const { overviewApi } = show(sampleStorage(), { api });
    const nas = await region('nas');
    await within(nas).findByRole('progressbar', {
      name: 'Looking for backups…',
    });
    expect(overviewApi.callsOf('getStorage')).toHaveLength(1);
    api.rescans = { nas: sampleRescan('succeeded') };
    await waitFor(
      () => expect(overviewApi.callsOf('getStorage')).toHaveLength(2),
      { timeout: 4_000 },
    );
  });

  it('says why the last search cannot be told', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'getTargetRescan',
      await serverError(503, 'The database does not answer'),
    );
    show(sampleStorage(), { api });
    const nas = await region('nas');
    expect(await within(nas).findByRole('alert')).toHaveTextContent(
      'The database does not answer',
    );
  });

  it('names the permission that looking for backups takes', async () => {
    const api = FakeTdengineBackupApi.create();
    show(sampleStorage(), { api, denied: ['tdengine-backup.backup.import'] });
    const local = await region('local');
    await userEvent.click(
      await within(local).findByRole('button', { name: 'Look for backups' }),
    );
    expect(
      await screen.findByText(/tdengine-backup\.backup\.import/),
    ).toBeVisible();
    expect(api.callsOf('getTargetRescan')).toEqual([]);
  });

  it('speaks Chinese', async () => {
    show(sampleStorage(), { language: 'zh' });
    expect(await region('按策略')).toHaveTextContent('手动创建');
    expect(await region('local')).toHaveTextContent('预计写满21 天后');
  });
});
