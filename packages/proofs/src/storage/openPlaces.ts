import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FaultProxy } from 'backstage-plugin-tdengine-backup-node/testUtils';
import {
  rcloneProgram,
  s3ServerProgram,
  sftpServerProgram,
  startS3Server,
  startSftpServer,
  startWebdavServer,
  webdavServerProgram,
} from 'storage-servers';
import { Place } from './Place';

/** What waits for a target that is away gives up soon. */
const IMPATIENT = { attempts: 3, timeouts: { connect: '2s', idle: '5s' } };

/** Which of the servers this machine lacks. */
export const missingServers = Object.entries({
  versitygw: s3ServerProgram,
  sshd: sftpServerProgram,
  apache2: webdavServerProgram,
  rclone: rcloneProgram,
})
  .filter(([, program]) => !program)
  .map(([name]) => name);

/** A real S3 server, which is killed when it is taken away. */
export async function openS3Place(): Promise<Place> {
  const root = await mkdtemp(path.join(tmpdir(), 'proof-s3-'));
  const server = await startS3Server({ data: root });
  return {
    entry: { name: 's3', ...server.target, ...IMPATIENT },
    folder: root,
    takeAway: () => server.kill(),
    bringBack: () => server.restart(),
    async close() {
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A real SFTP server. */
export async function openSftpPlace(): Promise<Place> {
  const server = await startSftpServer();
  const proxy = await FaultProxy.start({ port: server.port });
  return {
    entry: { name: 'sftp', ...server.target, port: proxy.port, ...IMPATIENT },
    folder: server.path,
    takeAway: () => proxy.refuse(),
    bringBack: () => proxy.accept(),
    async close() {
      await proxy.close();
      await server.close();
    },
  };
}

/** A real WebDAV server. */
export async function openWebdavPlace(): Promise<Place> {
  // Below /tmp itself, since the server's user has to get there.
  const root = await mkdtemp(path.join(tmpdir(), 'proof-webdav-'));
  const server = await startWebdavServer({ path: root });
  const proxy = await FaultProxy.start({ port: server.port });
  const url = `http://127.0.0.1:${proxy.port}/tdengine`;
  return {
    entry: { name: 'webdav', ...server.target, url, ...IMPATIENT },
    folder: root,
    takeAway: () => proxy.refuse(),
    bringBack: () => proxy.accept(),
    async close() {
      await proxy.close();
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A folder of this machine. */
export async function openFolderPlace(): Promise<Place> {
  const root = await mkdtemp(path.join(tmpdir(), 'proof-folder-'));
  const folder = path.join(root, 'mounted');
  const away = path.join(root, 'away');
  return {
    entry: { name: 'local', type: 'local', path: folder },
    folder,
    takeAway: () => rename(folder, away),
    bringBack: async () => {
      await rm(folder, { recursive: true, force: true });
      await rename(away, folder);
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}
