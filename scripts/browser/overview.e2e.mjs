import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBrowser, signIn } from './openBrowser.mjs';
import { startPortal } from './startPortal.mjs';

describe('the overview in a browser', { timeout: 600_000 }, () => {
  let portal;
  let browser;
  const problems = [];

  before(async () => {
    portal = await startPortal();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  async function open(address, options) {
    const page = await signIn(browser, portal.url, options);
    page.on('pageerror', error => problems.push(error.message));
    await page.goto(`${portal.url}${address}`);
    return page;
  }

  it('is the first page, and leads from what nobody protects to a policy', async () => {
    const page = await open('/tdengine-backup');
    await page
      .getByRole('heading', { name: 'No policy backs anything up' })
      .waitFor();
    await page.getByText('Nothing has run yet.').waitFor();
    await page.getByRole('link', { name: /^Protect power of/ }).click();
    await page.waitForURL(/\/policies\/new\?.*database=power/);
    await page.context().close();
  });

  it('estimates a backup, and shows it among the runs and on its target', async () => {
    const page = await open('/tdengine-backup/backups');
    await page.getByRole('button', { name: 'Create backup' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Next: what/ }).click();
    await dialog.getByRole('checkbox', { name: /power/ }).click({
      force: true,
    });
    await dialog.getByRole('button', { name: /^Next: how/ }).click();
    await dialog.getByText(/A run asks for .* free on /).waitFor();
    await dialog.getByRole('button', { name: 'Create backup' }).click();
    await page.getByText('Available', { exact: true }).first().waitFor({
      timeout: 120_000,
    });

    await page.goto(`${portal.url}/tdengine-backup/overview`);
    await page.getByText('1 good, 0 failed or damaged, 0 other').waitFor();
    await page.locator('.recharts-surface').first().waitFor();
    await page.goto(`${portal.url}/tdengine-backup/storage`);
    await page
      .getByRole('region', { name: 'By database' })
      .getByRole('link', { name: 'power' })
      .waitFor();
    await page.context().close();
  });

  it('does all that without an error in the browser', () => {
    assert.deepEqual(problems, []);
  });
});
