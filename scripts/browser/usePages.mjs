import { after, before } from 'node:test';
import { openBrowser, signIn } from './openBrowser.mjs';
import { startPortal } from './startPortal.mjs';

/**
 * A portal and a browser for all tests of a suite, which this starts and stops.
 *
 * @param options - of the portal
 */
export function usePages(options) {
  let browser;
  const pages = {
    portal: undefined,
    /** Errors of scripts in the browser. */
    problems: [],
    /** A page of the portal, signed in. */
    async open(address, signInOptions) {
      const { url } = pages.portal;
      const page = await signIn(browser, url, signInOptions);
      page.on('pageerror', error => pages.problems.push(error.message));
      await page.goto(`${url}${address}`);
      return page;
    },
  };
  before(async () => {
    pages.portal = await startPortal(options);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await pages.portal?.close();
  });
  return pages;
}
