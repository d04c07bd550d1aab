import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonObject } from '@backstage/types';
import {
  findProgram,
  freePort,
  MAIL_CERTIFICATE,
  MailSink,
  startMailSink,
  startRcloneSftpServer,
  startS3Server,
  startSftpServer,
  startWebdavServer,
} from 'storage-servers';
import { Canaries } from './Canaries';
import { startParrot } from './startParrot';

/** The targets that take the backups of the proof. */
export const GOOD_TARGETS = ['s3', 'sftp', 'sftp-password', 'webdav'];

/** The targets that fail, each in its own way. */
export const BAD_TARGETS = [
  'refused-s3',
  'refused-sftp',
  'refused-webdav',
  'parrot-s3',
  'parrot-webdav',
  'nowhere',
];

/** Real servers that let in by planted secrets, and others that refuse them or repeat them. */
export interface PlantedServers {
  /** Entries of `storage.targets`. */
  targets: Array<JsonObject & { name: string }>;
  mail: MailSink;
  /** Of the configuration. */
  mailEntry: JsonObject;
  parrot: { url: string; readonly asked: number };
  /** Whose password the search has to find where it is. */
  webdavPassword: string;
  /** Where the servers keep what they are given. */
  folders: string[];
  close(): Promise<void>;
}

export async function openPlantedServers(
  canaries: Canaries,
): Promise<PlantedServers> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proof-planted-'));
  const s3Root = await mkdtemp(path.join(tmpdir(), 'proof-s3-'));
  // Below /tmp itself, since the server's user has to get there.
  const webdavRoot = await mkdtemp(path.join(tmpdir(), 'proof-webdav-'));
  const s3 = await startS3Server({
    data: s3Root,
    secretAccessKey: canaries.plantWord('S3 key'),
  });
  const webdav = await startWebdavServer({
    path: webdavRoot,
    password: canaries.plant('WebDAV password'),
  });
  const sftp = await startSftpServer();
  const passphrase = canaries.plant('SFTP passphrase');
  const privateKey = await protect(sftp.privateKey, passphrase, folder);
  canaries.add('SFTP key', privateKey.split('\n')[3]);
  const byPassword = await startRcloneSftpServer({
    password: canaries.plant('SFTP password'),
  });
  const parrot = await startParrot();
  const mailPassword = canaries.plant('SMTP password');
  const mail = await startMailSink({
    password: mailPassword,
    refusedLogins: 1,
    repeatsPassword: true,
  });
  const once = { attempts: 1 };
  return {
    targets: [
      { name: 's3', ...s3.target },
      { name: 'sftp', ...sftp.target, privateKey, passphrase },
      { name: 'sftp-password', ...byPassword.target },
      { name: 'webdav', ...webdav.target },
      {
        name: 'refused-s3',
        ...s3.target,
        ...once,
        secretAccessKey: canaries.plant('wrong S3 key'),
      },
      {
        name: 'refused-sftp',
        ...byPassword.target,
        ...once,
        password: canaries.plant('wrong SFTP password'),
      },
      {
        name: 'refused-webdav',
        ...webdav.target,
        ...once,
        password: canaries.plant('wrong WebDAV password'),
      },
      {
        name: 'parrot-s3',
        ...s3.target,
        ...once,
        endpoint: parrot.url,
        sessionToken: canaries.plantWord('S3 session token'),
      },
      {
        name: 'parrot-webdav',
        ...webdav.target,
        ...once,
        url: `${parrot.url}/dav`,
      },
      {
        name: 'nowhere',
        ...byPassword.target,
        ...once,
        port: await freePort(),
      },
    ],
    mail,
    mailEntry: {
      from: 'backup@example.com',
      transport: {
        host: 'localhost',
        port: mail.port,
        user: 'backup',
        password: mailPassword,
        tls: { ca: MAIL_CERTIFICATE },
      },
    },
    parrot,
    webdavPassword: webdav.password,
    folders: [s3Root, sftp.path, byPassword.folder, webdavRoot],
    async close() {
      for (const server of [s3, sftp, byPassword, webdav, parrot, mail]) {
        await server.close();
      }
      for (const each of [folder, s3Root, webdavRoot]) {
        await rm(each, { recursive: true, force: true });
      }
    },
  };
}

/** The same key, enciphered. */
async function protect(
  privateKey: string,
  passphrase: string,
  folder: string,
): Promise<string> {
  const file = path.join(folder, 'key');
  await writeFile(file, privateKey, { mode: 0o600 });
  execFileSync(findProgram('ssh-keygen')!, [
    ...['-q', '-p', '-P', '', '-N', passphrase, '-f', file],
  ]);
  return readFile(file, 'utf8');
}
