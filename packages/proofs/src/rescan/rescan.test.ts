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
    const few = await measure({ sets: 8, files: 1_000 });
    const many = await measure({ sets: 80, files: 1_000 });
    expect(many.unknown.added).toBe(80);
    expect(few.metadataBytes).toBeGreaterThan(500_000);
    // What is more of them has 42 MB.
    for (const step of ['unknown', 'known'] as const) {
      expect(many[step].heldMiB! - few[step].heldMiB!).toBeLessThan(12);
    }
  });
});
