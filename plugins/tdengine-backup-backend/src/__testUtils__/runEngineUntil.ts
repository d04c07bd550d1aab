import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs a backend of its own, which is to be killed at the fault point. */
export async function runEngineUntil(
  directory: string,
  fault: string,
  action: string,
): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'engineProcess.ts'),
      directory,
      action,
    ],
    { env: { ...process.env, TDENGINE_BACKUP_FAULT: fault } },
  );
  let errors = '';
  child.stderr.on('data', chunk => (errors += chunk));
  const [code, signal] = await new Promise<[number | null, string | null]>(
    resolve => child.on('close', (...end) => resolve(end)),
  );
  if (signal !== 'SIGKILL') {
    throw new Error(`It was not killed but ended with ${code}: ${errors}`);
  }
}
