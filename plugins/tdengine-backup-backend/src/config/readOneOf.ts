import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads one of several words. Throws an InputError naming the key.
 */
export function readOneOf<T extends string>(
  config: Config | undefined,
  path: string,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const value = config?.getOptionalString(key);
  const found = allowed.find(word => word === value);
  if (value !== undefined && found === undefined) {
    throw new InputError(
      `The configuration key '${path}.${key}' has to be one of ${allowed
        .map(word => `'${word}'`)
        .join(', ')}, got '${value}'`,
    );
  }
  return found;
}
