import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { findExecutable } from './findExecutable.mjs';
import { freePort } from './freePort.mjs';

const run = promisify(execFile);

/** Debian keeps the server's programs off PATH, a folder a version. */
async function versionFolders() {
  const base = '/usr/lib/postgresql';
  const versions = await readdir(base).catch(() => []);
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map(version => path.join(base, version, 'bin'));
}

/** PostgreSQL refuses to run as root, so root lends it to the user that the package made. */
async function postgresUser() {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const id = async flag =>
    Number((await run('id', [flag, 'postgres'])).stdout.trim());
  return { uid: await id('-u'), gid: await id('-g') };
}

/**
 * Starts a private PostgreSQL on loopback, or resolves to undefined where the machine has none.
 */
export async function startPostgres(scratch) {
  const given =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
  if (given) {
    return {
      url: given,
      description: 'the given server',
      close: async () => {},
    };
  }
  const folders = await versionFolders();
  const initdb = await findExecutable('initdb', folders);
  const postgres = await findExecutable('postgres', folders);
  if (!initdb || !postgres) {
    return undefined;
  }

  const owner = await postgresUser();
  const folder = path.join(scratch, 'postgres');
  await mkdir(folder);
  if (owner.uid !== undefined) {
    await chown(scratch, owner.uid, owner.gid);
    await chown(folder, owner.uid, owner.gid);
  }
  const data = path.join(folder, 'data');
  await run(
    initdb,
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    { cwd: folder, ...owner },
  );

  const port = await freePort();
  const server = spawn(
    postgres,
    [
      '-D',
      data,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-k',
      folder,
      '-c',
      'fsync=off',
      '-c',
      'max_connections=300',
    ],
    { cwd: folder, stdio: 'ignore', ...owner },
  );
  const psql = await findExecutable('psql', folders);
  for (let attempt = 0; ; attempt++) {
    try {
      await run(psql ?? 'psql', [
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-U',
        'postgres',
        '-c',
        'select 1',
      ]);
      break;
    } catch (error) {
      if (attempt > 100 || server.exitCode !== null) {
        throw new Error(`PostgreSQL did not start: ${error.message}`);
      }
      await sleep(100);
    }
  }
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    description: `a private server (${path.dirname(postgres)})`,
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
    },
  };
}
