import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { StorageTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import { registeredTargetFactory } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { tdengineBackupModuleS3 } from './module';

jest.setTimeout(60_000);

describe('tdengineBackupModuleS3', () => {
  let factory: StorageTargetFactory;

  beforeAll(async () => {
    factory = await registeredTargetFactory(tdengineBackupModuleS3);
  });

  const create = (config: JsonObject, allowedHosts?: string[]) =>
    factory.create({
      name: 'cloud',
      config: new ConfigReader({ name: 'cloud', type: 's3', ...config }),
      allowedHosts,
    });

  it('makes targets of type s3', () => {
    expect(factory.type).toBe('s3');
    expect(
      create({
        bucket: 'backups',
        prefix: '/plant/',
        endpoint: 'https://minio.example:9000/',
        accessKeyId: 'canary-id',
        secretAccessKey: 'canary-secret',
        objectLock: { days: 30 },
        timeouts: { idle: '30s' },
      }),
    ).toMatchObject({
      name: 'cloud',
      type: 's3',
      location: 's3://backups/plant at minio.example:9000',
      capabilities: new Set(['range', 'resume', 'ifAbsent', 'lock']),
    });
    expect(create({ bucket: 'backups', region: 'eu-central-1' }).location).toBe(
      's3://backups at s3.eu-central-1.amazonaws.com',
    );
    expect(create({ bucket: 'backups', region: 'cn-north-1' }).location).toBe(
      's3://backups at s3.cn-north-1.amazonaws.com.cn',
    );
    expect(
      create({ bucket: 'backups', conditionalWrites: false }).capabilities,
    ).toEqual(new Set(['range', 'resume']));
  });

  it('goes to no host that is not allowed', () => {
    const bucket = 'backups';
    const endpoint = 'https://s3.plant.example';
    expect(create({ bucket, endpoint }, ['*.plant.example'])).toBeDefined();
    expect(() => create({ bucket, endpoint }, ['minio.example'])).toThrow(
      "Target 'cloud' is at 's3.plant.example', which 'tdengineBackup.storage.allowedHosts' does not hold",
    );
    expect(() => create({ bucket }, [])).toThrow('s3.us-east-1.amazonaws.com');
  });

  it.each([
    [{}, 'bucket'],
    [{ bucket: 'a/b' }, "'bucket'"],
    [{ bucket: 'backups', prefix: '../up' }, "'prefix'"],
    [{ bucket: 'backups', accessKeyId: 'x' }, 'secretAccessKey'],
    [{ bucket: 'backups', buckets: 'x' }, "'buckets', which is not known"],
    [{ bucket: 'backups', endpoint: 'minio' }, "'endpoint'"],
    [{ bucket: 'backups', endpoint: 'https://a:canary@b' }, "'endpoint'"],
    [{ bucket: 'backups', endpoint: 'https://b/path' }, "'endpoint'"],
    [{ bucket: 'backups', checksums: 'md5' }, "'checksums'"],
    [{ bucket: 'backups', partMebibytes: 1 }, "'partMebibytes'"],
    [{ bucket: 'backups', parallelParts: 0 }, "'parallelParts'"],
    [{ bucket: 'backups', attempts: 100 }, "'attempts'"],
    [{ bucket: 'backups', region: 'evil.example/' }, "'region'"],
    [{ bucket: 'backups', objectLock: { mode: 'x', days: 1 } }, 'objectLock'],
    [{ bucket: 'backups', objectLock: { days: 0 } }, 'objectLock.days'],
  ])('names what is wrong with %j', (config, message) => {
    expect(() => create(config as JsonObject)).toThrow(message);
    expect(() => create(config as JsonObject)).not.toThrow('canary');
  });
});
