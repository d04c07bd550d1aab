import { Config } from '@backstage/config';
import { assertKnownKeys } from './assertKnownKeys';
import { RetentionConfig } from './EngineConfig';
import { readInteger } from './readInteger';

const PATH = 'tdengineBackup.retention';

/**
 * Reads `tdengineBackup.retention`.
 */
export function readRetentionConfig(
  config: Config | undefined,
): RetentionConfig {
  assertKnownKeys(config, PATH, ['minimumBackups']);
  return {
    minimumBackups: readInteger(config, PATH, 'minimumBackups', {
      default: 1,
      minimum: 1,
      maximum: 1000,
    }),
  };
}
