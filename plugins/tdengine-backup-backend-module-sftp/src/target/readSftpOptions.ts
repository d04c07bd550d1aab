import { Config } from '@backstage/config';
import {
  assertKnownTargetKeys,
  readTargetMilliseconds,
} from 'backstage-plugin-tdengine-backup-node';
import { SftpTargetOptions } from './SftpTargetOptions';

const KEYS = [
  'host',
  'port',
  'user',
  'password',
  'privateKey',
  'passphrase',
  'hostKey',
  'acceptAnyHostKey',
  'path',
  'connections',
  'attempts',
  'timeouts',
];

/**
 * Reads a target of type `sftp`. Throws an InputError that names the wrong key.
 *
 * @internal
 */
export function readSftpOptions(
  name: string,
  config: Config,
): SftpTargetOptions {
  assertKnownTargetKeys(name, config, KEYS);
  const hostKey = config.getOptional('hostKey');
  return {
    name,
    host: config.getString('host'),
    port: config.getOptionalNumber('port'),
    user: config.getString('user'),
    password: config.getOptionalString('password'),
    privateKey: config.getOptionalString('privateKey'),
    passphrase: config.getOptionalString('passphrase'),
    hostKeys: Array.isArray(hostKey)
      ? config.getStringArray('hostKey')
      : config.getOptionalString('hostKey')?.split('\n').filter(Boolean),
    acceptAnyHostKey: config.getOptionalBoolean('acceptAnyHostKey'),
    path: config.getString('path'),
    connections: config.getOptionalNumber('connections'),
    attempts: config.getOptionalNumber('attempts'),
    connectTimeoutMs: readTargetMilliseconds(config, 'timeouts.connect'),
    idleTimeoutMs: readTargetMilliseconds(config, 'timeouts.idle'),
  };
}
