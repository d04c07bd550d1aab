import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  findProgram,
  freePort,
  startS3Server,
  startSftpServer,
  startWebdavServer,
} from 'storage-servers';
import { startPortal } from '../portal/startPortal';
import { assertNowhere } from './assertNowhere';
import { Canaries } from './Canaries';
import { RecordingApi } from './RecordingApi';
import { SampleDatabase } from './SampleDatabase';

const run = promisify(execFile);
const CLI = resolvePackagePath(
  'proofs',
  '../tdengine-backup-cli/bin/tdengine-backup',
);

/**
 * The whole portal with every credential that there is: a backup through HTTP, what fails among it, and no credential
 * anywhere afterwards; then, with the portal gone, the command line alone restores from S3.
 */
export async function provePortal(sample: SampleDatabase): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proof-portal-'));
  const canaries = Canaries.create();
  const s3Root = await mkdtemp(path.join(tmpdir(), 'proof-s3-'));
  const s3 = await startS3Server({
    data: s3Root,
    secretAccessKey: canaries.plant('S3 key').replace(/ /g, '-'),
  });
  canaries.add('S3 key', s3.secretAccessKey);
  const webdavRoot = await mkdtemp(path.join(tmpdir(), 'proof-webdav-'));
  const webdav = await startWebdavServer({
    path: webdavRoot,
    password: canaries.plant('WebDAV password'),
  });
  const sftp = await startSftpServer();
  const passphrase = canaries.plant('SFTP passphrase');
  const keyFile = path.join(folder, 'key');
  await writeFile(keyFile, sftp.privateKey, { mode: 0o600 });
  execFileSync(findProgram('ssh-keygen')!, [
    '-q',
    '-p',
    '-P',
    '',
    '-N',
    passphrase,
    '-f',
    keyFile,
  ]);
  const privateKey = await readFile(keyFile, 'utf8');
  canaries.add('SFTP key', privateKey.split('\n')[3]);
  const nowhere = await freePort();
  const targets = [
    { name: 's3', ...s3.target },
    {
      name: 'sftp',
      ...sftp.target,
      privateKey,
      passphrase,
      password: canaries.plant('SFTP password'),
    },
    { name: 'webdav', ...webdav.target },
    {
      name: 'refused-s3',
      ...s3.target,
      attempts: 1,
      secretAccessKey: canaries.plant('wrong S3 key'),
    },
    {
      name: 'refused-webdav',
      ...webdav.target,
      attempts: 1,
      password: canaries.plant('wrong WebDAV password'),
    },
    { name: 'nowhere', ...sftp.target, attempts: 1, port: nowhere },
  ];
  const keySecret = randomBytes(32).toString('base64');
  canaries.add('key of encryption', keySecret);
  const config = path.join(folder, 'app-config.json');
  const { url } = sample.server;
  await writeFile(
    config,
    JSON.stringify({
      tdengineBackup: {
        storage: { targets },
        repair: { enabled: false },
        encryption: {
          defaultKey: 'main',
          keys: [
            { id: 'main', secret: keySecret },
            {
              id: 'old',
              passphrase: canaries.plant('passphrase of encryption'),
              retired: true,
            },
          ],
        },
        instances: [
          {
            name: 'sample',
            url,
            user: sample.server.user,
            password: sample.server.password,
          },
          {
            name: 'refused',
            url,
            user: 'root',
            password: canaries.plant('TDengine password'),
          },
          {
            name: 'token',
            url,
            token: canaries.plant('TDengine token').replace(/ /g, '-'),
          },
        ],
        mail: {
          from: 'backup@example.com',
          transport: {
            host: '127.0.0.1',
            port: nowhere,
            user: 'backup',
            password: canaries.plant('SMTP password'),
          },
        },
      },
    }),
  );
  const seen: string[] = [];
  const portal = await startPortal(sample.server, {
    config,
    onOutput: text => seen.push(text),
  });
  try {
    const api = await RecordingApi.create(portal.url, answer =>
      seen.push(answer),
    );
    for (const route of [
      '/instances',
      '/instances/refused',
      '/instances/token',
      '/targets',
      '/encryption',
      '/storage',
      '/overview',
      '/alerts',
    ]) {
      await api.get(route);
    }
    const request = {
      instance: 'sample',
      scope: { databases: [sample.database] },
      packaging: 'folder',
    };
    const good = await api.run('/backups', {
      ...request,
      targets: ['s3', 'sftp', 'webdav'],
      encrypt: true,
    });
    assert.equal(good.state, 'available', good.error);
    await api.post(`/backups/${good.id}/verify`, {});
    await api.ended(`/backups/${good.id}`);
    const restored = sample.nameOfCopy();
    const restore = {
      backupId: good.id,
      instance: 'sample',
      rename: { [sample.database]: restored },
    };
    const plan = await api.post('/restores/plan', restore);
    assert.equal(
      (await api.run('/restores', { ...restore, planToken: plan.token })).state,
      'succeeded',
    );
    for (const bad of [
      { ...request, targets: ['refused-s3', 'refused-webdav', 'nowhere'] },
      { ...request, targets: ['s3', 'nowhere'] },
      { ...request, instance: 'refused', targets: ['s3'] },
      { ...request, instance: 'token', targets: ['s3'] },
    ]) {
      const { state } = await api.run('/backups', bad);
      assert.notEqual(state, 'available');
    }
    for (const pid of await readdir('/proc')) {
      seen.push(await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
    }
    await portal.stop();
    // That the search sees what it is given.
    assert.ok(seen.some(text => text.includes(sample.database)));
    const escaped = Buffer.from(`backup:${webdav.password}`).toString('base64');
    assert.deepEqual(canaries.findIn(`Basic ${escaped}`), ['WebDAV password']);
    assert.deepEqual(canaries.findIn(seen.join('\n')), []);
    await assertNowhere(canaries, [portal.data, sftp.path, webdavRoot, s3Root]);

    const into = sample.nameOfCopy();
    const { stdout } = await run(
      process.execPath,
      [
        CLI,
        'restore',
        'target:s3',
        '--backup',
        good.id,
        '--config',
        config,
        '--to',
        url,
        '--into',
        into,
        '--yes',
      ],
      {
        env: {
          ...process.env,
          TDENGINE_USER: sample.server.user,
          TDENGINE_PASSWORD: sample.server.password,
        },
      },
    );
    assert.match(stdout, /is restored/);
    assert.deepEqual(canaries.findIn(stdout), []);
    await sample.assertEqual(into);
  } finally {
    await portal.close();
    for (const server of [s3, sftp, webdav]) {
      await server.close();
    }
    await rm(folder, { recursive: true, force: true });
    await rm(s3Root, { recursive: true, force: true });
    await rm(webdavRoot, { recursive: true, force: true });
  }
}
