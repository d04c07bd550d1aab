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

  it('tells that it is checked, and can be cancelled', async () => {
    const api = FakeTdengineBackupApi.create();
    api.pending.add('uploadBackup');
    await open({ api });
    const dialog = await send();
    expect(
      await within(dialog).findByText(/It is being checked/),
    ).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    expect(
      await within(dialog).findByRole('button', { name: 'Upload' }),
    ).toBeEnabled();
    expect(within(dialog).queryByRole('alert')).toBeNull();
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
