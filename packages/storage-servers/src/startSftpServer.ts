import { execFileSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { findProgram } from './findProgram';
import { freePort } from './freePort';
import { ServerProcess } from './ServerProcess';
import { TargetEntry } from './TargetEntry';

export interface SftpServer {
  host: string;
  port: number;
  user: string;
  /** Of the user, in OpenSSH's format. */
  privateKey: string;
  /** Of the server, as in a `.pub` file. */
  hostKey: string;
  /** A folder that the user may write to. */
  path: string;
  pid: number;
  /** As the configuration of a portal has it, without a name. */
  target: TargetEntry;
  close(): Promise<void>;
}

const sshd = findProgram('sshd');
const keygen = findProgram('ssh-keygen');

/** The SFTP server that tests use, OpenSSH's, or undefined where the machine has none. */
export const sftpServerProgram = sshd && keygen ? sshd : undefined;

/** Starts a private sshd on loopback that lets one user in by a key, for SFTP only. */
export async function startSftpServer(options?: {
  /** The folder; in the scratch folder where it is absent. */
  path?: string;
  /** Requests that the server refuses, such as `remove`. */
  denied?: string[];
}): Promise<SftpServer> {
  if (!sshd || !keygen) {
    throw new Error('There is no sshd on this machine');
  }
  const owner = unprivilegedUser();
  const server = await ServerProcess.create('sftp');
  const at = (name: string) => join(server.folder, name);
  for (const name of ['host', 'user']) {
    execFileSync(
      keygen,
      ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', at(name)],
      { stdio: 'ignore' },
    );
  }
  const path = options?.path ?? at('data');
  await fs.mkdir(path, { recursive: true });
  const port = await freePort();
  const denied = options?.denied?.length
    ? ` -P ${options.denied.join(',')}`
    : '';
  await fs.writeFile(
    at('sshd_config'),
    `${[
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host')}`,
      `AuthorizedKeysFile ${at('user.pub')}`,
      'PidFile none',
      'UsePAM no',
      'StrictModes no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'DisableForwarding yes',
      'MaxStartups 100',
      `Subsystem sftp internal-sftp${denied}`,
      `ForceCommand internal-sftp${denied}`,
    ].join('\n')}\n`,
  );
  const privateKey = await fs.readFile(at('user'), 'utf8');
  const hostKey = (await fs.readFile(at('host.pub'), 'utf8')).trim();
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const each of [
      server.folder,
      path,
      ...['host', 'host.pub', 'user.pub', 'sshd_config'].map(at),
    ]) {
      await fs.chown(each, owner.uid, owner.gid);
    }
  }
  await server.start(sshd, ['-D', '-e', '-f', at('sshd_config')], {
    port,
    uid: owner.uid,
    gid: owner.gid,
  });
  const address = { host: '127.0.0.1', port, user: owner.name };
  return {
    ...address,
    privateKey,
    hostKey,
    path,
    target: { type: 'sftp', ...address, privateKey, hostKey, path },
    pid: server.pid!,
    close: () => server.close(),
  };
}

/** A server that runs as root would not be refused anything, so root lends it to a user that every Debian has. */
function unprivilegedUser(): { name: string; uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) {
    return { name: userInfo().username };
  }
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'www-data'], { encoding: 'utf8' }));
  return { name: 'www-data', uid: id('-u'), gid: id('-g') };
}
