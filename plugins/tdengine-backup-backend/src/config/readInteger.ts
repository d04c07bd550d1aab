import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads a whole number between two bounds. Throws an InputError naming the key.
 */
export function readInteger(
  config: Config | undefined,
  path: string,
  key: string,
  options: { default: number; minimum: number; maximum: number },
): number {
  const value = config?.getOptionalNumber(key) ?? options.default;
  if (
    !Number.isInteger(value) ||
    value < options.minimum ||
    value > options.maximum
  ) {
    throw new InputError(
      `The configuration key '${path}.${key}' has to be a whole number from ${options.minimum} to ${options.maximum}, got ${value}`,
    );
  }
  return value;
}
