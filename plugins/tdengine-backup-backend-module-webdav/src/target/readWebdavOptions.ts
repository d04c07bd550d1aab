import { Config } from '@backstage/config';
import {
  assertKnownTargetKeys,
  readTargetChoice,
  readTargetMilliseconds,
} from 'backstage-plugin-tdengine-backup-node';
import { WebdavTargetOptions } from './WebdavTargetOptions';

const KEYS = [
  'url',
  'user',
  'password',
  'token',
  'authentication',
  'allowPlainText',
  'tls',
  'spoolPath',
  'connections',
  'attempts',
  'timeouts',
];

/**
 * Reads a target of type `webdav`. Throws an InputError that names the wrong key.
 *
 * @internal
 */
export function readWebdavOptions(
  name: string,
  config: Config,
): WebdavTargetOptions {
  assertKnownTargetKeys(name, config, KEYS);
  return {
    name,
    url: config.getString('url'),
    user: config.getOptionalString('user'),
    password: config.getOptionalString('password'),
    token: config.getOptionalString('token'),
    authentication: readTargetChoice(name, config, 'authentication', [
      'basic',
      'digest',
    ]),
    allowPlainText: config.getOptionalBoolean('allowPlainText'),
    tls: {
      ca: config.getOptionalString('tls.ca'),
      rejectUnauthorized: config.getOptionalBoolean('tls.rejectUnauthorized'),
    },
    spoolPath: config.getOptionalString('spoolPath'),
    connections: config.getOptionalNumber('connections'),
    attempts: config.getOptionalNumber('attempts'),
    connectTimeoutMs: readTargetMilliseconds(config, 'timeouts.connect'),
    idleTimeoutMs: readTargetMilliseconds(config, 'timeouts.idle'),
  };
}
