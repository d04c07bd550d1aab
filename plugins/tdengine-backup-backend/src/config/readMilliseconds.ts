import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/**
 * Reads a duration longer than nothing, an object such as `{ days: 7 }` or text such as `P7D`.
 *
 * @param path - of the configuration, for messages
 */
export function readMilliseconds(
  config: Config | undefined,
  path: string,
  key: string,
  defaultMs: number,
): number {
  if (!config?.has(key)) {
    return defaultMs;
  }
  let milliseconds: number;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
  } catch (error) {
    throw new InputError(
      `The configuration key '${path}.${key}' has to be a duration such as { seconds: 30 }`,
      error,
    );
  }
  if (!(milliseconds > 0)) {
    throw new InputError(
      `The configuration key '${path}.${key}' has to be longer than nothing`,
    );
  }
  return milliseconds;
}
