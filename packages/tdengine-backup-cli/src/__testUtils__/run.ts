import { PassThrough } from 'node:stream';
import { runCli } from '../cli/runCli';

/** What a command printed and ended with. */
export interface RunResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** How a command is run. */
export interface RunOptions {
  env?: Record<string, string>;
  cwd?: string;
  signal?: AbortSignal;
  /** What is typed on the terminal; without it there is none. */
  typed?: string;
  /** Called with everything printed on the standard error so far. */
  onError?: (text: string) => void;
}

/** Runs a command in this process. */
export async function run(
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const isTTY = options.typed !== undefined;
  const stdin = Object.assign(new PassThrough(), { isTTY });
  if (options.typed !== undefined) {
    stdin.write(`${options.typed}\n`);
  }
  const printed = { stdout: '', stderr: '' };
  const capture = (name: 'stdout' | 'stderr') =>
    Object.assign(
      new PassThrough().on('data', chunk => {
        printed[name] += chunk;
        options.onError?.(printed.stderr);
      }),
      { isTTY },
    );
  const exitCode = await runCli(args, {
    stdin,
    stdout: capture('stdout'),
    stderr: capture('stderr'),
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    signal: options.signal ?? new AbortController().signal,
  });
  return { exitCode, ...printed };
}
