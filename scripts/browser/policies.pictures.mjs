import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../test/freePort.mjs';
import { connect } from './connect.mjs';
import { picture } from './openBrowser.mjs';
import { usePages } from './usePages.mjs';
import { writeHistory } from './writeHistory.mjs';

const NARROW = { width: 420, height: 900 };
const TALL = { width: 1440, height: 1350 };

describe('policies with a history in a browser', { timeout: 900_000 }, () => {
  let call;
  const policies = {};

  before(async () => {
    process.env.TDENGINE_SIMULATOR_PORT = String(await freePort());
  });
  const pages = usePages();
  before(async () => {
    call = await connect(pages.portal.url);
  });

  const open = (address, options) =>
    pages.open(`/tdengine-backup${address}`, options);

  /** In both themes and languages. */
  async function pictures(name, address, show) {
    for (const language of ['en', 'zh']) {
      for (const dark of [false, true]) {
        const page = await open(address, { language, dark, viewport: TALL });
        await show(page, language);
        // What a chart moves into its place.
        await sleep(1_500);
        const theme = dark ? 'dark' : 'light';
        await picture(
          page,
          `${name}-${theme}${language === 'zh' ? '-zh' : ''}`,
        );
        await page.context().close();
      }
    }
  }

  async function untilRun(policy) {
    const { backupId } = await call('POST', `/policies/${policy.id}/run`);
    for (;;) {
      const { state, error } = await call('GET', `/backups/${backupId}`);
      assert.notEqual(state, 'failed', error);
      if (state === 'available') {
        return;
      }
      await sleep(300);
    }
  }

  it('has policies that ran for weeks, one of which fails', async () => {
    await ask(`CREATE DATABASE weather`);
    const common = {
      instance: 'sample',
      packaging: 'folder',
    };
    policies.nightly = await call('POST', '/policies', {
      ...common,
      name: 'Power nightly',
      description: 'Meters of all sites',
      scope: { databases: ['power'] },
      schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
      retention: { keepLast: 3, keepDaily: 4, keepWeekly: 4, keepMonthly: 12 },
      objectiveHours: 30,
    });
    policies.factory = await call('POST', '/policies', {
      ...common,
      name: 'Factory every six hours',
      scope: { databases: ['factory'] },
      schedule: { kind: 'cron', cron: '0 2,8,14,20 * * *', timeZone: 'UTC' },
      retention: { days: 60 },
      objectiveHours: 12,
    });
    await untilRun(policies.nightly);
    await untilRun(policies.factory);
    writeHistory(pages.portal.data, {
      'Power nightly': {
        every: 24,
        days: 40,
        gigabytes: 1.6,
        minutes: 14,
        fail: [9],
      },
      'Factory every six hours': {
        every: 6,
        days: 40,
        gigabytes: 0.1,
        minutes: 9,
        fail: [1, 2, 3],
        missed: [5],
      },
    });
    for (let waited = 0; ; waited++) {
      const { alerts } = await call('GET', '/overview');
      if (alerts.some(({ kind }) => kind === 'objective')) {
        break;
      }
      assert.ok(waited < 180, 'No alert was opened');
      await sleep(1_000);
    }
  });

  it('shows the overview', async () => {
    await pictures('overview', '/overview', async page => {
      await page.locator('.recharts-surface').nth(1).waitFor();
      await page.locator('a[href*="database=weather"]').first().waitFor();
    });
  });

  it('shows the editor with what its rules would keep', async () => {
    await pictures(
      'policy-simulator',
      `/policies/${policies.nightly.id}/edit`,
      async (page, language) => {
        const region = page.getByRole('region', {
          name: language === 'zh' ? '保留多久' : 'How long',
        });
        await region.waitFor();
        await page
          .getByText(/auto_backup_/)
          .first()
          .waitFor();
        await region.evaluate(element => element.scrollIntoView());
      },
    );
  });

  it('shows the storage', async () => {
    await pictures('storage', '/storage', async page => {
      await page.locator('.recharts-surface').first().waitFor();
    });
  });

  it('shows all of them on a narrow screen, and what a policy became', async () => {
    for (const [name, address] of [
      ['overview-narrow', '/overview'],
      ['policy-editor-narrow', `/policies/${policies.nightly.id}/edit`],
      ['storage-narrow', '/storage'],
      ['policies-list-narrow', '/policies'],
    ]) {
      const page = await open(address, { viewport: NARROW });
      await page.getByText(/power/i).first().waitFor();
      await sleep(1_500);
      await picture(page, name);
      await page.context().close();
    }
    const page = await open(`/policies/${policies.factory.id}`, {
      language: 'zh',
    });
    await page.getByRole('tab', { name: '运行记录' }).click();
    await page.getByText('当时没有运行，现在补运行已太晚').first().waitFor();
    await picture(page, 'policy-runs-light-zh');
    await page.context().close();
  });

  it('says what cannot be loaded, and what is on its way', async () => {
    for (const [name, answer] of [
      [
        'overview-failing',
        route =>
          route.fulfill({
            status: 503,
            contentType: 'application/json',
            body: JSON.stringify({
              error: {
                name: 'ServiceUnavailableError',
                message: 'No database',
              },
            }),
          }),
      ],
      ['overview-loading', () => {}],
    ]) {
      const page = await pages.open('/');
      await page.route('**/api/tdengine-backup/v1/overview**', answer);
      await page.goto(`${pages.portal.url}/tdengine-backup/overview`);
      await sleep(3_000);
      await picture(page, name);
      await page.context().close();
    }
  });

  it('does all that without an error in the browser', () => {
    assert.deepEqual(pages.problems, []);
  });
});

/** Runs a statement on the sample server. */
async function ask(statement) {
  const response = await fetch(
    `http://127.0.0.1:${process.env.TDENGINE_SIMULATOR_PORT}/rest/sql`,
    {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('root:taosdata').toString(
          'base64',
        )}`,
      },
      body: statement,
    },
  );
  const { code, desc } = await response.json();
  assert.equal(code, 0, desc);
}
