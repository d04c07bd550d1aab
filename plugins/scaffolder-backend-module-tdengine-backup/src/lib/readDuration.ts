import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/**
 * Milliseconds of a duration as people write it: `24h`, `90 minutes` or ISO 8601's `PT1H30M`.
 */
export function readDuration(field: string, text: string): number {
  let milliseconds = 0;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(new ConfigReader({ [field]: text }), {
        key: field,
      }),
    );
  } catch {
    // Answered below: the message of the configuration's reader speaks of the configuration.
  }
  if (!(milliseconds > 0)) {
    throw new InputError(
      `'${field}' must be a duration such as '90 minutes', '24h' or 'PT1H30M', not '${text}'`,
    );
  }
  return milliseconds;
}
