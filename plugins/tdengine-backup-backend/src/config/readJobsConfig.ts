import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { assertKnownKeys } from './assertKnownKeys';
import { JobsConfig } from './EngineConfig';
import { readInteger } from './readInteger';

const PATH = 'tdengineBackup.jobs';

/**
 * Reads `tdengineBackup.jobs`.
 */
export function readJobsConfig(config: Config | undefined): JobsConfig {
  assertKnownKeys(config, PATH, [
    'leaseDuration',
    'heartbeat',
    'maxAttempts',
    'pollInterval',
    'eventRetention',
  ]);
  const leaseMs = readMilliseconds(config, 'leaseDuration', 30_000);
  const heartbeatMs = readMilliseconds(
    config,
    'heartbeat',
    Math.min(8_000, Math.floor(leaseMs / 3)),
  );
  if (heartbeatMs * 3 > leaseMs) {
    throw new InputError(
      `The configuration key '${PATH}.heartbeat' has to be at most a third of 'leaseDuration', or a slow answer would lose the lease`,
    );
  }
  return {
    leaseMs,
    heartbeatMs,
    maxAttempts: readInteger(config, PATH, 'maxAttempts', {
      default: 3,
      minimum: 1,
      maximum: 100,
    }),
    pollMs: readMilliseconds(config, 'pollInterval', 2_000),
    eventRetentionMs: readMilliseconds(
      config,
      'eventRetention',
      30 * 24 * 3_600_000,
    ),
  };
}

function readMilliseconds(
  config: Config | undefined,
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
      `The configuration key '${PATH}.${key}' has to be a duration such as { seconds: 30 }`,
      error,
    );
  }
  if (!(milliseconds > 0)) {
    throw new InputError(
      `The configuration key '${PATH}.${key}' has to be longer than nothing`,
    );
  }
  return milliseconds;
}
