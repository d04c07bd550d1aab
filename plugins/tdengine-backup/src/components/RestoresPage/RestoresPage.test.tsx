import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeTdengineBackupApi,
  renderPage,
  sampleRestore,
  serverError,
} from '../../__testUtils__';
import { RestoresPage } from './RestoresPage';

jest.setTimeout(60_000);

const BACKUP = 'backup_20261121_060000';
const EXECUTE = 'tdengine-backup.restore.execute';

/** The row of the restore into a database. */
const rowOf = (database: string) =>
  screen.findByRole('row', { name: new RegExp(`into ${database}(?!_)`) });

async function openMenu(row: HTMLElement) {
  await userEvent.click(
    within(row).getByRole('button', { name: /More actions/ }),
  );
  return screen.findByRole('menu');
}

describe('RestoresPage', () => {
  beforeEach(() => window.history.replaceState(undefined, '', '/'));

  it('lists restores with what matters about each', async () => {
    renderPage(<RestoresPage />);

    const good = await rowOf('power_restored');
    expect(within(good).getByText('Succeeded')).toBeInTheDocument();
    expect(within(good).getByText('power_restored')).toBeInTheDocument();
    expect(within(good).getByText('Production')).toBeInTheDocument();
    expect(within(good).getByText('98,432,100')).toBeInTheDocument();
    expect(within(good).getByText('5m 59s')).toBeInTheDocument();
    expect(within(good).getByText('li.wei')).toBeInTheDocument();
    expect(
      within(good).getByRole('link', {
        name: `Restore of ${BACKUP} into power_restored`,
      }),
    ).toHaveAttribute('href', '/tdengine-backup/restores/restore-good');
    expect(
      within(await rowOf('power_drill')).getByText(
        'Everything · Quarterly recovery drill',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('1–5 of 5')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Restore a backup' }),
    ).toHaveAttribute('href', '/tdengine-backup/restore');
  });

  it('explains what a restore is where there is none', async () => {
    renderPage(<RestoresPage />, {
      api: FakeTdengineBackupApi.create({ restores: [] }),
    });

    expect(
      await screen.findByText('Nothing has been restored yet'),
    ).toBeInTheDocument();
  });

  it('searches, filters and sorts on the server, and keeps that in the URL', async () => {
    const { api } = renderPage(<RestoresPage />);
    await rowOf('power_restored');

    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    await userEvent.click(screen.getByRole('button', { name: /State/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Failed' }),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(api.callsOf('getRestores').at(-1)).toEqual([
        expect.objectContaining({ state: ['failed'], page: 1 }),
      ]),
    );
    expect(window.location.search).toBe('?state=failed');

    await userEvent.type(
      screen.getByRole('searchbox', { name: /Search backup/ }),
      'nowhere',
    );
    expect(await screen.findByText('No restore fits')).toBeInTheDocument();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    await rowOf('power_restored');

    await userEvent.click(screen.getByRole('columnheader', { name: /Rows/ }));
    await waitFor(() =>
      expect(api.callsOf('getRestores').at(-1)).toEqual([
        expect.objectContaining({ sort: 'rows', state: undefined }),
      ]),
    );
  });

  it('pages on the server', async () => {
    const restores = Array.from({ length: 60 }, (_, index) =>
      sampleRestore({ id: `restore-${index}`, databases: [`power_${index}`] }),
    );
    const { api } = renderPage(<RestoresPage />, {
      api: FakeTdengineBackupApi.create({ restores }),
    });
    expect(await screen.findByText('1–25 of 60')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: /Next/ }));
    expect(await screen.findByText('26–50 of 60')).toBeInTheDocument();
    expect(api.callsOf('getRestores').at(-1)).toEqual([
      expect.objectContaining({ page: 2, pageSize: 25 }),
    ]);
  });

  it('shows the words of the server and loads again', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'getRestores',
      await serverError(503, 'The database does not answer'),
    );
    renderPage(<RestoresPage />, { api });
    expect(
      await screen.findByText('The database does not answer'),
    ).toBeInTheDocument();

    api.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await rowOf('power_restored')).toBeInTheDocument();
  });

  it('says which permission is missing where the server refuses', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set('getRestores', await serverError(403, 'Not allowed'));
    renderPage(<RestoresPage />, { api });

    expect(
      await screen.findByText(/tdengine-backup.restore.query/),
    ).toBeInTheDocument();
  });

  it('cancels a running restore once the consequence was confirmed', async () => {
    const { api } = renderPage(<RestoresPage />);
    const menu = await openMenu(await rowOf('power_drill'));
    await userEvent.click(
      within(menu).getByRole('menuitem', { name: 'Cancel…' }),
    );

    expect(
      await screen.findByText(/Databases that this restore created/),
    ).toBeInTheDocument();
    expect(api.callsOf('cancelRestore')).toHaveLength(0);
    await userEvent.click(
      screen.getByRole('button', { name: 'Cancel the restore' }),
    );
    await waitFor(() =>
      expect(api.callsOf('cancelRestore')).toEqual([['restore-running']]),
    );
    expect(
      await within(await rowOf('power_drill')).findByText('Cancelling'),
    ).toBeInTheDocument();
  });

  it('begins a failed restore anew', async () => {
    const { api } = renderPage(<RestoresPage />);
    const menu = await openMenu(await rowOf('power'));
    expect(
      within(menu).queryByRole('menuitem', { name: 'Cancel…' }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      within(menu).getByRole('menuitem', { name: 'Retry' }),
    );

    await waitFor(() =>
      expect(api.callsOf('retryRestore')).toEqual([['restore-failed']]),
    );
  });

  it('tells in the menu what the user may not do', async () => {
    renderPage(<RestoresPage />, { denied: [EXECUTE] });
    const menu = await openMenu(await rowOf('power_drill'));

    await waitFor(() =>
      expect(
        within(menu).getByRole('menuitem', {
          name: `Cancel… · Missing permission: ${EXECUTE}`,
        }),
      ).toHaveAttribute('aria-disabled', 'true'),
    );
  });

  it('speaks Chinese', async () => {
    renderPage(<RestoresPage />, { language: 'zh' });

    expect(
      await screen.findByRole('link', { name: '恢复备份' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('成功')).toBeInTheDocument();
    expect(screen.getByText('第 1–5 项，共 5 项')).toBeInTheDocument();
  });
});
