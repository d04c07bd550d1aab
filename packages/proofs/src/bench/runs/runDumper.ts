import { spawn } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProofServer } from '../../server/connect';
import { Driver } from './Driver';
import { childCpuSeconds, readPeakMiB, serverCpuSeconds } from './processTimes';
import { Outcome } from './Run';

const LOOK_MS = 20;
/** Enough for the lines that say what went wrong and how it ended. */
const KEPT_OUTPUT = 64 * 1024;
const LONGEST_REASON = 200;
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** What the dumper is to be run with. */
export interface Dumper {
  program: string;
  driver: Driver;
  server: ProofServer;
  /** Where its files go. */
  folder: string;
}

export async function dumpWithDumper(
  dumper: Dumper,
  database: string,
): Promise<Outcome> {
  const output = path.join(dumper.folder, 'dump');
  await mkdir(output);
  const outcome = await run(dumper, ['-D', database, '-o', output], 'out');
  return 'error' in outcome
    ? outcome
    : { ...outcome, bytes: await sizeOf(output) };
}

export function restoreWithDumper(
  dumper: Dumper,
  database: string,
  restored: string,
): Promise<Outcome> {
  const input = path.join(dumper.folder, 'dump');
  return run(dumper, ['-i', input, '-W', `${database}=${restored}`], 'in');
}

async function run(
  dumper: Dumper,
  task: string[],
  direction: 'in' | 'out',
): Promise<Outcome> {
  const childBefore = await childCpuSeconds();
  const serverBefore = await serverCpuSeconds();
  const startedAt = performance.now();
  // It leaves files where it runs.
  const child = spawn(dumper.program, [...connectionOf(dumper), ...task], {
    cwd: dumper.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let peakMiB = 0;
  let running = true;
  const watching = (async () => {
    while (running) {
      peakMiB = Math.max(peakMiB, await readPeakMiB(child.pid ?? 0));
      await sleep(LOOK_MS);
    }
  })();
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  running = false;
  await watching;
  const serverAfter = await serverCpuSeconds();
  // It ends with success also where it could not connect.
  const rows = new RegExp(`(\\d+) row\\(s\\) dumped ${direction}`).exec(output);
  if (code !== 0 || !rows) {
    return { error: reasonIn(output) ?? `It ended with ${code}` };
  }
  return {
    seconds,
    clientCpuSeconds: (await childCpuSeconds()) - childBefore,
    ...(serverBefore !== undefined &&
      serverAfter !== undefined && {
        serverCpuSeconds: serverAfter - serverBefore,
      }),
    peakMiB,
    rows: Number(rows[1]),
  };
}

/** Nothing that is its default: where the server is on this machine, the client's configuration says how to reach it. */
function connectionOf({ driver, server }: Dumper): string[] {
  const { hostname, port } = new URL(server.url);
  const isDefault = server.user === 'root' && server.password === 'taosdata';
  return [
    ...(LOCAL_HOSTS.includes(hostname) ? [] : ['-h', hostname]),
    ...(isDefault ? [] : ['-u', server.user, `-p${server.password}`]),
    ...(driver === 'websocket'
      ? ['-Z', 'WebSocket', '-P', port || '6041']
      : []),
  ];
}

/** The line that tells most. */
function reasonIn(output: string): string | undefined {
  const lines = output
    // eslint-disable-next-line no-control-regex -- what colours the terminal
    .replaceAll(/\u001b\[\d*m/g, '')
    .split(/[\r\n]+/);
  const line =
    lines.find(candidate => /failed to load/i.test(candidate)) ??
    lines.find(candidate => /error/i.test(candidate));
  return line?.trim().slice(0, LONGEST_REASON);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  let bytes = 0;
  for (const entry of entries.filter(item => item.isFile())) {
    bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
