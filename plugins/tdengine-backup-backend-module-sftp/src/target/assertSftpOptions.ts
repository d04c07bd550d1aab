import { utils } from 'ssh2';
import {
  assertTargetNumbers,
  refuseTargetOption,
} from 'backstage-plugin-tdengine-backup-node';
import { readHostKeys } from './hostKeys';
import { SftpTargetOptions } from './SftpTargetOptions';

/**
 * Makes sure that a target can be made of these options. Throws an InputError, which holds no part of a key.
 *
 * @internal
 */
export function assertSftpOptions(options: SftpTargetOptions): void {
  const { name, host, path, password, privateKey, passphrase } = options;
  if (!/^[\w.:-]+$/.test(host)) {
    refuseTargetOption(
      name,
      'host',
      'has to be a name or an address, without a port',
    );
  }
  if (
    path.trim() === '' ||
    path.includes('\0') ||
    /(^|\/)\.\.(\/|$)/.test(path)
  ) {
    refuseTargetOption(name, 'path', 'has to be a folder of the server');
  }
  if (password === undefined && privateKey === undefined) {
    refuseTargetOption(name, 'password', "or 'privateKey' has to be there");
  }
  if (privateKey !== undefined) {
    const parsed = utils.parseKey(privateKey, passphrase);
    if (parsed instanceof Error || 'message' in parsed) {
      refuseTargetOption(
        name,
        'privateKey',
        "cannot be read: it has to be a private key in OpenSSH's format or PEM, with its 'passphrase' where it has one",
      );
    }
  }
  if ((options.hostKeys ?? []).length === 0 && !options.acceptAnyHostKey) {
    refuseTargetOption(
      name,
      'hostKey',
      "has to be the server's key or fingerprint, as ssh-keyscan and ssh-keygen -l show it; without it anybody could take the server's place",
    );
  }
  readHostKeys(name, options.hostKeys ?? []);
  assertTargetNumbers(options, {
    port: [1, 65_535],
    connections: [1, 16],
    attempts: [1, 20],
  });
}
