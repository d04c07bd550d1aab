import { waitFor } from '@testing-library/react';
import { renderPage, sampleBackups } from '../../__testUtils__';
import { BackupPage } from '../BackupPage';
import { StoragePage } from '../StoragePage';

describe('the title of a page', () => {
  it.each([
    ['en', 'Storage | TDengine Backup | Backstage'],
    ['zh', '存储 | TDengine 备份 | Backstage'],
  ] as const)(
    'is in the language of the reader (%s)',
    async (language, title) => {
      renderPage(<StoragePage />, { language });
      await waitFor(() => expect(document.title).toBe(title));
    },
  );

  it('has the name of what is shown', async () => {
    renderPage(<BackupPage />, {
      path: '/tdengine-backup/backups/backup-good',
      mountPath: '/tdengine-backup/backups/:backupId',
    });
    const { name } = sampleBackups().find(({ id }) => id === 'backup-good')!;
    await waitFor(() =>
      expect(document.title).toBe(`${name} | TDengine Backup | Backstage`),
    );
  });

  it('goes with the page', async () => {
    const { unmount } = renderPage(<StoragePage />);
    await waitFor(() => expect(document.title).toMatch(/^Storage/));
    unmount();
    expect(document.title).toBe('Backstage');
  });
});
