import { Config } from '@backstage/config';
import { assertKnownKeys } from './assertKnownKeys';
import { VerificationConfig } from './EngineConfig';
import { readBoolean } from './readBoolean';
import { readMilliseconds } from './readMilliseconds';

const PATH = 'tdengineBackup.verification';
const DAY_MS = 24 * 3_600_000;

/**
 * Reads `tdengineBackup.verification`.
 */
export function readVerificationConfig(
  config: Config | undefined,
): VerificationConfig {
  assertKnownKeys(config, PATH, ['enabled', 'every']);
  return {
    enabled: readBoolean(config, PATH, 'enabled', true),
    everyMs: readMilliseconds(config, PATH, 'every', 30 * DAY_MS),
  };
}
