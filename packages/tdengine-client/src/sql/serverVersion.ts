import { TDengineProtocolError } from '../errors';

/**
 * A version of TDengine, `3.3.7.5.alpha` for example.
 *
 * @public
 */
export interface ServerVersion {
  /** The numbers, most significant first: `[3, 3, 7, 5]`. */
  numbers: readonly number[];
  /** What follows the numbers, without the dot: `alpha`, empty for a release. */
  suffix: string;
}

const VERSION = /^\s*v?(\d+(?:\.\d+)*)(?:[.-](\S*))?\s*$/;

/**
 * Reads a version as `server_version()` states it.
 *
 * @throws TDengineProtocolError for text that is not a version
 * @public
 */
export function parseServerVersion(text: string): ServerVersion {
  const match = VERSION.exec(text);
  if (!match) {
    throw new TDengineProtocolError(
      `The server states its version as '${text}', which is not a version number`,
    );
  }
  return { numbers: match[1].split('.').map(Number), suffix: match[2] ?? '' };
}

/**
 * Compares versions by their numbers, missing ones counting as 0; suffixes such as `alpha` make no difference.
 *
 * @returns less than, equal to or greater than 0, as `Array.sort` wants it
 * @public
 */
export function compareVersions(
  left: string | ServerVersion,
  right: string | ServerVersion,
): number {
  const [a, b] = [left, right].map(version =>
    typeof version === 'string' ? parseServerVersion(version) : version,
  );
  const length = Math.max(a.numbers.length, b.numbers.length);
  for (let index = 0; index < length; index++) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
