import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Refuses keys that mean nothing: a misspelt limit must not be a limit that does not hold.
 */
export function assertKnownKeys(
  config: Config | undefined,
  path: string,
  known: readonly string[],
): void {
  for (const key of config?.keys() ?? []) {
    if (!known.includes(key)) {
      throw new InputError(
        `The configuration key '${path}.${key}' is not known; there are ${known
          .map(name => `'${name}'`)
          .join(', ')}`,
      );
    }
  }
}
