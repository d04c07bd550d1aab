import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { startPortal } from '../portal/startPortal';
import { assertNowhere } from './assertNowhere';
import { Canaries } from './Canaries';
import { drivePortal } from './drivePortal';
import { plantKeys } from './PlantedKeys';
import { openPlantedServers } from './PlantedServers';
import { RecordingApi } from './RecordingApi';
import { SampleDatabase } from './SampleDatabase';
import { seedBackups } from './seedBackups';

const run = promisify(execFile);
const CLI = resolvePackagePath(
  'proofs',
  '../tdengine-backup-cli/bin/tdengine-backup',
);
/** The mail that is refused at first is sent again half a minute later. */
const MAIL_TIMEOUT_MS = 120_000;

/**
 * The whole portal with every credential that there is: a backup through HTTP, what fails among it, and no credential
 * anywhere afterwards; then, with the portal gone, the command line alone restores from S3.
 */
export async function provePortal(sample: SampleDatabase): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proof-portal-'));
  const canaries = Canaries.create();
  const keys = await plantKeys(canaries);
  const server = await sample.addUser(canaries.plantWord('TDengine password'));
  const servers = await openPlantedServers(canaries);
  const { targets, mail, mailEntry, parrot } = servers;
  const config = path.join(folder, 'app-config.json');
  const configure = (encryption: JsonObject) =>
    writeFile(
      config,
      JSON.stringify({
        tdengineBackup: {
          storage: { targets },
          repair: { enabled: false },
          encryption,
          instances: [
            { name: 'sample', ...server },
            {
              name: 'refused',
              url: server.url,
              user: 'root',
              password: canaries.plant('wrong TDengine password'),
            },
            {
              name: 'token',
              url: server.url,
              token: canaries.plantWord('TDengine token'),
            },
            { name: 'parrot', ...server, url: parrot.url },
          ],
          mail: mailEntry,
        },
      }),
    );
  const seen: string[] = [];
  const start = () =>
    startPortal(sample.server, { config, onOutput: text => seen.push(text) });
  try {
    const { main, phrase, age, lost, mistaken } = keys;
    const seeded = await seedBackups(
      server,
      { target: targets[0], database: sample.database },
      [main, phrase, lost],
    );
    await configure({ keys: [keys.mismatched] });
    const refused: { stdout: string; stderr: string } = await run(
      process.execPath,
      [
        ...[CLI, 'verify', 'target:s3', '--backup', seeded[0]],
        ...['--config', config],
      ],
    ).then(
      () => assert.fail('A key was taken whose halves do not belong together'),
      error => error,
    );
    assert.match(refused.stderr, /identity is not that of the recipient/);
    seen.push(refused.stdout, refused.stderr);

    await configure({
      defaultKey: 'age',
      keys: [main, phrase, age, mistaken],
    });
    const portal = await start();
    let good: string;
    try {
      const api = await RecordingApi.create(portal.url, answer =>
        seen.push(answer),
      );
      good = await drivePortal(api, sample, seeded);
      const deadline = Date.now() + MAIL_TIMEOUT_MS;
      while (mail.mails.length === 0 && Date.now() < deadline) {
        await sleep(500);
      }
      for (const pid of await readdir('/proc')) {
        seen.push(
          await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
        );
      }
      await portal.stop();
      await assertNowhere(canaries, [portal.data, ...servers.folders]);
    } finally {
      await portal.close();
    }
    assert.ok(mail.mails.length > 0, 'No mail arrived');
    seen.push(JSON.stringify(mail.mails));
    assertTried(seen, parrot.asked, sample.database);
    const escaped = Buffer.from(`backup:${servers.webdavPassword}`);
    assert.deepEqual(canaries.findIn(`Basic ${escaped.toString('base64')}`), [
      'WebDAV password',
    ]);
    assert.deepEqual(canaries.findIn(seen.join('\n')), []);

    const into = sample.nameOfCopy();
    const { stdout, stderr } = await run(
      process.execPath,
      [
        ...[CLI, 'restore', 'target:s3', '--backup', good, '--config', config],
        ...['--to', server.url, '--into', into, '--yes'],
      ],
      {
        env: {
          ...process.env,
          TDENGINE_USER: server.user,
          TDENGINE_PASSWORD: server.password,
        },
      },
    );
    assert.match(stdout, /is restored/);
    assert.deepEqual(canaries.findIn(stdout + stderr), []);
    await sample.assertEqual(into);
  } finally {
    await servers.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** That the search sees what it is given, and that what was to fail did, in the way that it was to. */
function assertTried(
  seen: readonly string[],
  parrotAsked: number,
  database: string,
): void {
  for (const text of [
    database,
    'the secret access key is wrong',
    'takes neither the password nor the key',
    'does not take the user and password',
    'nothing listens at that address',
    'Strange',
    'and the key configured under this id is another one',
    "Notifier 'mail' failed and is tried again",
  ]) {
    assert.ok(
      seen.some(each => each.includes(text)),
      `Nothing says: ${text}`,
    );
  }
  assert.ok(parrotAsked > 2, `The parrot was asked ${parrotAsked} times`);
}
