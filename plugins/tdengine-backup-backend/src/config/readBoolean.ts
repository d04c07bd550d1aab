import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads a switch.
 *
 * @param path - of the configuration, for messages
 */
export function readBoolean(
  config: Config | undefined,
  path: string,
  key: string,
  defaultValue: boolean,
): boolean {
  try {
    return config?.getOptionalBoolean(key) ?? defaultValue;
  } catch (error) {
    throw new InputError(
      `The configuration key '${path}.${key}' has to be true or false`,
      error,
    );
  }
}
