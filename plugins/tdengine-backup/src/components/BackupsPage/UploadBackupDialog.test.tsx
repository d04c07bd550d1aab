import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeTdengineBackupApi,
  renderPage,
  serverError,
} from '../../__testUtils__';
import { BackupsPage } from './BackupsPage';

const ARCHIVE = new File(['0123456789'], 'nightly.zip', {
  type: 'application/zip',
});

async function open(options: Parameters<typeof renderPage>[1] = {}) {
  const page = renderPage(<BackupsPage />, options);
  const button = () => screen.getByRole('button', { name: 'Upload a backup' });
  // Until the portal knows whether the user may.
  await waitFor(() => expect(button()).toBeEnabled());
  await userEvent.click(button());
  return page;
}

async function send(): Promise<HTMLElement> {
  const dialog = await screen.findByRole('dialog');
  await userEvent.upload(within(dialog).getByLabelText('File'), ARCHIVE);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Upload' }));
  return dialog;
}

describe('the upload of a backup', () => {
  it('sends the file and says that it was taken in', async () => {
    const { api } = await open();
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByRole('button', { name: 'Upload' }),
    ).toBeDisabled();
    await send();
    expect(await screen.findByText(/was checked and taken in/)).toBeVisible();
    expect(api.callsOf('uploadBackup')).toEqual([[10, []]]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says why it was refused, and lets another file be chosen', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'uploadBackup',
      await serverError(400, "Archive 'upload' is refused: it holds a link"),
    );
    await open({ api });
    const dialog = await send();
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'is refused: it holds a link',
    );
    await userEvent.upload(
      within(dialog).getByLabelText('File'),
      new File(['0'], 'other.zip', { type: 'application/zip' }),
    );
    expect(within(dialog).queryByRole('alert')).toBeNull();
  });

  it('says that the connection broke off in the words of the reader', async () => {
    const api = FakeTdengineBackupApi.create();
    api.failures.set(
      'uploadBackup',
      new DOMException('It broke off', 'NetworkError'),
    );
    await open({ api });
    expect(await within(await send()).findByRole('alert')).toHaveTextContent(
      'The connection to the portal broke off. Unless the backup appears in the list, send it again.',
    );
  });

  it('can be cancelled while it is sent', async () => {
    const api = FakeTdengineBackupApi.create();
    api.pending.add('uploadBackup');
    api.uploadedFraction = 0.5;
    await open({ api });
    const dialog = await send();
    expect(await within(dialog).findByText('5 B of 10 B sent')).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    expect(
      await within(dialog).findByRole('button', { name: 'Upload' }),
    ).toBeEnabled();
    expect(within(dialog).queryByRole('alert')).toBeNull();
  });

  it('is checked on when the dialog is closed, and tells how that ended', async () => {
    const { api } = await open();
    api.latencyMs = 1_000;
    const dialog = await send();
    expect(
      await within(dialog).findByText(/It is being checked/),
    ).toBeVisible();
    const close = within(dialog).getAllByRole('button', { name: 'Close' });
    await userEvent.click(close[close.length - 1]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(
      () => expect(screen.getByText(/was checked and taken in/)).toBeVisible(),
      { timeout: 3_000 },
    );
  });

  it('tells why it was refused also after the dialog was closed', async () => {
    const { api } = await open();
    api.failures.set('uploadBackup', new Error('It holds a link'));
    api.latencyMs = 1_000;
    const dialog = await send();
    await within(dialog).findByText(/It is being checked/);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(
      () =>
        expect(
          screen.getByText(
            'The uploaded backup was not taken in: It holds a link',
          ),
        ).toBeVisible(),
      { timeout: 3_000 },
    );
  });

  it('is not there for who may not', async () => {
    await open({ denied: ['tdengine-backup.backup.import'] });
    expect(
      await screen.findByText(/tdengine-backup\.backup\.import/),
    ).toBeVisible();
    expect(screen.queryByLabelText('File')).toBeNull();
  });

  it('is offered where there is no backup yet', async () => {
    renderPage(<BackupsPage />, {
      api: FakeTdengineBackupApi.create({ backups: [] }),
    });
    expect(
      await screen.findByText(/Backups made elsewhere can be uploaded/),
    ).toBeVisible();
  });
});
