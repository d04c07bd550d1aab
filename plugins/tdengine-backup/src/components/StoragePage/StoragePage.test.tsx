import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeTdengineBackupOverviewApi,
  renderPage,
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

  it('speaks Chinese', async () => {
    show(sampleStorage(), { language: 'zh' });
    expect(await region('按策略')).toHaveTextContent('手动创建');
    expect(await region('local')).toHaveTextContent('预计写满21 天后');
  });
});
