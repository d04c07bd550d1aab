import { Config } from '@backstage/config';
import { AlertsConfig } from './AlertsConfig';
import { assertKnownKeys } from './assertKnownKeys';
import { readBoolean } from './readBoolean';
import { readInteger } from './readInteger';
import { readMilliseconds } from './readMilliseconds';
import { readNumber } from './readNumber';

const PATH = 'tdengineBackup.alerts';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** As many as are looked at every minute for each policy. */
const MOST_RUNS = 100;

/**
 * Reads `tdengineBackup.alerts`.
 */
export function readAlertsConfig(config: Config | undefined): AlertsConfig {
  assertKnownKeys(config, PATH, [
    'enabled',
    'successRate',
    'duration',
    'storage',
  ]);
  return {
    enabled: readBoolean(config, PATH, 'enabled', true),
    successRate: readSuccessRate(config?.getOptionalConfig('successRate')),
    duration: readDuration(config?.getOptionalConfig('duration')),
    storage: readStorage(config?.getOptionalConfig('storage')),
  };
}

function readSuccessRate(
  config: Config | undefined,
): AlertsConfig['successRate'] {
  const path = `${PATH}.successRate`;
  assertKnownKeys(config, path, ['runs', 'below', 'atLeast']);
  const runs = readInteger(config, path, 'runs', {
    default: 20,
    minimum: 1,
    maximum: MOST_RUNS,
  });
  return {
    runs,
    below: readNumber(config, path, 'below', {
      default: 0.9,
      minimum: 0,
      maximum: 1,
    }),
    atLeast: readInteger(config, path, 'atLeast', {
      default: Math.min(5, runs),
      minimum: 1,
      maximum: runs,
    }),
  };
}

function readDuration(config: Config | undefined): AlertsConfig['duration'] {
  const path = `${PATH}.duration`;
  assertKnownKeys(config, path, ['runs', 'factor', 'tolerance']);
  return {
    runs: readInteger(config, path, 'runs', {
      default: 20,
      minimum: 3,
      maximum: MOST_RUNS,
    }),
    factor: readNumber(config, path, 'factor', {
      default: 4,
      minimum: 1,
      maximum: 1000,
    }),
    toleranceMs: readMilliseconds(config, path, 'tolerance', 5 * MINUTE_MS),
  };
}

function readStorage(config: Config | undefined): AlertsConfig['storage'] {
  const path = `${PATH}.storage`;
  assertKnownKeys(config, path, ['usedAbove', 'fullWithin']);
  return {
    usedAbove: readNumber(config, path, 'usedAbove', {
      default: 0.8,
      minimum: 0.01,
      maximum: 1,
    }),
    fullWithinMs: readMilliseconds(config, path, 'fullWithin', 14 * DAY_MS),
  };
}
