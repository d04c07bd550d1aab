import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../test/freePort.mjs';

const root = path.resolve(import.meta.dirname, '../..');

async function isReady(url) {
  return fetch(`${url}/.backstage/health/v1/readiness`).then(
    response => response.ok,
    () => false,
  );
}

/**
 * Starts the portal the way a newcomer does, with the simulator and a data folder of its own, and waits until it answers.
 *
 * @param options.configuration - makes of the data folder what is configured otherwise: values by their keys, with `_` for `.`
 */
export async function startPortal(options = {}) {
  const data = await mkdtemp(path.join(tmpdir(), 'tdengine-backup-portal-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = { ...process.env, PORT: String(port), PORTAL_DATA: data };
  for (const [key, value] of Object.entries(
    options.configuration?.(data) ?? {},
  )) {
    env[`APP_CONFIG_${key}`] = JSON.stringify(value);
  }
  // The sample data, which these tests are about, are in the simulator only.
  delete env.TDENGINE_URL;
  const log = [];
  // A group of its own, so that everything the command started ends with it.
  const child = spawn(path.join(root, 'bin/start'), [], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', chunk => log.push(chunk));
  child.stderr.on('data', chunk => log.push(chunk));
  const ended = once(child, 'exit');

  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      process.kill(-child.pid, 'SIGTERM');
      const timer = setTimeout(
        () => process.kill(-child.pid, 'SIGKILL'),
        20_000,
      );
      await ended;
      clearTimeout(timer);
    }
    await rm(data, { recursive: true, force: true });
  };

  const deadline = Date.now() + 180_000;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await close();
      throw new Error(
        `The portal did not start:\n${Buffer.concat(log)
          .toString()
          .slice(-5000)}`,
      );
    }
    await sleep(500);
  }
  return { url, data, log: () => Buffer.concat(log).toString(), close };
}
