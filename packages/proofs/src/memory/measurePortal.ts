import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ProofServer } from '../server/connect';

const HEALTH_EVERY_MS = 50;

const backend = resolvePackagePath('proofs', '../backend');

/** Memory of the whole portal process, in MiB. */
export interface PortalFigures {
  idleMiB: number;
  peakMiB: number;
  increaseMiB: number;
  /** How long the plugin's health endpoint took to answer while it worked. */
  backupHealth: HealthFigures;
  restoreHealth: HealthFigures;
}

/** Answers of a health endpoint that is asked every so often, in milliseconds. */
export interface HealthFigures {
  answers: number;
  p99Ms: number;
  slowestMs: number;
}

/**
 * Starts the portal on the server, backs a database up and restores it through the HTTP API, and reads the peak of its
 * resident memory from the kernel.
 */
export async function measurePortal(options: {
  server: ProofServer;
  database: string;
  restored: string;
}): Promise<PortalFigures> {
  const data = await mkdtemp(path.join(tmpdir(), 'tdengine-backup-proof-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
    ],
    {
      cwd: backend,
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_ENV: 'development',
        PORTAL_DATA: data,
        TDENGINE_URL: options.server.url,
        TDENGINE_USER: options.server.user,
        TDENGINE_PASSWORD: options.server.password,
        APP_CONFIG_app_baseUrl: `"${url}"`,
        APP_CONFIG_backend_baseUrl: `"${url}"`,
        APP_CONFIG_backend_listen_port: String(port),
      },
    },
  );
  try {
    await untilReady(url, child);
    // What starting took is not what a backup takes.
    await sleep(5_000);
    const memory = await readMemory(child.pid!);
    const idleMiB = memory.current;
    const health = await backUpAndRestore(url, options);
    const { peak } = await readMemory(child.pid!);
    return {
      idleMiB,
      peakMiB: peak,
      increaseMiB: peak - idleMiB,
      ...health,
    };
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  }
}

async function backUpAndRestore(
  url: string,
  options: { database: string; restored: string },
): Promise<Pick<PortalFigures, 'backupHealth' | 'restoreHealth'>> {
  const guest = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await guest.json();
  const api = async (method: string, route: string, body?: unknown) => {
    const response = await fetch(`${url}/api/tdengine-backup/v1${route}`, {
      method,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} ${route}: ${answer.error?.message}`);
    }
    return answer;
  };
  const until = async (route: string, good: string) => {
    for (;;) {
      const record = await api('GET', route);
      if (record.state === good) {
        return;
      }
      if (['failed', 'cancelled', 'corrupted'].includes(record.state)) {
        throw new Error(`${route} is ${record.state}: ${record.error}`);
      }
      await sleep(200);
    }
  };
  let watch = watchHealth(url);
  const backup = await api('POST', '/backups', {
    instance: 'sample',
    scope: { databases: [options.database] },
    packaging: 'folder',
  });
  await until(`/backups/${backup.id}`, 'available');
  const backupHealth = await watch.stop();
  const request = {
    backupId: backup.id,
    rename: { [options.database]: options.restored },
  };
  watch = watchHealth(url);
  const plan = await api('POST', '/restores/plan', request);
  const restore = await api('POST', '/restores', {
    ...request,
    planToken: plan.token,
  });
  await until(`/restores/${restore.id}`, 'succeeded');
  return { backupHealth, restoreHealth: await watch.stop() };
}

/** As an operator's monitoring would ask, only more often. */
function watchHealth(url: string) {
  const times: number[] = [];
  let running = true;
  const watching = (async () => {
    while (running) {
      const startedAt = performance.now();
      const response = await fetch(`${url}/api/tdengine-backup/health`);
      await response.text();
      if (!response.ok) {
        throw new Error(`The health of the plugin is ${response.status}`);
      }
      times.push(performance.now() - startedAt);
      await sleep(HEALTH_EVERY_MS);
    }
  })();
  return {
    async stop(): Promise<HealthFigures> {
      running = false;
      await watching;
      const sorted = times.sort((a, b) => a - b);
      const at = (share: number) =>
        Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
      return { answers: sorted.length, p99Ms: at(0.99), slowestMs: at(1) };
    },
  };
}

/** Resident memory from the kernel: now, and the most it ever was. */
async function readMemory(
  pid: number,
): Promise<{ current: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) =>
    Math.round(
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) /
        1024,
    );
  return { current: read('VmRSS'), peak: read('VmHWM') };
}

async function untilReady(
  url: string,
  child: { exitCode: number | null },
): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) {
      throw new Error(`The portal ended with ${child.exitCode}`);
    }
    const ready = await fetch(`${url}/.backstage/health/v1/readiness`).then(
      response => response.ok,
      () => false,
    );
    if (ready) {
      return;
    }
    await sleep(200);
  }
  throw new Error('The portal did not become ready');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}
