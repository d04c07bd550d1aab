import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ago,
  FakeTdengineBackupPolicyApi,
  renderPage,
  samplePolicy,
  serverError,
} from '../../__testUtils__';
import { PoliciesPage } from './PoliciesPage';

const row = async (name: string) =>
  screen.findByRole('row', { name: new RegExp(name) });

const click = async (role: string, name: string | RegExp) =>
  userEvent.click(await screen.findByRole(role, { name }));

async function openMenu(name: string) {
  await click('button', `More actions for ${name}`);
  return screen.findByRole('menu');
}

describe('PoliciesPage', () => {
  beforeEach(() => window.history.replaceState(undefined, '', '/'));

  it('says of each policy what, when, and how it went', async () => {
    renderPage(<PoliciesPage />);

    const nightly = await row('nightly power');
    expect(nightly).toHaveTextContent('production · power');
    expect(nightly).toHaveTextContent('At 02:00');
    expect(nightly).not.toHaveTextContent('Asia/Shanghai');
    expect(nightly).toHaveTextContent('Succeeded');
    expect(
      within(nightly).getByRole('switch', { name: 'Enable nightly power' }),
    ).toBeChecked();
    expect(
      within(nightly).getByRole('link', { name: 'nightly power' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/policy-nightly');

    const weather = await row('气象数据每六小时');
    expect(weather).toHaveTextContent('edge · weather.stations_*');
    expect(weather).toHaveTextContent('Every 6 hours');
    expect(weather).toHaveTextContent('Failed');
    expect(
      within(weather).getByRole('img', {
        name: /There should be a good backup every 12h/,
      }),
    ).toBeInTheDocument();
  });

  it('marks a policy of the configuration, and lets nobody change it', async () => {
    renderPage(<PoliciesPage />);

    const fixed = await row('everything, once a week');
    expect(
      within(fixed).getByRole('button', { name: 'Configuration' }),
    ).toBeVisible();
    expect(within(fixed).getByRole('switch')).toBeDisabled();
    expect(within(fixed).getByText('Off')).toBeVisible();
    const menu = await openMenu('everything, once a week');
    expect(
      within(menu).getByRole('menuitem', { name: /Edit/ }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(
      within(menu).getByRole('menuitem', { name: 'Run now' }),
    ).not.toHaveAttribute('aria-disabled');
  });

  it('begins with an explanation where there is nothing', async () => {
    renderPage(<PoliciesPage />, {
      policyApi: FakeTdengineBackupPolicyApi.create({ policies: [] }),
    });

    expect(await screen.findByText('No policies yet')).toBeVisible();
    expect(
      screen.getAllByRole('link', { name: 'Create policy' })[0],
    ).toHaveAttribute('href', '/tdengine-backup/policies/new');
    expect(screen.queryByRole('button', { name: 'Pause all' })).toBeNull();
  });

  it('searches and filters on the server, and keeps it in the URL', async () => {
    const { policyApi } = renderPage(<PoliciesPage />);
    await row('nightly power');
    expect(policyApi.callsOf('getPolicies')[0]).toEqual([
      expect.objectContaining({ sort: 'name', order: 'asc', page: 1 }),
    ]);

    await click('button', 'Filters');
    await click('button', /^Enabled|Enabled$/);
    await click('option', 'Disabled');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(policyApi.callsOf('getPolicies').at(-1)).toEqual([
        expect.objectContaining({ enabled: false }),
      ]),
    );
    expect(await row('everything, once a week')).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByText('nightly power')).toBeNull());
    expect(window.location.search).toBe('?enabled=false');

    await userEvent.type(screen.getByRole('searchbox'), 'nowhere');
    expect(await screen.findByText('No policy fits')).toBeVisible();
  });

  it('shows 500 policies page by page', async () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      samplePolicy({
        id: `p${index}`,
        name: `policy ${String(index).padStart(3, '0')}`,
      }),
    );
    const { policyApi } = renderPage(<PoliciesPage />, {
      policyApi: FakeTdengineBackupPolicyApi.create({ policies: many }),
    });

    expect(await screen.findByText('1–25 of 500')).toBeVisible();
    await click('button', /next/i);
    expect(await row('policy 025')).toBeInTheDocument();
    expect(policyApi.callsOf('getPolicies').at(-1)).toEqual([
      expect.objectContaining({ page: 2 }),
    ]);
  });

  it('runs, switches and deletes a policy', async () => {
    const { policyApi } = renderPage(<PoliciesPage />);
    await openMenu('nightly power');
    await click('menuitem', 'Run now');
    await waitFor(() =>
      expect(policyApi.callsOf('runPolicy')).toEqual([['policy-nightly']]),
    );
    expect(
      await within(await row('nightly power')).findByText('Queued'),
    ).toBeVisible();

    await click('switch', 'Enable nightly power');
    await waitFor(() =>
      expect(policyApi.callsOf('disablePolicy')).toEqual([['policy-nightly']]),
    );
    await waitFor(() =>
      expect(
        screen.getByRole('switch', { name: 'Enable nightly power' }),
      ).not.toBeChecked(),
    );

    await openMenu('nightly power');
    await click('menuitem', 'Delete…');
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'The backups that it made stay',
    );
    await click('button', 'Delete the policy');
    await waitFor(() =>
      expect(policyApi.callsOf('deletePolicy')).toEqual([
        ['policy-nightly', 3],
      ]),
    );
    await waitFor(() => expect(screen.queryByText('nightly power')).toBeNull());
  });

  it('links to the editor, and to a copy', async () => {
    renderPage(<PoliciesPage />);
    const menu = await openMenu('nightly power');

    expect(
      within(menu).getByRole('menuitem', { name: 'Edit' }),
    ).toHaveAttribute('href', '/tdengine-backup/policies/policy-nightly/edit');
    expect(
      within(menu).getByRole('menuitem', { name: 'Duplicate' }),
    ).toHaveAttribute(
      'href',
      '/tdengine-backup/policies/new?from=policy-nightly',
    );
  });

  it('says which permission is missing', async () => {
    renderPage(<PoliciesPage />, {
      denied: [
        'tdengine-backup.policy.delete',
        'tdengine-backup.policy.enable',
      ],
    });
    const menu = await openMenu('nightly power');

    expect(
      await within(menu).findByRole('menuitem', {
        name: 'Delete… · Missing permission: tdengine-backup.policy.delete',
      }),
    ).toHaveAttribute('aria-disabled', 'true');
    expect(
      within(menu).getByRole('menuitem', { name: /^Run now · Missing/ }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('pauses everything with a reason, says so to everybody, and resumes', async () => {
    const { policyApi } = renderPage(<PoliciesPage />);
    await row('nightly power');

    await click('button', 'Pause all');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Reason/ }),
      'Move of the data centre',
    );
    await click('button', 'Pause all policies');

    const banner = await screen.findByText('All policies are paused');
    expect(policyApi.callsOf('pauseScheduler')).toEqual([
      ['Move of the data centre'],
    ]);
    expect(banner.closest('[role=status]')).toHaveTextContent(
      /Paused by user:default\/guest.*Reason: Move of the data centre/,
    );
    expect(await row('nightly power')).toHaveTextContent('Paused');
    expect(screen.queryByRole('button', { name: 'Pause all' })).toBeNull();

    await click('button', 'Resume all');
    await waitFor(() =>
      expect(screen.queryByText('All policies are paused')).toBeNull(),
    );
  });

  it('warns where the scheduler does not answer, and where automatic backups are off', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    policyApi.scheduler = {
      ...policyApi.scheduler,
      alive: false,
      lastTickAt: ago(0),
    };
    const { unmount } = renderPage(<PoliciesPage />, { policyApi });
    expect(
      await screen.findByText('The scheduler does not answer'),
    ).toBeVisible();
    unmount();

    policyApi.scheduler = { ...policyApi.scheduler, automatic: false };
    renderPage(<PoliciesPage />, { policyApi });
    expect(
      await screen.findByText('Automatic backups are switched off'),
    ).toBeVisible();
  });

  it('shows why nothing could be loaded, and tries again', async () => {
    const policyApi = FakeTdengineBackupPolicyApi.create();
    policyApi.failures.set(
      'getPolicies',
      await serverError(503, 'No database'),
    );
    renderPage(<PoliciesPage />, { policyApi });

    expect(await screen.findByText('No database')).toBeVisible();
    policyApi.failures.clear();
    await click('button', 'Retry');
    expect(await row('nightly power')).toBeInTheDocument();
  });

  it('speaks Chinese', async () => {
    renderPage(<PoliciesPage />, { language: 'zh' });

    const nightly = await row('nightly power');
    expect(nightly).toHaveTextContent('在 02:00');
    expect(await row('气象数据每六小时')).toHaveTextContent('每隔 6 小时');
  });
});
