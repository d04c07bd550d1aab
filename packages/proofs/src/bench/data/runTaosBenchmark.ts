import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Fills a database in place of one of that name, through the native connection that the client's configuration names. */
export async function runTaosBenchmark(
  program: string,
  options: { database: string; tables: number; rowsPerTable: number },
): Promise<void> {
  // It leaves files where it runs.
  const cwd = await mkdtemp(path.join(tmpdir(), 'tdengine-backup-bench-'));
  try {
    await run(
      program,
      [
        ['-y', '-d', options.database],
        ['-t', String(options.tables)],
        ['-n', String(options.rowsPerTable)],
        ['-v', '4'],
      ].flat(),
      { cwd, maxBuffer: 1024 * 1024 * 1024 },
    );
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
