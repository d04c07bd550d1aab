import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { MachineFacts } from './DataFigures';

const run = promisify(execFile);

/** What figures are to be read with. */
export async function readFacts(options: {
  tdengine: string;
  /** Path of the dumper, where there is one. */
  dumper?: string;
}): Promise<MachineFacts> {
  const { tdengine, dumper } = options;
  const taosdump = dumper && (await readVersion(dumper));
  return {
    date: new Date().toISOString().slice(0, 10),
    tdengine,
    node: process.versions.node,
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    ...(taosdump && { taosdump }),
  };
}

async function readVersion(program: string): Promise<string> {
  const { stdout, stderr } = await run(program, ['--version']);
  return /version: (\S+)/.exec(stdout + stderr)?.[1] ?? 'of unknown version';
}
