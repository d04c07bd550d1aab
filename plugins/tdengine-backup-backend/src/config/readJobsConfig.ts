import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { assertKnownKeys } from './assertKnownKeys';
import { JobsConfig } from './EngineConfig';
import { readInteger } from './readInteger';
import { readMilliseconds } from './readMilliseconds';

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
  const leaseMs = readMilliseconds(config, PATH, 'leaseDuration', 30_000);
  const heartbeatMs = readMilliseconds(
    config,
    PATH,
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
    pollMs: readMilliseconds(config, PATH, 'pollInterval', 2_000),
    eventRetentionMs: readMilliseconds(
      config,
      PATH,
      'eventRetention',
      30 * 24 * 3_600_000,
    ),
  };
}
