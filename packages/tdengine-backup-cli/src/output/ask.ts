import { createInterface } from 'node:readline/promises';
import { CliContext } from '../cli/CliContext';
import { oneLine } from './printable';

/** Asks on the terminal; undefined where there is none to ask on. */
export async function ask(
  { io, output, signal }: CliContext,
  question: string,
): Promise<string | undefined> {
  if (!io.stdin.isTTY || !io.stderr.isTTY || output.json) {
    return undefined;
  }
  output.stopProgress();
  const lines = createInterface({ input: io.stdin, output: io.stderr });
  try {
    return (await lines.question(oneLine(question), { signal })).trim();
  } finally {
    lines.close();
  }
}
