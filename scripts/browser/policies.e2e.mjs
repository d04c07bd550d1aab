import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { picture } from './openBrowser.mjs';
import { usePages } from './usePages.mjs';

const MINUTE = 60_000;

describe('policies in a browser', { timeout: 900_000 }, () => {
  let policyUrl;

  const pages = usePages();
  const { open } = pages;

  // What is kept where it was is no navigation that `page.goBack` could wait for.
  const goBack = page => page.evaluate(() => window.history.back());

  /** The runs of the policy, newest first, as texts. */
  async function runsOf(page) {
    await page.goto(`${pages.portal.url}${policyUrl}`);
    await page.getByRole('tab', { name: 'Runs' }).click();
    const rows = page.getByRole('row').filter({ hasText: 'auto_backup_' });
    await rows.or(page.getByText('It has not run yet.')).first().waitFor();
    return rows.allInnerTexts();
  }

  /** Looks until the runs are as they should be, for so many minutes at most. */
  async function untilRuns(page, minutes, isAsWanted) {
    const deadline = Date.now() + minutes * MINUTE;
    for (;;) {
      const runs = await runsOf(page);
      if (isAsWanted(runs)) {
        return runs;
      }
      assert.ok(Date.now() < deadline, `The runs were ${runs.join('\n')}`);
      await sleep(2000);
    }
  }

  it('makes a policy that runs every minute and keeps one backup', async () => {
    const page = await open('/tdengine-backup/policies');
    await page.getByText('No policies yet').waitFor();
    await picture(page, 'policies-empty-light');
    const field = name => page.getByRole('textbox', { name, exact: true });
    await page
      .getByRole('link', { name: 'Create policy' })
      .or(page.getByRole('button', { name: 'Create policy' }))
      .first()
      .click();
    await page.getByRole('checkbox', { name: /power/ }).click({ force: true });
    await page.getByRole('button', { name: /Repeat/ }).click();
    await page.getByRole('option', { name: /cron/i }).click();
    await field('Cron expression').fill('* * * * *');
    await page
      .getByText(/Every minute/)
      .first()
      .waitFor();
    await field('Days').fill('');
    await field('Keep monthly').fill('');
    await field('Number of backups').fill('1');
    await field('Name').fill('每分钟 every minute');
    await picture(page, 'policy-editor-light');
    await page.getByRole('button', { name: 'Create policy' }).last().click();

    await page.getByRole('heading', { name: '每分钟 every minute' }).waitFor();
    await page.waitForURL(/policies\/[0-9a-f-]{36}/);
    policyUrl = new URL(page.url()).pathname;
    await page.context().close();
  });

  it('asks before going back leaves what was changed', async () => {
    const page = await open('/tdengine-backup/policies');
    await page.getByRole('link', { name: /every minute/ }).click();
    await page.getByRole('link', { name: 'Edit' }).click();
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('changed');
    const editor = page.url();
    await goBack(page);
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Keep editing' }).click();
    assert.equal(page.url(), editor);
    assert.equal(await name.inputValue(), 'changed');

    await goBack(page);
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: '每分钟 every minute' }).waitFor();
    assert.equal(new URL(page.url()).pathname, policyUrl);
    // Nothing is kept that has no changes.
    await goBack(page);
    await page.waitForURL(/\/tdengine-backup\/policies(\?.*)?$/);
    await page.context().close();
  });

  it('runs twice, and the second backup pushes the first out', async () => {
    const page = await open(policyUrl);
    const [second, first] = await untilRuns(
      page,
      4,
      runs =>
        runs.length >= 2 &&
        runs.at(-1).includes('Removed by policy') &&
        runs.at(-2).includes('Succeeded'),
    ).then(runs => runs.slice(-2));
    assert.match(first, /Succeeded/);
    assert.match(first, /Removed by policy '每分钟 every minute': .*at most 1/);
    assert.match(first, /112,720/);
    assert.match(second, /Schedule/);
    await picture(page, 'policy-runs-light');
    await page.getByRole('tab', { name: 'What is kept' }).click();
    await page
      .getByText(/last good/i)
      .first()
      .waitFor();
    await picture(page, 'policy-kept-light');
    await page.context().close();
  });

  it('runs no more once it is disabled', async () => {
    const page = await open('/tdengine-backup/policies');
    const row = page.getByRole('row', { name: /every minute/ });
    await row.getByRole('switch').click({ force: true });
    await page.getByText(/runs no more by itself/).waitFor();
    await picture(page, 'policies-light');
    const before = await untilRuns(page, 1, runs =>
      runs.every(text => !/Running|Queued/.test(text)),
    );
    await sleep(1.3 * MINUTE);
    assert.equal((await runsOf(page)).length, before.length);
    await page.context().close();
  });

  it('reads well in Chinese, in the dark and on a narrow screen', async () => {
    const options = { language: 'zh', dark: true };
    const page = await open('/tdengine-backup/policies', options);
    await page.getByText('每分钟 every minute').waitFor();
    assert.equal(await page.title(), '策略 | TDengine 备份 | Data Portal');
    await picture(page, 'policies-dark-zh');
    await page.goto(`${pages.portal.url}${policyUrl}`);
    await page.getByText('保留情况').first().waitFor();
    await picture(page, 'policy-dark-zh');
    await page.goto(`${pages.portal.url}/tdengine-backup/policies/new`);
    await page.getByText('power').first().waitFor();
    await picture(page, 'policy-editor-dark-zh');
    await page.context().close();
    const narrow = await open('/tdengine-backup/policies', {
      viewport: { width: 420, height: 900 },
    });
    await narrow.getByText('每分钟 every minute').waitFor();
    await picture(narrow, 'policies-narrow-light');
    await narrow.context().close();
  });

  it('does all that without an error in the browser', () => {
    assert.deepEqual(pages.problems, []);
  });
});
