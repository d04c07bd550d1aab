import { findExecutable } from './findExecutable.mjs';

/** The browser to test with, or undefined where there is none. */
export async function findChromium() {
  for (const name of [
    process.env.CHROMIUM_PATH,
    'chromium',
    'chromium-browser',
    'google-chrome',
  ]) {
    const found = name && (await findExecutable(name));
    if (found) {
      return found;
    }
  }
  return undefined;
}
