import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { picture } from './openBrowser.mjs';
import { usePages } from './usePages.mjs';

/** What the sample database `power` holds. */
const database = 'power';

describe('the main job in a browser', { timeout: 600_000 }, () => {
  let backupUrl;
  let restoreUrl;

  const pages = usePages();
  const { open } = pages;

  it('says what to do while there is no backup', async () => {
    const page = await open('/tdengine-backup/backups');
    await page.getByText('No backups yet').waitFor();
    await picture(page, 'backups-empty-light');
    await page.context().close();
  });

  it('creates a backup of the sample database and sees it verified', async () => {
    const page = await open('/tdengine-backup/backups');
    await page.getByRole('button', { name: 'Create backup' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Next: what/ }).click();
    await dialog.getByRole('checkbox', { name: new RegExp(database) }).click({
      force: true,
    });
    await picture(page, 'create-backup-light');
    await dialog.getByRole('button', { name: /^Next: how/ }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('首次备份 first');
    await dialog.getByRole('button', { name: 'Create backup' }).click();

    await page.getByRole('heading', { name: '首次备份 first' }).waitFor();
    await page.getByText('Available', { exact: true }).first().waitFor({
      timeout: 120_000,
    });
    await page.getByText('Verified', { exact: true }).last().waitFor();
    backupUrl = new URL(page.url()).pathname;
    await picture(page, 'backup-detail-light');
    await page.context().close();
  });

  it('shows as many rows in the file as at the source, table by table', async () => {
    const page = await open(backupUrl);
    await page.getByRole('tab', { name: 'Contents' }).click();
    const meters = page.getByRole('row', { name: /meters/ });
    await meters.getByText('86,400').first().waitFor();
    assert.equal(await meters.getByText('86,400', { exact: true }).count(), 2);
    await meters.getByText('Agrees').waitFor();
    await picture(page, 'backup-contents-light');
    await page.context().close();
  });

  it('hands out the backup as a file', async () => {
    const page = await open(backupUrl);
    await page.getByRole('button', { name: 'Download' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /csv/i }).click(),
    ]);
    assert.match(download.suggestedFilename(), /\.zip$/);
    assert.equal(await download.failure(), null);
    await page.context().close();
  });

  it('verifies chosen backups, keeps every log and hands the report out', async () => {
    const page = await open('/tdengine-backup/backups');
    await page
      .getByRole('row', { name: /首次备份 first/ })
      .getByRole('checkbox')
      .click({ force: true });
    const verify = page.getByRole('button', { name: 'Verify selected' });
    await verify.waitFor();
    await picture(page, 'backups-selected-light');
    await verify.click();
    await page.getByText(/verification of 1 backup is in the queue/).waitFor();

    await page.goto(`${pages.portal.url}${backupUrl}`);
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.getByRole('button', { name: /Run$/ }).click();
    await page.getByRole('option', { name: /^Verification, / }).waitFor();
    await page.getByRole('option', { name: /^Backup, .*: Succeeded/ }).click();
    await page
      .getByText(/Backing up|Planned|tables/)
      .first()
      .waitFor();
    await picture(page, 'backup-log-light');

    await page.getByRole('tab', { name: 'Verification' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Markdown' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /-verification\.md$/);
    const report = await readFile(await download.path(), 'utf8');
    assert.match(report, /\| power \| meters \| 86400 \| 86400 \| equal \|/);
    await picture(page, 'backup-verification-light');
    await page.context().close();
  });

  it('restores it under another name and finds equal counts', async () => {
    const page = await open(`${backupUrl}/restore`);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByLabel(`New name of ${database}`).fill('power_again');
    await page.getByText('Is created').waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText('Ready to restore').waitFor();
    await picture(page, 'restore-preview-light');
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Start the restore' }).click();

    await page.getByText(/tables that were compared agree/).waitFor({
      timeout: 120_000,
    });
    restoreUrl = new URL(page.url()).pathname;
    const meters = page.getByRole('row', { name: /meters/ });
    assert.deepEqual((await meters.innerText()).match(/86,400/g), [
      '86,400',
      '86,400',
      '86,400',
    ]);
    await picture(page, 'restore-detail-light');
    await page.context().close();
  });

  it('refuses to overwrite what exists unless told to', async () => {
    const page = await open(`${backupUrl}/restore`);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText('Exists there').waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText('This stands in the way').waitFor();
    await page.context().close();
  });

  it('shows the database on its entity', async () => {
    const page = await open(`/catalog/default/resource/${database}`);
    await page
      .getByText(/last good backup/i)
      .first()
      .waitFor();
    await picture(page, 'entity-light');
    await page.context().close();
  });

  it('is readable in Chinese, in the dark and on a narrow screen', async () => {
    for (const [name, address, options] of [
      [
        'backups-dark-zh',
        '/tdengine-backup/backups',
        { dark: true, language: 'zh' },
      ],
      ['backup-detail-dark', backupUrl, { dark: true }],
      ['backup-detail-zh', backupUrl, { language: 'zh' }],
      ['restore-detail-dark-zh', restoreUrl, { dark: true, language: 'zh' }],
      [
        'backup-detail-narrow',
        backupUrl,
        { viewport: { width: 390, height: 844 } },
      ],
    ]) {
      const page = await open(address, options);
      await page.getByText('首次备份 first').first().waitFor();
      if (options.language === 'zh') {
        await page
          .getByText(/备份|恢复/)
          .first()
          .waitFor();
      }
      await picture(page, name);
      await page.context().close();
    }
  });

  it('deletes it only when its name is typed', async () => {
    const page = await open(backupUrl);
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Delete the backup' });
    assert.equal(await confirm.isDisabled(), true);
    await dialog.getByRole('textbox').fill('首次备份 first');
    await confirm.click();
    await page.goto(`${pages.portal.url}/tdengine-backup/backups`);
    await page.getByText('No backups yet').waitFor({ timeout: 60_000 });
    await page.context().close();
  });

  it('had no error in any page', () => {
    assert.deepEqual(pages.problems, []);
  });
});
