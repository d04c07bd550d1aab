import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const UNITS = { seconds: 1_000, minutes: 60_000 };

/**
 * Milliseconds of a duration as people write it: `24h`, `90 minutes` or ISO 8601's `PT1H30M`.
 */
export function readDuration(field: string, text: string): number {
  const milliseconds = parseDuration(text);
  if (!(milliseconds > 0)) {
    throw notADuration(field, text);
  }
  return milliseconds;
}

/**
 * Whole seconds or minutes of a duration, of which there may be none: `0 minutes`.
 */
export function readWholeDuration(
  field: string,
  text: string,
  unit: keyof typeof UNITS,
): number {
  const amount = parseDuration(text) / UNITS[unit];
  if (!(amount >= 0)) {
    throw notADuration(field, text);
  }
  if (!Number.isInteger(amount)) {
    throw new InputError(
      `'${field}' must be a whole number of ${unit}, not '${text}'`,
    );
  }
  return amount;
}

/** NaN for what is none: the message of the configuration's reader speaks of the configuration. */
function parseDuration(text: string): number {
  try {
    return durationToMilliseconds(
      readDurationFromConfig(new ConfigReader({ duration: text }), {
        key: 'duration',
      }),
    );
  } catch {
    return NaN;
  }
}

function notADuration(field: string, text: string): InputError {
  return new InputError(
    `'${field}' must be a duration such as '90 minutes', '24h' or 'PT1H30M', not '${text}'`,
  );
}
