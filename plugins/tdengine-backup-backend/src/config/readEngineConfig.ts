import { join, resolve } from 'node:path';
import { Config } from '@backstage/config';
import {
  readStorageTargets,
  StorageTargetFactory,
} from 'backstage-plugin-tdengine-backup-node';
import { assertKnownKeys } from './assertKnownKeys';
import { EngineConfig } from './EngineConfig';
import { parseByteSize } from './parseByteSize';
import { readAlertsConfig } from './readAlertsConfig';
import { readBoolean } from './readBoolean';
import { readInteger } from './readInteger';
import { readJobsConfig } from './readJobsConfig';
import { readNotificationsConfig } from './readNotificationsConfig';
import { readOneOf } from './readOneOf';
import { readPoliciesConfig } from './readPoliciesConfig';
import { readRecordsConfig } from './readRecordsConfig';
import { readRepairConfig } from './readRepairConfig';
import { readRetentionConfig } from './readRetentionConfig';
import { readVerificationConfig } from './readVerificationConfig';

const PATH = 'tdengineBackup';

/**
 * Reads the part of `tdengineBackup` that is the core's. What it does not know at the top may be a module's.
 */
export function readEngineConfig(
  rootConfig: Config,
  factories: readonly StorageTargetFactory[],
): EngineConfig {
  const config = rootConfig.getOptionalConfig(PATH);
  const storage = config?.getOptionalConfig('storage');
  assertKnownKeys(storage, `${PATH}.storage`, [
    'path',
    'default',
    'targets',
    'allowedHosts',
  ]);
  const compression = config?.getOptionalConfig('compression');
  assertKnownKeys(compression, `${PATH}.compression`, ['algorithm', 'level']);

  const uploads = config?.getOptionalConfig('uploads');
  assertKnownKeys(uploads, `${PATH}.uploads`, ['maximumSize']);

  const dataDirectory = resolve(storage?.getOptionalString('path') ?? 'data');
  return {
    dataDirectory,
    temporaryDirectory: resolve(
      config?.getOptionalString('temporaryPath') ?? join(dataDirectory, 'temp'),
    ),
    ...readStorageTargets(storage, factories, dataDirectory),
    sizeLimitBytes: parseByteSize(
      config?.getOptional('sizeLimit') ?? '10 GiB',
      `${PATH}.sizeLimit`,
    ),
    parallelRuns: readInteger(config, PATH, 'parallelRuns', {
      default: 2,
      minimum: 1,
      maximum: 64,
    }),
    parallelism: readInteger(config, PATH, 'parallelism', {
      default: 3,
      minimum: 1,
      maximum: 16,
    }),
    compression: {
      algorithm:
        readOneOf(compression, `${PATH}.compression`, 'algorithm', [
          'none',
          'gzip',
          'zstd',
        ]) ?? 'zstd',
      level: readInteger(compression, `${PATH}.compression`, 'level', {
        default: 6,
        minimum: 0,
        maximum: 9,
      }),
    },
    packaging:
      readOneOf(config, PATH, 'packaging', ['folder', 'zip', 'tar.gz']) ??
      'zip',
    // Which there are is known to the sources, see assertKnownFormat.
    format: config?.getOptionalString('format'),
    batchSize: readInteger(config, PATH, 'batchSize', {
      default: 16_384,
      minimum: 1,
      maximum: 16_384,
    }),
    verifyAfterBackup: readBoolean(config, PATH, 'verifyAfterBackup', true),
    verification: readVerificationConfig(
      config?.getOptionalConfig('verification'),
    ),
    uploads: {
      maximumBytes: parseByteSize(
        uploads?.getOptional('maximumSize') ?? '50 GiB',
        `${PATH}.uploads.maximumSize`,
      ),
    },
    repair: readRepairConfig(config?.getOptionalConfig('repair')),
    automaticBackups: readBoolean(config, PATH, 'automaticBackups', true),
    retention: readRetentionConfig(config?.getOptionalConfig('retention')),
    records: readRecordsConfig(config?.getOptionalConfig('records')),
    policies: readPoliciesConfig(config),
    alerts: readAlertsConfig(config?.getOptionalConfig('alerts')),
    notifications: readNotificationsConfig(
      config?.getOptionalConfig('notifications'),
    ),
    baseUrl: rootConfig.getOptionalString('app.baseUrl'),
    jobs: readJobsConfig(config?.getOptionalConfig('jobs')),
  };
}
