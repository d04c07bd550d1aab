import { InputError } from '@backstage/errors';
import { utils } from 'ssh2';
import { assertTargetNumber } from 'backstage-plugin-tdengine-backup-node';
import { readHostKeys } from './hostKeys';
import { SftpTargetOptions } from './SftpTargetOptions';

/**
 * Makes sure that a target can be made of these options. Throws an InputError, which holds no part of a key.
 *
 * @internal
 */
export function assertSftpOptions(options: SftpTargetOptions): void {
  const { name, host, path, password, privateKey, passphrase } = options;
  const refuse = (key: string, reason: string): never => {
    throw new InputError(`Target '${name}': '${key}' ${reason}`);
  };
  if (!/^[\w.:-]+$/.test(host)) {
    refuse('host', 'has to be a name or an address, without a port');
  }
  if (
    path.trim() === '' ||
    path.includes('\0') ||
    /(^|\/)\.\.(\/|$)/.test(path)
  ) {
    refuse('path', 'has to be a folder of the server');
  }
  if (password === undefined && privateKey === undefined) {
    refuse('password', "or 'privateKey' has to be there");
  }
  if (privateKey !== undefined) {
    const parsed = utils.parseKey(privateKey, passphrase);
    if (parsed instanceof Error || 'message' in parsed) {
      refuse(
        'privateKey',
        "cannot be read: it has to be a private key in OpenSSH's format or PEM, with its 'passphrase' where it has one",
      );
    }
  }
  if ((options.hostKeys ?? []).length === 0 && !options.acceptAnyHostKey) {
    refuse(
      'hostKey',
      "has to be the server's key or fingerprint, as ssh-keyscan and ssh-keygen -l show it; without it anybody could take the server's place",
    );
  }
  readHostKeys(name, options.hostKeys ?? []);
  assertTargetNumber(name, 'port', options.port, { least: 1, most: 65_535 });
  assertTargetNumber(name, 'connections', options.connections, {
    least: 1,
    most: 16,
  });
  assertTargetNumber(name, 'attempts', options.attempts, {
    least: 1,
    most: 20,
  });
}
