import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/**
 * Makes sure that a target has no key that its type does not know: a misspelt one would be passed over. Throws an
 * InputError that names it.
 *
 * @param known - besides `name` and `type`
 *
 * @public
 */
export function assertKnownTargetKeys(
  target: string,
  config: Config,
  known: readonly string[],
): void {
  const unknown = config
    .keys()
    .find(key => !['name', 'type', ...known].includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `Target '${target}' has the key '${unknown}', which is not known; there are ${known
        .map(key => `'${key}'`)
        .join(', ')}`,
    );
  }
}

/**
 * Reads a key of a target that is one of a few words, or absent. Throws an InputError that names it.
 *
 * @public
 */
export function readTargetChoice<T extends string>(
  target: string,
  config: Config,
  key: string,
  choices: readonly T[],
): T | undefined {
  const value = config.getOptionalString(key);
  const found = choices.find(candidate => candidate === value);
  if (value !== undefined && found === undefined) {
    throw new InputError(
      `Target '${target}': '${key}' has to be ${choices
        .map(each => `'${each}'`)
        .join(' or ')}, got '${value}'`,
    );
  }
  return found;
}

/**
 * Reads a key of a target that is a duration, such as `30s`, or absent.
 *
 * @public
 */
export function readTargetMilliseconds(
  config: Config,
  key: string,
): number | undefined {
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : undefined;
}

/**
 * Says what is wrong with a key of a target. What is written there is not repeated: it may hold a password.
 *
 * @public
 */
export function refuseTargetOption(
  target: string,
  key: string,
  reason: string,
): never {
  throw new InputError(`Target '${target}': '${key}' ${reason}`);
}

/**
 * Makes sure that numbers among a target's options are whole and within their bounds, or absent. Throws an InputError.
 *
 * @param bounds - the least and the most, by option
 *
 * @public
 */
export function assertTargetNumbers<T extends { name: string }>(
  options: T,
  bounds: {
    [K in keyof T]?: T[K] extends number | undefined
      ? readonly [least: number, most: number]
      : never;
  },
): void {
  for (const key of Object.keys(bounds) as Array<keyof T & string>) {
    const value = options[key];
    const [least, most] = bounds[key] as readonly [number, number];
    if (
      value !== undefined &&
      !(
        Number.isInteger(value) &&
        Number(value) >= least &&
        Number(value) <= most
      )
    ) {
      refuseTargetOption(
        options.name,
        key,
        `has to be a whole number from ${least} to ${most}`,
      );
    }
  }
}

/**
 * Reads an address of HTTP without user, password, query and fragment; undefined where the text is something else.
 *
 * @public
 */
export function parseTargetUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url &&
    ['http:', 'https:'].includes(url.protocol) &&
    !(url.username || url.password || url.search || url.hash)
    ? url
    : undefined;
}
