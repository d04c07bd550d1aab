import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort.mjs';

const user = 'root';
// What a new server has; it listens on loopback and ends with the tests.
const password = 'taosdata';

async function ask(url, sql) {
  const response = await fetch(`${url}/rest/sql`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString(
        'base64',
      )}`,
    },
    body: sql,
    signal: AbortSignal.timeout(3000),
  });
  return response.json();
}

/** The server answers before its data node can take a database, so ask for the node. */
async function untilReady(url, processes) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const ended = processes.find(child => child.exitCode !== null);
    if (ended) {
      throw new Error(
        `${ended.spawnfile} ended with ${ended.exitCode} before it was ready`,
      );
    }
    const answer = await ask(
      url,
      'select server_version(), status from information_schema.ins_dnodes',
    ).catch(() => undefined);
    if (answer?.data?.[0]?.[1] === 'ready') {
      return answer.data[0][0];
    }
    await sleep(200);
  }
  throw new Error('the private TDengine did not become ready within a minute');
}

/** Starts a TDengine of our own on loopback, with nothing reported anywhere. */
export async function startTdengine({ taosd, taosadapter, scratch }) {
  const folder = path.join(scratch, 'tdengine');
  const at = name => path.join(folder, name);
  for (const name of ['configuration', 'data', 'log', 'temp']) {
    await mkdir(at(name), { recursive: true });
  }
  const serverPort = await freePort();
  const restPort = await freePort();
  await writeFile(
    at('configuration/taos.cfg'),
    `${[
      `firstEp localhost:${serverPort}`,
      'fqdn localhost',
      `serverPort ${serverPort}`,
      `mqttPort ${await freePort()}`,
      `rsyncPort ${await freePort()}`,
      `dataDir ${at('data')}`,
      `logDir ${at('log')}`,
      `tempDir ${at('temp')}`,
      'telemetryReporting 0',
      'crashReporting 0',
      'monitor 0',
      'audit 0',
      'supportVnodes 512',
      'charset UTF-8',
      'locale C.UTF-8',
      'timezone UTC',
    ].join('\n')}\n`,
  );
  await writeFile(
    at('configuration/taosadapter.toml'),
    `${[
      `port = ${restPort}`,
      `taosConfigDir = "${at('configuration')}"`,
      '[log]',
      `path = "${at('log')}"`,
      '[monitor]',
      'disable = true',
      '[uploadKeeper]',
      'enable = false',
    ].join('\n')}\n`,
  );
  // The adapter would take PORT and DEBUG of the environment for its own settings.
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    LANG: 'C.UTF-8',
    ...(process.env.LD_LIBRARY_PATH && {
      LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH,
    }),
  };
  const options = { cwd: folder, env, stdio: 'ignore' };
  const server = spawn(taosd, ['-c', at('configuration')], options);
  const adapter = spawn(
    taosadapter,
    ['-c', at('configuration/taosadapter.toml')],
    options,
  );
  const stop = async child => {
    if (child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(timer);
  };
  const close = async () => {
    await stop(adapter);
    await stop(server);
  };
  const url = `http://127.0.0.1:${restPort}`;
  try {
    const version = await untilReady(url, [server, adapter]);
    return {
      description: `a private server, version ${version}`,
      environment: {
        TDENGINE_URL: url,
        TDENGINE_USER: user,
        TDENGINE_PASSWORD: password,
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
