import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './findProgram';
import { freePort } from './freePort';
import { ServerProcess } from './ServerProcess';
import { WebdavServer, webdavServerOf } from './WebdavServer';

/** A WebDAV server of another family than Apache's, golang.org/x/net/webdav, or undefined where the machine has none. */
export const rcloneProgram = findProgram('rclone');

/** Starts a private WebDAV server of rclone on loopback. */
export async function startRcloneWebdavServer(): Promise<WebdavServer> {
  if (!rcloneProgram) {
    throw new Error('There is no rclone on this machine');
  }
  const user = 'test-user';
  const password = 'test-password';
  const server = await ServerProcess.create('rclone');
  const path = join(server.folder, 'data');
  await fs.mkdir(path);
  const port = await freePort();
  await server.start(
    rcloneProgram,
    ['serve', 'webdav', '--addr', `127.0.0.1:${port}`, path],
    {
      port,
      // Not among the parameters, which everybody on the machine sees.
      env: { RCLONE_USER: user, RCLONE_PASS: password },
    },
  );
  return webdavServerOf(server, { port, user, password });
}
