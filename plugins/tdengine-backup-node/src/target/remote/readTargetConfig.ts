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
 * Makes sure that a number is whole and within its bounds, or absent. Throws an InputError.
 *
 * @public
 */
export function assertTargetNumber(
  target: string,
  key: string,
  value: number | undefined,
  bounds: { least: number; most: number },
): void {
  const { least, most } = bounds;
  if (
    value !== undefined &&
    !(Number.isInteger(value) && value >= least && value <= most)
  ) {
    throw new InputError(
      `Target '${target}': '${key}' has to be a whole number from ${least} to ${most}`,
    );
  }
}
