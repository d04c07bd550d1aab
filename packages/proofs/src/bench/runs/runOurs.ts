import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { OursTask } from './oursTask';
import { FailedRun, Run } from './Run';

const run = promisify(execFile);

/** A run, and the backup that came of it. */
export type OursOutcome = (Run & { backupId?: string }) | FailedRun;

/** A process of its own, so that its memory and processor time are those of this run. */
export async function runOurs(task: OursTask): Promise<OursOutcome> {
  try {
    const { stdout } = await run(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        resolvePackagePath('proofs', 'src/bench/runs/oursProcess.ts'),
        JSON.stringify(task),
      ],
      { env: process.env, maxBuffer: 16 * 1024 * 1024 },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return { error: stderr?.trim().split('\n').at(-1) || message };
  }
}
