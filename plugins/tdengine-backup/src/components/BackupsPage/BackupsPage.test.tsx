import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeTdengineBackupApi,
  renderPage,
  sampleBackup,
  serverError,
} from '../../__testUtils__';
import { BackupsPage } from './BackupsPage';

const NAME = 'backup_20261121_060000';

const row = async (name: string) =>
  screen.findByRole('row', { name: new RegExp(name) });

async function openMenu(name: string) {
  await userEvent.click(
    await screen.findByRole('button', { name: `More actions for ${name}` }),
  );
  return screen.findByRole('menu');
}

describe('BackupsPage', () => {
  beforeEach(() => window.history.replaceState(undefined, '', '/'));

  it('lists backups with what matters about each', async () => {
    renderPage(<BackupsPage />);

    const good = await row(NAME);
    expect(within(good).getByText('Available')).toBeInTheDocument();
    expect(within(good).getByText('production')).toBeInTheDocument();
    expect(within(good).getByText('power')).toBeInTheDocument();
    expect(within(good).getByText('393 MiB')).toBeInTheDocument();
    expect(within(good).getByText('98,432,100')).toBeInTheDocument();
    expect(within(good).getByText('Verified')).toBeInTheDocument();
    expect(within(good).getByRole('link', { name: NAME })).toHaveAttribute(
      'href',
      '/tdengine-backup/backups/backup-good',
    );
    expect(
      within(await row('weather nightly')).getByText('Queued'),
    ).toBeInTheDocument();
    expect(screen.getByText('1–7 of 7')).toBeInTheDocument();
  });

  it('says what to do where there is nothing', async () => {
    renderPage(<BackupsPage />, {
      api: FakeTdengineBackupApi.create({ backups: [] }),
    });

    expect(await screen.findByText('No backups yet')).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: 'Create backup' }),
    ).toHaveLength(2);
  });

  it('searches and filters on the server, and shows how to get back', async () => {
    const { api } = renderPage(<BackupsPage />);
    await row(NAME);

    await userEvent.type(
      screen.getByRole('searchbox', { name: /Search name/ }),
      'nowhere',
    );
    await waitFor(() =>
      expect(api.callsOf('getBackups').at(-1)).toEqual([
        expect.objectContaining({ search: 'nowhere', page: 1 }),
      ]),
    );
    expect(await screen.findByText('No backup fits')).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    await userEvent.click(screen.getByRole('button', { name: /State/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Failed' }),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(api.callsOf('getBackups').at(-1)).toEqual([
        expect.objectContaining({ state: ['failed'], search: undefined }),
      ]),
    );
    expect(await row('backup_20261120_020000')).toBeInTheDocument();
    expect(screen.queryByText(NAME)).not.toBeInTheDocument();
    expect(new URLSearchParams(window.location.search).get('state')).toBe(
      'failed',
    );
  });

  it('offers every database there is, not only those of the page', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      sampleBackup({ id: `b${index}`, databases: [`plant_${index}`] }),
    );
    renderPage(<BackupsPage />, {
      api: FakeTdengineBackupApi.create({ backups: many }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Filters' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /Database/ }),
    );

    expect(
      await screen.findByRole('option', { name: 'plant_59' }),
    ).toBeInTheDocument();
  });

  it('verifies the chosen ones that can be verified, and says how many cannot', async () => {
    const { api } = renderPage(<BackupsPage />);
    for (const name of [NAME, '发布前备份', 'backup_20261120_020000']) {
      await userEvent.click(within(await row(name)).getByRole('checkbox'));
    }
    const bar = screen.getByRole('group', { name: 'Chosen backups' });
    expect(bar).toHaveTextContent('3 chosen');
    expect(bar).toHaveTextContent('1 of them cannot be verified now.');

    await userEvent.click(
      await within(bar).findByRole('button', { name: 'Verify selected' }),
    );

    await waitFor(() =>
      expect(api.callsOf('verifyBackup').flat().sort()).toEqual([
        'backup-good',
        'backup-unverified',
      ]),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('group', { name: 'Chosen backups' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('takes page, order and filters from the URL', async () => {
    window.history.replaceState(
      undefined,
      '',
      '/?database=weather&sort=name&order=asc',
    );
    const { api } = renderPage(<BackupsPage />);

    expect(await row('weather nightly')).toBeInTheDocument();
    expect(api.callsOf('getBackups')[0]).toEqual([
      expect.objectContaining({
        database: ['weather'],
        sort: 'name',
        order: 'asc',
      }),
    ]);
    expect(screen.queryByText(NAME)).not.toBeInTheDocument();
  });

  it('turns pages on the server', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      sampleBackup({ id: `b${index}`, name: `backup ${index}` }),
    );
    const { api } = renderPage(<BackupsPage />, {
      api: FakeTdengineBackupApi.create({ backups: many }),
    });
    expect(await screen.findByText('1–25 of 60')).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );

    expect(await screen.findByText('26–50 of 60')).toBeInTheDocument();
    expect(api.callsOf('getBackups').at(-1)).toEqual([
      expect.objectContaining({ page: 2, pageSize: 25 }),
    ]);
  });

  it('shows the words of the server and tries again', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set('getBackups', await serverError(503, 'No database'));
    renderPage(<BackupsPage />, { api });

    expect(await screen.findByRole('alert')).toHaveTextContent('No database');
    api.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await row(NAME)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('names the permission where the server refuses the list', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set('getBackups', await serverError(403, 'Not allowed'));
    renderPage(<BackupsPage />, { api });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'tdengine-backup.backup.query',
    );
  });

  it('explains the missing permission where a backup cannot be verified', async () => {
    renderPage(<BackupsPage />, { denied: ['tdengine-backup.backup.create'] });
    const menu = await openMenu(NAME);

    expect(
      await within(menu).findByRole('menuitem', {
        name: /^Verify.* · Missing permission: tdengine-backup.backup.create$/,
      }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('deletes only once the name was typed', async () => {
    const { api } = renderPage(<BackupsPage />);
    const menu = await openMenu(NAME);
    await userEvent.click(
      within(menu).getByRole('menuitem', { name: 'Delete…' }),
    );

    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('removed from local for good (393 MiB)');
    const confirm = within(dialog).getByRole('button', {
      name: 'Delete the backup',
    });
    expect(confirm).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'something');
    expect(confirm).toBeDisabled();

    await userEvent.clear(within(dialog).getByRole('textbox'));
    await userEvent.type(within(dialog).getByRole('textbox'), NAME);
    await userEvent.click(confirm);

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.callsOf('deleteBackup')).toEqual([['backup-good', NAME]]);
    await waitFor(() =>
      expect(screen.queryByRole('row', { name: new RegExp(NAME) })).toBeNull(),
    );
  });

  it('keeps the dialog with the reason where deleting is refused', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'deleteBackup',
      await serverError(409, 'It is being restored by job 7'),
    );
    renderPage(<BackupsPage />, { api });
    const menu = await openMenu(NAME);
    await userEvent.click(
      within(menu).getByRole('menuitem', { name: 'Delete…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), NAME);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Delete the backup' }),
    );

    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It is being restored by job 7',
    );
  });

  it('verifies, and downloads over the cookie', async () => {
    const { api } = renderPage(<BackupsPage />);
    await userEvent.click(
      within(await openMenu(NAME)).getByRole('menuitem', {
        name: 'Verify now',
      }),
    );
    await waitFor(() =>
      expect(api.callsOf('verifyBackup')).toEqual([['backup-good']]),
    );

    const clicked: string[] = [];
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        clicked.push(this.href);
      });
    await userEvent.click(
      within(await openMenu(NAME)).getByRole('menuitem', {
        name: 'Download as CSV',
      }),
    );
    await waitFor(() =>
      expect(clicked).toEqual([
        expect.stringContaining('/backup-good/download?as=csv'),
      ]),
    );
    expect(api.callsOf('issueDownloadCookie')).toHaveLength(1);
    jest.restoreAllMocks();
  });

  it('offers nothing that does not fit the state, nor what is not allowed', async () => {
    renderPage(<BackupsPage />, { denied: ['tdengine-backup.backup.delete'] });

    const failed = await openMenu('backup_20261120_020000');
    const disabled = (name: RegExp) =>
      expect(within(failed).getByRole('menuitem', { name })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
    disabled(/Restore/);
    disabled(/Verify/);
    disabled(/Download as stored/);
    await waitFor(() =>
      disabled(/Delete.*Missing permission: tdengine-backup.backup.delete/),
    );
    expect(
      within(failed).getByRole('menuitem', { name: 'Retry' }),
    ).toBeEnabled();
  });

  it('speaks Chinese', async () => {
    renderPage(<BackupsPage />, { language: 'zh' });

    const good = await row(NAME);
    expect(within(good).getByText('可用')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '创建备份' })).toBeVisible();
    expect(screen.getByRole('columnheader', { name: '数据库' })).toBeVisible();
  });

  it('pins a backup, shows it, and unpins it', async () => {
    const { api } = renderPage(<BackupsPage />);
    await openMenu(NAME);
    await userEvent.click(screen.getByRole('menuitem', { name: 'Pin' }));

    expect(
      await within(await row(NAME)).findByRole('img', {
        name: 'Pinned: no rule removes it',
      }),
    ).toBeInTheDocument();
    expect(api.callsOf('updateBackup')).toEqual([
      ['backup-good', { pinned: true }],
    ]);

    await openMenu(NAME);
    await userEvent.click(screen.getByRole('menuitem', { name: 'Unpin' }));
    await waitFor(() =>
      expect(screen.queryByRole('img', { name: /Pinned/ })).toBeNull(),
    );
  });
});
