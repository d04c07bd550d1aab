import { TDengineUnsupportedVersionError } from '../errors';
import { compareVersions } from '../sql';

/**
 * The first version with all that this package sends: the binary bind of statements came with 3.3.3.0.
 *
 * @public
 */
export const OLDEST_SUPPORTED_VERSION = '3.3.3.0';

/**
 * What a server says about itself.
 *
 * @public
 */
export interface ServerInfo {
  /** As `server_version()` states it, such as `3.3.7.5`. */
  version: string;
  /** As `information_schema.ins_cluster` states it, such as `community`; `undefined` where the user may not see it. */
  edition?: string;
}

/**
 * Checks that a server is new enough.
 *
 * @throws TDengineUnsupportedVersionError
 * @internal
 */
export function checkSupported({ version }: ServerInfo): void {
  if (compareVersions(version, OLDEST_SUPPORTED_VERSION) < 0) {
    throw new TDengineUnsupportedVersionError(
      `TDengine ${version} is not supported, ${OLDEST_SUPPORTED_VERSION} or later is needed; upgrade the server`,
    );
  }
}
