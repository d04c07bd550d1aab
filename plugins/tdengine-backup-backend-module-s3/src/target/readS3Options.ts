import { Config } from '@backstage/config';
import {
  assertKnownTargetKeys,
  readTargetChoice,
  readTargetMilliseconds,
} from 'backstage-plugin-tdengine-backup-node';
import { S3TargetOptions } from './S3TargetOptions';

const KEYS = [
  'bucket',
  'prefix',
  'endpoint',
  'region',
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'pathStyle',
  'tls',
  'checksums',
  'conditionalWrites',
  'partMebibytes',
  'parallelParts',
  'objectLock',
  'storageClass',
  'serverSideEncryption',
  'kmsKeyId',
  'attempts',
  'timeouts',
];

/**
 * Reads a target of type `s3`. Throws an InputError that names the wrong key.
 *
 * @internal
 */
export function readS3Options(name: string, config: Config): S3TargetOptions {
  assertKnownTargetKeys(name, config, KEYS);
  return {
    name,
    bucket: config.getString('bucket'),
    prefix:
      config.getOptionalString('prefix')?.replace(/^\/+|\/+$/g, '') ||
      undefined,
    endpoint: config.getOptionalString('endpoint')?.replace(/\/$/, ''),
    region: config.getOptionalString('region'),
    credentials: config.has('accessKeyId')
      ? {
          accessKeyId: config.getString('accessKeyId'),
          secretAccessKey: config.getString('secretAccessKey'),
          sessionToken: config.getOptionalString('sessionToken'),
        }
      : undefined,
    pathStyle: config.getOptionalBoolean('pathStyle'),
    tls: {
      ca: config.getOptionalString('tls.ca'),
      rejectUnauthorized: config.getOptionalBoolean('tls.rejectUnauthorized'),
    },
    checksums: readTargetChoice(name, config, 'checksums', [
      'whenSupported',
      'whenRequired',
    ]),
    conditionalWrites: config.getOptionalBoolean('conditionalWrites'),
    partMebibytes: config.getOptionalNumber('partMebibytes'),
    parallelParts: config.getOptionalNumber('parallelParts'),
    objectLock: config.has('objectLock')
      ? {
          mode:
            readTargetChoice(name, config, 'objectLock.mode', [
              'governance',
              'compliance',
            ]) ?? 'governance',
          days: config.getNumber('objectLock.days'),
        }
      : undefined,
    storageClass: config.getOptionalString('storageClass'),
    serverSideEncryption: readTargetChoice(
      name,
      config,
      'serverSideEncryption',
      ['AES256', 'aws:kms'],
    ),
    kmsKeyId: config.getOptionalString('kmsKeyId'),
    attempts: config.getOptionalNumber('attempts'),
    connectTimeoutMs: readTargetMilliseconds(config, 'timeouts.connect'),
    idleTimeoutMs: readTargetMilliseconds(config, 'timeouts.idle'),
  };
}
