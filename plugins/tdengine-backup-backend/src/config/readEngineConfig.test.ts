import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { localFolderTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { parseByteSize } from './parseByteSize';
import { readAlertsConfig } from './readAlertsConfig';
import { readEngineConfig } from './readEngineConfig';

function read(tdengineBackup?: JsonObject) {
  return readEngineConfig(
    new ConfigReader(tdengineBackup ? { tdengineBackup } : {}),
    [localFolderTargetFactory],
  );
}

const POLICY = {
  name: 'nightly',
  instance: 'plant',
  scope: { all: true },
  schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
  retention: { days: 7 },
};

describe('readEngineConfig', () => {
  it('has a default for everything', () => {
    const { targets, ...config } = read();
    expect(config).toEqual({
      dataDirectory: resolve('data'),
      temporaryDirectory: resolve('data/temp'),
      defaultTarget: 'default',
      uploads: { maximumBytes: 50 * 2 ** 30 },
      sizeLimitBytes: 10 * 2 ** 30,
      parallelRuns: 2,
      parallelism: 3,
      compression: { algorithm: 'zstd', level: 6 },
      packaging: 'zip',
      format: undefined,
      batchSize: 16_384,
      verifyAfterBackup: true,
      alerts: readAlertsConfig(undefined),
      verification: { enabled: true, everyMs: 30 * 24 * 3_600_000 },
      repair: {
        enabled: true,
        firstDelayMs: 60_000,
        longestDelayMs: 6 * 3_600_000,
        attempts: 20,
      },
      automaticBackups: true,
      retention: { minimumBackups: 1 },
      records: { keepMs: 400 * 24 * 3_600_000 },
      notifications: { recipients: [], addresses: [], language: 'en' },
      policies: [],
      jobs: {
        leaseMs: 30_000,
        heartbeatMs: 8_000,
        maxAttempts: 3,
        pollMs: 2_000,
        eventRetentionMs: 30 * 24 * 3_600_000,
      },
    });
    expect([...targets.values()]).toEqual([
      expect.objectContaining({
        name: 'default',
        type: 'local',
        location: resolve('data'),
      }),
    ]);
  });

  it('reads what is set', () => {
    const config = read({
      storage: {
        path: 'somewhere',
        default: 'nas',
        targets: [
          { name: 'disk', type: 'local', path: 'disk' },
          { name: 'nas', type: 'local', path: 'nas' },
        ],
      },
      temporaryPath: 'fast',
      sizeLimit: '1.5 TiB',
      parallelRuns: 4,
      compression: { algorithm: 'gzip', level: 0 },
      packaging: 'tar.gz',
      format: 'csv',
      verifyAfterBackup: false,
      verification: { enabled: false, every: { weeks: 2 } },
      jobs: {
        leaseDuration: { minutes: 1 },
        heartbeat: { seconds: 5 },
        eventRetention: '7d',
      },
      // A module's.
      instances: [],
    });
    expect(config).toMatchObject({
      dataDirectory: resolve('somewhere'),
      temporaryDirectory: resolve('fast'),
      defaultTarget: 'nas',
      sizeLimitBytes: 1.5 * 2 ** 40,
      parallelRuns: 4,
      compression: { algorithm: 'gzip', level: 0 },
      packaging: 'tar.gz',
      format: 'csv',
      verifyAfterBackup: false,
      jobs: {
        leaseMs: 60_000,
        heartbeatMs: 5_000,
        eventRetentionMs: 7 * 24 * 3_600_000,
      },
      verification: { enabled: false, everyMs: 14 * 24 * 3_600_000 },
    });
  });

  it('tells targets which hosts are allowed', () => {
    const create = jest.fn(localFolderTargetFactory.create);
    const config = new ConfigReader({
      tdengineBackup: {
        storage: {
          allowedHosts: ['*.storage.example'],
          targets: [{ name: 'a', type: 'local', path: 'x' }],
        },
      },
    });
    readEngineConfig(config, [{ type: 'local', create }]);
    expect(create).toHaveBeenCalledWith(
      expect.objectContaining({ allowedHosts: ['*.storage.example'] }),
    );
  });

  it.each<[string, JsonObject]>([
    ['tdengineBackup.storage.paht', { storage: { paht: 'x' } }],
    ['tdengineBackup.storage.default', { storage: { default: 'x' } }],
    [
      'tdengineBackup.storage.targets[0].type',
      { storage: { targets: [{ name: 'a', type: 's3' }] } },
    ],
    [
      'tdengineBackup.storage.targets[0].name',
      { storage: { targets: [{ name: '../a', type: 'local', path: 'x' }] } },
    ],
    [
      'tdengineBackup.storage.targets[1].name',
      {
        storage: {
          targets: [
            { name: 'a', type: 'local', path: 'x' },
            { name: 'a', type: 'local', path: 'y' },
          ],
        },
      },
    ],
    ['tdengineBackup.sizeLimit', { sizeLimit: 'much' }],
    ['tdengineBackup.sizeLimit', { sizeLimit: 0 }],
    ['tdengineBackup.parallelRuns', { parallelRuns: 0 }],
    ['tdengineBackup.parallelism', { parallelism: 1.5 }],
    ['tdengineBackup.compression.level', { compression: { level: 10 } }],
    [
      'tdengineBackup.compression.algorithm',
      { compression: { algorithm: 'lz4' } },
    ],
    ['tdengineBackup.compression.levl', { compression: { levl: 1 } }],
    ['tdengineBackup.packaging', { packaging: 'rar' }],
    ['tdengineBackup.batchSize', { batchSize: 100_000 }],
    ['tdengineBackup.verifyAfterBackup', { verifyAfterBackup: 'perhaps' }],
    [
      'tdengineBackup.verification.enabled',
      { verification: { enabled: 'often' } },
    ],
    ['tdengineBackup.verification.every', { verification: { every: 'often' } }],
    ['tdengineBackup.verification.evry', { verification: { evry: 'P1D' } }],
    ['tdengineBackup.automaticBackups', { automaticBackups: 'perhaps' }],
    [
      'tdengineBackup.retention.minimumBackups',
      { retention: { minimumBackups: 0 } },
    ],
    ["tdengineBackup.policies[0]' must have", { policies: [{ name: 'a' }] }],
    [
      "tdengineBackup.policies[0].schedule' must NOT have additional properties: 'crn'",
      { policies: [{ ...POLICY, schedule: { ...POLICY.schedule, crn: 1 } }] },
    ],
    ['tdengineBackup.policies[1].name', { policies: [POLICY, POLICY] }],
    ['tdengineBackup.jobs.lease', { jobs: { lease: 1 } }],
    [
      'tdengineBackup.jobs.heartbeat',
      { jobs: { leaseDuration: { seconds: 9 }, heartbeat: { seconds: 5 } } },
    ],
    ['tdengineBackup.jobs.pollInterval', { jobs: { pollInterval: {} } }],
    ['tdengineBackup.jobs.maxAttempts', { jobs: { maxAttempts: 0 } }],
  ])('names %s when it is wrong: %j', (key, config) => {
    expect(() => read(config)).toThrow(key);
  });
});

describe('parseByteSize', () => {
  it.each([
    ['1', 1],
    [1024, 1024],
    ['500 MB', 500_000_000],
    ['10GiB', 10 * 2 ** 30],
    [' 2 kib ', 2048],
  ])('reads %j', (text, bytes) => {
    expect(parseByteSize(text, 'key')).toBe(bytes);
  });
});
