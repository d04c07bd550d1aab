import { Config } from '@backstage/config';
import { assertKnownKeys } from './assertKnownKeys';
import { RecordsConfig } from './EngineConfig';
import { readMilliseconds } from './readMilliseconds';

const PATH = 'tdengineBackup.records';
/** A year, and a month to look back at it. */
const KEEP_DAYS = 400;

/**
 * Reads `tdengineBackup.records`.
 */
export function readRecordsConfig(config: Config | undefined): RecordsConfig {
  assertKnownKeys(config, PATH, ['keep']);
  return {
    keepMs: readMilliseconds(config, PATH, 'keep', KEEP_DAYS * 24 * 3_600_000),
  };
}
