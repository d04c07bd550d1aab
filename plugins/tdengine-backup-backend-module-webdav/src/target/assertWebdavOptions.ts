import { InputError } from '@backstage/errors';
import { assertTargetNumber } from 'backstage-plugin-tdengine-backup-node';
import { WebdavTargetOptions } from './WebdavTargetOptions';

/**
 * Makes sure that a target can be made of these options, and returns the address of its folder, which ends with a slash.
 * Throws an InputError.
 *
 * @internal
 */
export function assertWebdavOptions(options: WebdavTargetOptions): URL {
  const { name, user, password, token, authentication } = options;
  const refuse = (key: string, reason: string): never => {
    throw new InputError(`Target '${name}': '${key}' ${reason}`);
  };
  // What is wrong with it is not repeated: a password may be in it.
  const url = URL.canParse(options.url) ? new URL(options.url) : undefined;
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    return refuse(
      'url',
      "has to be 'https://host[:port]/folder' without user and password",
    );
  }
  if (!url.pathname.endsWith('/')) {
    url.pathname += '/';
  }
  if (user !== undefined && password === undefined) {
    refuse('password', "has to be there beside 'user'");
  }
  if (token !== undefined && user !== undefined) {
    refuse('token', "does not go with 'user'");
  }
  if (authentication === 'digest' && user === undefined) {
    refuse('user', "has to be there for 'authentication: digest'");
  }
  const shown =
    token !== undefined || (user !== undefined && authentication !== 'digest');
  if (url.protocol === 'http:' && shown && !options.allowPlainText) {
    refuse(
      'url',
      "is not enciphered, so that everybody on the way could read the password; use https, or 'allowPlainText: true'",
    );
  }
  assertTargetNumber(name, 'connections', options.connections, {
    least: 1,
    most: 32,
  });
  assertTargetNumber(name, 'attempts', options.attempts, {
    least: 1,
    most: 20,
  });
  return url;
}
