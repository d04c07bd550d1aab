import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './findProgram';
import { freePort } from './freePort';
import { makeCertificate } from './makeCertificate';
import { ServerProcess } from './ServerProcess';
import { WebdavServer, webdavServerOf } from './WebdavServer';

/** The WebDAV server that tests use, Apache with mod_dav, or undefined where the machine has none. */
export const webdavServerProgram = findProgram('apache2');

const MODULES_FOLDER = '/usr/lib/apache2/modules';
const REALM = 'storage-servers';

const MODULES = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_user',
  'auth_basic',
  'auth_digest',
  'dav',
  'dav_fs',
  'ssl',
];

/** Starts a private WebDAV server on loopback. */
export async function startWebdavServer(options?: {
  /** Where files lie; in the scratch folder where it is absent. */
  path?: string;
  tls?: boolean;
  authentication?: 'basic' | 'digest';
  user?: string;
  password?: string;
  /** Methods that nobody may use, such as `DELETE`. */
  denied?: string[];
}): Promise<WebdavServer> {
  if (!webdavServerProgram) {
    throw new Error('There is no apache2 on this machine');
  }
  const user = options?.user ?? 'test-user';
  const password = options?.password ?? 'test-password';
  const digest = options?.authentication === 'digest';
  const server = await ServerProcess.create('webdav');
  const at = (name: string) => join(server.folder, name);
  const path = options?.path ?? at('data');
  await fs.mkdir(path, { recursive: true });
  await fs.mkdir(at('locks'));
  const certificate = options?.tls ? makeCertificate() : undefined;
  if (certificate) {
    await fs.writeFile(at('cert.pem'), certificate.certificate);
    await fs.writeFile(at('key.pem'), certificate.key);
  }
  const hash = (algorithm: string, text: string) =>
    createHash(algorithm).update(text);
  await fs.writeFile(
    at('users'),
    digest
      ? `${user}:${REALM}:${hash('md5', `${user}:${REALM}:${password}`).digest(
          'hex',
        )}\n`
      : `${user}:{SHA}${hash('sha1', password).digest('base64')}\n`,
  );
  const port = await freePort();
  await fs.writeFile(
    at('httpd.conf'),
    `${[
      `ServerRoot ${server.folder}`,
      'ServerName localhost',
      `Listen 127.0.0.1:${port}`,
      `PidFile ${at('httpd.pid')}`,
      `ErrorLog ${at('error.log')}`,
      `DefaultRuntimeDir ${server.folder}`,
      ...MODULES.map(
        name => `LoadModule ${name}_module ${MODULES_FOLDER}/mod_${name}.so`,
      ),
      ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
      `DavLockDB ${at('locks/db')}`,
      `DocumentRoot ${path}`,
      'KeepAliveTimeout 60',
      'MaxKeepAliveRequests 0',
      ...(certificate
        ? [
            'SSLEngine on',
            `SSLCertificateFile ${at('cert.pem')}`,
            `SSLCertificateKeyFile ${at('key.pem')}`,
          ]
        : []),
      `<Directory ${path}>`,
      'Dav On',
      `AuthType ${digest ? 'Digest' : 'Basic'}`,
      `AuthName ${REALM}`,
      `AuthUserFile ${at('users')}`,
      ...(options?.denied?.length
        ? [
            `<Limit ${options.denied.join(' ')}>`,
            'Require all denied',
            '</Limit>',
            `<LimitExcept ${options.denied.join(' ')}>`,
            'Require valid-user',
            '</LimitExcept>',
          ]
        : ['Require valid-user']),
      '</Directory>',
    ].join('\n')}\n`,
  );
  if (process.getuid?.() === 0) {
    execFileSync('chown', ['-R', 'www-data', server.folder, path]);
  }
  await server.start(
    webdavServerProgram,
    ['-f', at('httpd.conf'), '-DFOREGROUND'],
    { port },
  );
  return webdavServerOf(server, {
    port,
    user,
    password,
    ca: certificate?.certificate,
    digest,
  });
}
