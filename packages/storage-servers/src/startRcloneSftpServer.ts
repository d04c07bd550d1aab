import { execFileSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './findProgram';
import { freePort } from './freePort';
import { ServerProcess } from './ServerProcess';
import { rcloneProgram } from './startRcloneWebdavServer';
import { TargetEntry } from './TargetEntry';

const keygen = findProgram('ssh-keygen');

export interface RcloneSftpServer {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Of the server, as in a `.pub` file. */
  hostKey: string;
  /** Where files lie on this machine. */
  folder: string;
  /** As the configuration of a portal has it, without a name. */
  target: TargetEntry;
  close(): Promise<void>;
}

/**
 * Starts a private SFTP server of rclone on loopback, which lets one user in by a password: a private sshd cannot, since the
 * system's passwords are not its own.
 */
export async function startRcloneSftpServer(options?: {
  password?: string;
}): Promise<RcloneSftpServer> {
  if (!rcloneProgram || !keygen) {
    throw new Error('There is no rclone or no ssh-keygen on this machine');
  }
  const user = 'test-user';
  const password = options?.password ?? 'test-password';
  const server = await ServerProcess.create('rclone-sftp');
  const at = (name: string) => join(server.folder, name);
  await fs.mkdir(at('data'));
  execFileSync(
    keygen,
    ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', at('host')],
    { stdio: 'ignore' },
  );
  const port = await freePort();
  await server.start(
    rcloneProgram,
    [
      ...['serve', 'sftp', '--addr', `127.0.0.1:${port}`],
      // Without it no file can be written in pieces.
      ...['--vfs-cache-mode', 'writes', '--cache-dir', at('cache')],
      ...['--key', at('host'), at('data')],
    ],
    // Not among the parameters, which everybody on the machine sees.
    { port, env: { RCLONE_USER: user, RCLONE_PASS: password } },
  );
  const hostKey = (await fs.readFile(at('host.pub'), 'utf8')).trim();
  const login = { host: '127.0.0.1', port, user, password, hostKey };
  return {
    ...login,
    folder: at('data'),
    target: { type: 'sftp', ...login, path: '/tdengine' },
    close: () => server.close(),
  };
}
