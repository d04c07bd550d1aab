import {
  assertTargetNumbers,
  parseTargetUrl,
  refuseTargetOption,
} from 'backstage-plugin-tdengine-backup-node';
import { WebdavTargetOptions } from './WebdavTargetOptions';

/**
 * Makes sure that a target can be made of these options, and returns the address of its folder, which ends with a slash.
 * Throws an InputError.
 *
 * @internal
 */
export function assertWebdavOptions(options: WebdavTargetOptions): URL {
  const { name, user, password, token, authentication } = options;
  const url = parseTargetUrl(options.url);
  if (!url) {
    return refuseTargetOption(
      name,
      'url',
      "has to be 'https://host[:port]/folder' without user and password",
    );
  }
  if (!url.pathname.endsWith('/')) {
    url.pathname += '/';
  }
  if (user !== undefined && password === undefined) {
    refuseTargetOption(name, 'password', "has to be there beside 'user'");
  }
  if (token !== undefined && user !== undefined) {
    refuseTargetOption(name, 'token', "does not go with 'user'");
  }
  if (authentication === 'digest' && user === undefined) {
    refuseTargetOption(
      name,
      'user',
      "has to be there for 'authentication: digest'",
    );
  }
  const shown =
    token !== undefined || (user !== undefined && authentication !== 'digest');
  if (url.protocol === 'http:' && shown && !options.allowPlainText) {
    refuseTargetOption(
      name,
      'url',
      "is not enciphered, so that everybody on the way could read the password; use https, or 'allowPlainText: true'",
    );
  }
  assertTargetNumbers(options, { connections: [1, 32], attempts: [1, 20] });
  return url;
}
