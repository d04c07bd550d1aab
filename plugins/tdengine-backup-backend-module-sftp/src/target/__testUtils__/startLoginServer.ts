import { generateKeyPairSync } from 'node:crypto';
import { AddressInfo } from 'node:net';
import { AuthContext, Connection, Server, utils } from 'ssh2';

/**
 * An SSH server of which only the login counts: a private sshd cannot let anybody in by a password, since the system's are
 * not its own. It has an empty SFTP without extensions, which refuses everything.
 */
export async function startLoginServer(
  /** Undefined where it lets in or refuses by itself. */
  accept: (context: AuthContext) => boolean | undefined,
): Promise<{ port: number; hostKey: string; close(): Promise<void> }> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const clients = new Set<Connection>();
  const server = new Server({ hostKeys: [privateKey] }, client => {
    clients.add(client);
    client.on('error', () => {});
    client.once('close', () => clients.delete(client));
    client.on('authentication', context => {
      const accepted = accept(context);
      if (accepted) {
        context.accept();
      } else if (accepted === false) {
        context.reject(['password', 'publickey', 'keyboard-interactive']);
      }
    });
    client.on('session', acceptSession => {
      acceptSession().on('sftp', acceptSftp => {
        const sftp = acceptSftp();
        sftp.on('LSTAT', id => sftp.status(id, 3));
        sftp.on('STAT', id => sftp.status(id, 3));
        sftp.on('MKDIR', id => sftp.status(id, 3));
      });
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const parsed = utils.parseKey(privateKey);
  if (parsed instanceof Error) {
    throw parsed;
  }
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: `ssh-rsa ${parsed.getPublicSSH().toString('base64')}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        clients.forEach(client => client.end());
      }),
  };
}
