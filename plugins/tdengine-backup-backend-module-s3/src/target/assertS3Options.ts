import { InputError } from '@backstage/errors';
import {
  assertTargetNumber,
  describeUnsafePath,
} from 'backstage-plugin-tdengine-backup-node';
import { S3TargetOptions } from './S3TargetOptions';

/**
 * Makes sure that a target can be made of these options, and returns the address to connect to. Throws an InputError.
 *
 * @internal
 */
export function assertS3Options(options: S3TargetOptions): URL {
  const { name, bucket, prefix, endpoint } = options;
  const refuse = (key: string, reason: string): never => {
    throw new InputError(`Target '${name}': '${key}' ${reason}`);
  };
  if (!/^[\w.-]{3,255}$/.test(bucket)) {
    refuse('bucket', 'has to be the name of a bucket');
  }
  if (prefix !== undefined && describeUnsafePath(prefix)) {
    refuse('prefix', `is refused: ${describeUnsafePath(prefix)}`);
  }
  const assertNumber = (
    key: 'partMebibytes' | 'parallelParts' | 'attempts',
    least: number,
    most: number,
  ) => assertTargetNumber(name, key, options[key], { least, most });
  assertNumber('partMebibytes', 5, 1024);
  assertNumber('parallelParts', 1, 16);
  assertNumber('attempts', 1, 20);
  if (options.objectLock && !(options.objectLock.days >= 1)) {
    refuse('objectLock.days', 'has to be 1 or more');
  }
  return endpointOf(options, endpoint, refuse);
}

function endpointOf(
  options: S3TargetOptions,
  endpoint: string | undefined,
  refuse: (key: string, reason: string) => never,
): URL {
  if (endpoint === undefined) {
    const region = options.region ?? 'us-east-1';
    if (!/^[a-z0-9-]{1,63}$/.test(region)) {
      refuse('region', 'has to be the name of a region, such as eu-central-1');
    }
    return new URL(
      `https://s3.${region}.amazonaws.com${
        region.startsWith('cn-') ? '.cn' : ''
      }`,
    );
  }
  // What is wrong with it is not repeated: a key may be in it.
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username ||
    url.password ||
    url.pathname !== '/' ||
    url.search ||
    url.hash
  ) {
    return refuse(
      'endpoint',
      "has to be 'https://host[:port]' without a path, user and password",
    );
  }
  return url;
}
