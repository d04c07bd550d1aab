import { findExecutable } from './findExecutable.mjs';
import { startTdengine } from './startTdengine.mjs';

/**
 * The TDengine to test with: the one that TDENGINE_URL names, a private one where taosd and taosadapter are on PATH, or
 * none - then every suite starts the simulator for itself.
 */
export async function chooseTdengine(scratch) {
  if (process.env.TDENGINE_URL) {
    return {
      description: `the given server (${
        new URL(process.env.TDENGINE_URL).host
      })`,
      environment: {},
      close: async () => {},
    };
  }
  const taosd = await findExecutable('taosd');
  const taosadapter = await findExecutable('taosadapter');
  if (taosd && taosadapter) {
    return startTdengine({ taosd, taosadapter, scratch });
  }
  return {
    description:
      'the simulator (no TDENGINE_URL, and no taosd and taosadapter on PATH)',
    environment: {},
    close: async () => {},
  };
}
