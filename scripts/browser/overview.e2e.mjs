import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usePages } from './usePages.mjs';

describe('the overview in a browser', { timeout: 600_000 }, () => {
  const pages = usePages();
  const { open } = pages;

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

    await page.goto(`${pages.portal.url}/tdengine-backup/overview`);
    await page.getByText('1 good, 0 failed or damaged, 0 other').waitFor();
    await page.locator('.recharts-surface').first().waitFor();
    await page.goto(`${pages.portal.url}/tdengine-backup/storage`);
    await page
      .getByRole('region', { name: 'By database' })
      .getByRole('link', { name: 'power' })
      .waitFor();
    await page.context().close();
  });

  it('does all that without an error in the browser', () => {
    assert.deepEqual(pages.problems, []);
  });
});
