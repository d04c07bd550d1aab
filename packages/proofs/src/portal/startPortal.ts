import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ProofServer } from '../server/connect';

const backend = resolvePackagePath('proofs', '../backend');

const LAST_OUTPUT_LENGTH = 4000;

/** The whole example portal in a process of its own, on a port and with a data folder of its own. */
export interface Portal {
  url: string;
  pid: number;
  /** Its database, its backups and its logs. */
  data: string;
  /** Ends it and leaves its data. */
  stop(): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

/** Starts the portal on a server and waits until it is ready. */
export async function startPortal(
  server: ProofServer,
  options: {
    /** A file of configuration that comes after the portal's own. */
    config?: string;
    onOutput?: (text: string) => void;
  } = {},
): Promise<Portal> {
  const data = await mkdtemp(path.join(tmpdir(), 'tdengine-backup-proof-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
      ...(options.config
        ? ['--config', '../../app-config.yaml', '--config', options.config]
        : []),
    ],
    {
      cwd: backend,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'development',
        PORTAL_DATA: data,
        TDENGINE_URL: server.url,
        TDENGINE_USER: server.user,
        TDENGINE_PASSWORD: server.password,
        APP_CONFIG_app_baseUrl: `"${url}"`,
        APP_CONFIG_backend_baseUrl: `"${url}"`,
        APP_CONFIG_backend_listen_port: String(port),
      },
    },
  );
  const lastOutput = keepLastOutput(child, options.onOutput);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  };
  const close = async () => {
    await stop();
    await rm(data, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, lastOutput);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, pid: child.pid!, data, stop, close };
}

async function untilReady(
  url: string,
  child: { exitCode: number | null },
  lastOutput: () => string,
): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) {
      throw new Error(
        `The portal ended with ${
          child.exitCode
        }; ./bin/start builds its pages where they are missing. Its last words:\n${lastOutput()}`,
      );
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

/** Reads all that a process writes, so that it never waits, and remembers the end of it. */
function keepLastOutput(
  child: { stdout: Readable; stderr: Readable },
  onOutput?: (text: string) => void,
): () => string {
  let last = '';
  const keep = (text: string) => {
    onOutput?.(text);
    last = (last + text).slice(-LAST_OUTPUT_LENGTH);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  return () => last;
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
