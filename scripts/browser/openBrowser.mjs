import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '../..');

/** Opens the browser that CHROMIUM_PATH names, quiet towards the outside. */
export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/**
 * A page signed in as guest.
 *
 * @param options.language - `en` or `zh`
 * @param options.dark - the dark theme
 * @param options.proxy - the address of a proxy that everything goes through
 */
export async function signIn(browser, url, options = {}) {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1440, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    acceptDownloads: true,
    // Without the rule what is on this machine goes past every proxy.
    ...(options.proxy && {
      proxy: { server: options.proxy, bypass: '<-loopback>' },
    }),
  });
  // Both are what the settings page stores.
  await context.addInitScript(
    ({ language, theme }) => {
      window.localStorage.setItem('language', language);
      window.localStorage.setItem('theme', theme);
    },
    {
      language: options.language ?? 'en',
      theme: options.dark ? 'dark' : 'light',
    },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await page.getByRole('button', { name: /^(enter|进入)$/i }).click();
  await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  return page;
}

/** Takes a picture for the README where PICTURES asks for them. */
export async function picture(page, name) {
  const folder = process.env.PICTURES;
  if (!folder) {
    return;
  }
  const target = path.resolve(root, folder);
  await mkdir(target, { recursive: true });
  await page.screenshot({ path: path.join(target, `${name}.png`) });
}
