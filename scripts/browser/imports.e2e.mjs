import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from './connect.mjs';
import { picture } from './openBrowser.mjs';
import { startProxy } from './startProxy.mjs';
import { usePages } from './usePages.mjs';

const MEBIBYTE = 2 ** 20;
const NAME = '搬家 moved';
const PARTLY_SENT = /^[1-9][\d.]*\s[KM]iB of 6\sMiB sent$/;

describe('backups from elsewhere in a browser', { timeout: 600_000 }, () => {
  let call;
  let files;

  const pages = usePages({
    configuration: data => ({
      tdengineBackup_storage_targets: [
        { name: 'default', type: 'local', path: path.join(data, 'storage') },
        { name: 'nas', type: 'local', path: path.join(data, 'nas') },
      ],
      tdengineBackup_uploads_maximumSize: '8 MiB',
    }),
  });
  const { open } = pages;
  before(async () => {
    call = await connect(pages.portal.url);
    files = path.join(pages.portal.data, 'of-the-user');
    await mkdir(files);
  });

  async function untilAvailable(id) {
    for (;;) {
      const { state, error } = await call('GET', `/backups/${id}`);
      if (state === 'available') {
        return;
      }
      assert.notEqual(state, 'failed', error);
      await sleep(300);
    }
  }

  async function remove(id) {
    const query = new URLSearchParams({ confirmation: NAME });
    await call('DELETE', `/backups/${id}?${query}`);
    while ((await call('GET', '/backups')).items.length > 0) {
      await sleep(300);
    }
  }

  /** What the page says of the search of target `nas` that it has the portal make now. */
  async function search(page, language = 'en') {
    const look = language === 'zh' ? '查找备份' : 'Look for backups';
    const nas = page.getByRole('region', { name: 'nas' });
    await nas.getByRole('button', { name: look }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Nothing is written on the target|不会向/).waitFor();
    await dialog.getByRole('button', { name: look }).click();
    await dialog.waitFor({ state: 'detached' });
    await nas.getByRole('progressbar', { name: /Looking|正在/ }).waitFor();
    await nas
      .getByRole('progressbar', { name: /Looking|正在/ })
      .waitFor({ state: 'detached' });
    return nas;
  }

  /** Chooses a file in the dialog and sends it. */
  async function upload(page, file) {
    await page.getByRole('button', { name: 'Upload a backup' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('File').setInputFiles(file);
    await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
    return dialog;
  }

  async function namesInList(page) {
    await page.goto(`${pages.portal.url}/tdengine-backup/backups`);
    // Rows without texts stand there until they are loaded.
    const names = page.getByRole('rowheader').filter({ hasText: /\S/ });
    await names.or(page.getByText('No backups yet')).first().waitFor();
    return names.allInnerTexts();
  }

  it('finds what lies on a target that the portal knows nothing of', async () => {
    const made = await call('POST', '/backups', {
      name: NAME,
      instance: 'sample',
      scope: { databases: ['power'] },
      targets: ['nas'],
    });
    await untilAvailable(made.id);
    // As another portal would have left it there.
    await cp(path.join(pages.portal.data, 'nas'), path.join(files, 'nas'), {
      recursive: true,
    });
    await remove(made.id);
    await rm(path.join(pages.portal.data, 'nas'), { recursive: true });
    await rename(path.join(files, 'nas'), path.join(pages.portal.data, 'nas'));

    const page = await open('/tdengine-backup/storage');
    const nas = await search(page);
    await nas
      .getByText('1 found, 1 of them new; 0 copies added; 0 missing')
      .waitFor();
    // The figures beside it, without a reload.
    await page
      .getByRole('region', { name: 'By database' })
      .getByRole('link', { name: 'power' })
      .waitFor();

    await page.getByRole('tab', { name: 'Backups' }).click();
    await page.getByRole('link', { name: NAME }).click();
    await page.getByText('Available', { exact: true }).first().waitFor();
    await page.getByText('Found on a target').waitFor();
    await page.context().close();
  });

  it('has nothing to tell when it looks again', async () => {
    const page = await open('/tdengine-backup/storage');
    const nas = await search(page);
    await nas
      .getByText('1 found, 0 of them new; 0 copies added; 0 missing')
      .waitFor();
    assert.equal(await nas.getByText(/could not be taken in/).count(), 0);
    await page.context().close();
  });

  it('names what is damaged, and why', async () => {
    const damaged = path.join(
      pages.portal.data,
      'nas/backups/20260101/坏的 broken',
    );
    await mkdir(damaged, { recursive: true });
    await writeFile(path.join(damaged, 'metadata.json'), '{ "backupId": ');
    const page = await open('/tdengine-backup/storage');
    const nas = await search(page);
    await nas.getByText('2 found, 0 of them new').waitFor();
    await nas.getByText('1 could not be taken in').click();
    await nas
      .getByRole('listitem')
      .filter({ hasText: 'backups/20260101/坏的 broken' })
      .filter({ hasText: 'is not JSON' })
      .waitFor();
    await picture(page, 'storage-rescan-light');
    await page.context().close();
    await rm(damaged, { recursive: true });
  });

  it('takes a target that lost everything for one that is not mounted', async () => {
    const backups = path.join(pages.portal.data, 'nas/backups');
    await rename(backups, path.join(files, 'backups'));
    const page = await open('/tdengine-backup/storage', { language: 'zh' });
    const nas = await search(page, 'zh');
    const failure = nas.getByRole('status').filter({ hasText: '查找失败' });
    await failure.getByText(/is it mounted\?/).waitFor();
    await picture(page, 'storage-rescan-failed-zh');
    await rename(path.join(files, 'backups'), backups);
    await page.context().close();
    const list = await open('/tdengine-backup/backups');
    assert.deepEqual(await namesInList(list), [NAME]);
    await list.context().close();
  });

  it('hands a backup out, and takes it in again', async () => {
    const page = await open('/tdengine-backup/backups');
    await page.getByRole('link', { name: NAME }).click();
    await page.getByRole('button', { name: 'Download' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem').filter({ hasNotText: /csv/i }).first().click(),
    ]);
    await download.saveAs(path.join(files, 'nightly.zip'));
    const { items } = await call('GET', '/backups');
    await remove(items[0].id);

    await page.goto(`${pages.portal.url}/tdengine-backup/backups`);
    await upload(page, path.join(files, 'nightly.zip'));
    await page.getByText(`${NAME} was checked and taken in`).waitFor();
    await page.getByRole('heading', { name: NAME }).waitFor();
    await page.getByText('Available', { exact: true }).first().waitFor();
    await page.getByText('Verified', { exact: true }).last().waitFor();
    await page.getByText('Uploaded', { exact: true }).waitFor();
    await page.context().close();
  });

  it('refuses what is there, is no archive, or is too large, and says so', async () => {
    const page = await open('/tdengine-backup/backups');
    await writeFile(path.join(files, 'notes.zip'), 'These are my notes.');
    await writeFile(path.join(files, 'film.zip'), randomBytes(9 * MEBIBYTE));
    for (const [file, reason] of [
      ['nightly.zip', /in the catalogue already/],
      ['notes.zip', /neither a zip nor a tar\.gz/],
      ['film.zip', /larger than 8 MiB/],
    ]) {
      const dialog = await upload(page, path.join(files, file));
      const alert = dialog.getByRole('alert');
      await alert.getByText('It was not taken in').waitFor();
      await alert.getByText(reason).waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    assert.deepEqual(await namesInList(page), [NAME]);
    await page.context().close();
  });

  it('says how far it is, can be cancelled, and notices a connection that breaks', async t => {
    const proxy = await startProxy();
    t.after(() => proxy.close());
    const file = path.join(files, 'slow.zip');
    await writeFile(file, randomBytes(6 * MEBIBYTE));
    const page = await open('/tdengine-backup/backups', { proxy: proxy.url });
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: MEBIBYTE / 2,
    });

    const dialog = await upload(page, file);
    await dialog.getByText(PARTLY_SENT).waitFor();
    await picture(page, 'upload-light');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const again = dialog.getByRole('button', { name: 'Upload', exact: true });
    await again.waitFor();
    assert.equal(await dialog.getByRole('alert').count(), 0);

    await again.click();
    await dialog.getByText(PARTLY_SENT).waitFor();
    proxy.cut();
    await dialog
      .getByRole('alert')
      .getByText(/The connection to the portal broke off/)
      .waitFor();
    proxy.mend();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await namesInList(page), [NAME]);
    await page.context().close();
  });

  it('restores what was uploaded, and finds equal counts', async () => {
    const page = await open('/tdengine-backup/backups');
    await page.getByRole('link', { name: NAME }).click();
    await page.getByRole('heading', { name: NAME }).waitFor();
    await page.goto(`${page.url()}/restore`);
    const next = page.getByRole('button', { name: 'Next', exact: true });
    await next.click();
    await page.getByLabel('New name of power').fill('power_moved');
    await page.getByText('Is created').waitFor();
    await next.click();
    await next.click();
    await page.getByText('Ready to restore').waitFor();
    await next.click();
    await page.getByRole('button', { name: 'Start the restore' }).click();
    await page.getByText(/tables that were compared agree/).waitFor({
      timeout: 120_000,
    });
    const meters = page.getByRole('row', { name: /meters/ });
    assert.equal((await meters.innerText()).match(/86,400/g)?.length, 3);
    await page.context().close();
  });

  it('had no error in any page', () => {
    assert.deepEqual(pages.problems, []);
  });
});
