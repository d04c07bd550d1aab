import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './findProgram';
import { freePort } from './freePort';
import { ServerProcess } from './ServerProcess';
import { WebdavServer, webdavServerOf } from './WebdavServer';

const PROPFIND_MODULE = '/usr/lib/nginx/modules/ngx_http_dav_ext_module.so';

/** A WebDAV server of another family than Apache's, nginx with dav-ext, or undefined where the machine has none. */
export const nginxWebdavProgram = existsSync(PROPFIND_MODULE)
  ? findProgram('nginx')
  : undefined;

/** Starts a private WebDAV server of nginx on loopback. */
export async function startNginxWebdavServer(): Promise<WebdavServer> {
  if (!nginxWebdavProgram) {
    throw new Error('There is no nginx with dav-ext on this machine');
  }
  const user = 'test-user';
  const password = 'test-password';
  const server = await ServerProcess.create('nginx');
  const at = (name: string) => join(server.folder, name);
  for (const name of ['data', 'temp']) {
    await fs.mkdir(at(name));
  }
  const hash = createHash('sha1').update(password).digest('base64');
  await fs.writeFile(at('users'), `${user}:{SHA}${hash}\n`);
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${at('temp')}/${name};`,
  );
  await fs.writeFile(
    at('nginx.conf'),
    `${[
      ...(process.getuid?.() === 0 ? ['user www-data;'] : []),
      'daemon off;',
      'worker_processes 2;',
      `pid ${at('nginx.pid')};`,
      `error_log ${at('error.log')};`,
      `load_module ${PROPFIND_MODULE};`,
      'events {}',
      'http {',
      'access_log off;',
      ...temporary,
      'client_max_body_size 0;',
      'large_client_header_buffers 4 32k;',
      'dav_ext_lock_zone zone=locks:10m;',
      `server { listen 127.0.0.1:${port};`,
      `root ${at('data')};`,
      'auth_basic webdav;',
      `auth_basic_user_file ${at('users')};`,
      'dav_methods PUT DELETE MKCOL COPY MOVE;',
      'dav_ext_methods PROPFIND OPTIONS;',
      '} }',
    ].join('\n')}\n`,
  );
  if (process.getuid?.() === 0) {
    execFileSync('chown', ['-R', 'www-data', server.folder]);
  }
  await server.start(nginxWebdavProgram, ['-c', at('nginx.conf')], { port });
  return webdavServerOf(server, { port, user, password });
}
