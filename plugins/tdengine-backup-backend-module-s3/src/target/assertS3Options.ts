import {
  assertTargetNumbers,
  describeUnsafePath,
  parseTargetUrl,
  refuseTargetOption,
} from 'backstage-plugin-tdengine-backup-node';
import { S3TargetOptions } from './S3TargetOptions';

/**
 * Makes sure that a target can be made of these options, and returns the address to connect to. Throws an InputError.
 *
 * @internal
 */
export function assertS3Options(options: S3TargetOptions): URL {
  const { name, bucket, prefix } = options;
  if (!/^[\w.-]{3,255}$/.test(bucket)) {
    refuseTargetOption(name, 'bucket', 'has to be the name of a bucket');
  }
  if (prefix !== undefined && describeUnsafePath(prefix)) {
    refuseTargetOption(
      name,
      'prefix',
      `is refused: ${describeUnsafePath(prefix)}`,
    );
  }
  assertTargetNumbers(options, {
    partMebibytes: [5, 1024],
    parallelParts: [1, 16],
    attempts: [1, 20],
  });
  if (options.objectLock && !(options.objectLock.days >= 1)) {
    refuseTargetOption(name, 'objectLock.days', 'has to be 1 or more');
  }
  return endpointOf(options);
}

function endpointOf(options: S3TargetOptions): URL {
  const { name, endpoint } = options;
  if (endpoint === undefined) {
    const region = options.region ?? 'us-east-1';
    if (!/^[a-z0-9-]{1,63}$/.test(region)) {
      refuseTargetOption(
        name,
        'region',
        'has to be the name of a region, such as eu-central-1',
      );
    }
    return new URL(
      `https://s3.${region}.amazonaws.com${
        region.startsWith('cn-') ? '.cn' : ''
      }`,
    );
  }
  const url = parseTargetUrl(endpoint);
  if (!url || url.pathname !== '/') {
    return refuseTargetOption(
      name,
      'endpoint',
      "has to be 'https://host[:port]' without a path, user and password",
    );
  }
  return url;
}
