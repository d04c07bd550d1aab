import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { assertKnownKeys } from './assertKnownKeys';
import { RepairConfig } from './EngineConfig';
import { readBoolean } from './readBoolean';
import { readInteger } from './readInteger';
import { readMilliseconds } from './readMilliseconds';

const PATH = 'tdengineBackup.repair';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Reads `tdengineBackup.repair`.
 */
export function readRepairConfig(config: Config | undefined): RepairConfig {
  assertKnownKeys(config, PATH, [
    'enabled',
    'firstDelay',
    'longestDelay',
    'attempts',
  ]);
  const repair = {
    enabled: readBoolean(config, PATH, 'enabled', true),
    firstDelayMs: readMilliseconds(config, PATH, 'firstDelay', MINUTE_MS),
    longestDelayMs: readMilliseconds(config, PATH, 'longestDelay', 6 * HOUR_MS),
    attempts: readInteger(config, PATH, 'attempts', {
      default: 20,
      minimum: 1,
      maximum: 1_000,
    }),
  };
  if (repair.longestDelayMs < repair.firstDelayMs) {
    throw new InputError(
      `The configuration key '${PATH}.longestDelay' has to be at least as long as '${PATH}.firstDelay'`,
    );
  }
  return repair;
}
