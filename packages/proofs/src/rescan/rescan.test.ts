import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { RescanCase, RescanFigures } from './measureRescan';

// Other work on the machine must not make it fail.
jest.setTimeout(600_000);

async function measure(what: RescanCase): Promise<RescanFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    resolvePackagePath('proofs', 'src/rescan/measureRescan.ts'),
    JSON.stringify({ ...what, live: true }),
  ]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** Garbage is collected all the time, so that what is measured depends on nothing but what is held. */
describe('what a rescan holds', () => {
  it('does not grow with how many large manifests there are', async () => {
    // Of fewer nothing may be looked at while one is held: each takes 20 ms.
    const few = await measure({ sets: 40, files: 1_000 });
    const many = await measure({ sets: 120, files: 1_000 });
    expect(many.unknown.added).toBe(120);
    expect(few.metadataBytes).toBeGreaterThan(500_000);
    // What is more of them has 47 MB, and takes several times as much where it is parsed.
    for (const step of ['unknown', 'known'] as const) {
      expect(many[step].heldMiB! - few[step].heldMiB!).toBeLessThan(16);
    }
  });
});
