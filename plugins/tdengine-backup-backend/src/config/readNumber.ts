import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads a number between two bounds, both of which are in. Throws an InputError naming the key.
 */
export function readNumber(
  config: Config | undefined,
  path: string,
  key: string,
  options: { default: number; minimum: number; maximum: number },
): number {
  const value = config?.getOptionalNumber(key) ?? options.default;
  if (!(value >= options.minimum && value <= options.maximum)) {
    throw new InputError(
      `The configuration key '${path}.${key}' has to be a number from ${options.minimum} to ${options.maximum}, got ${value}`,
    );
  }
  return value;
}
