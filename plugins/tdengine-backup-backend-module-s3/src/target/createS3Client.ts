import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { retryDelayMs } from 'backstage-plugin-tdengine-backup-node';
import { limitAnswers } from './limitAnswers';
import { S3TargetOptions } from './S3TargetOptions';

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;
const ATTEMPTS = 6;
const MAXIMUM_SOCKETS = 64;

/**
 * The client of a target. It follows no redirects, and takes its endpoint from nowhere else.
 *
 * @internal
 */
export function createS3Client(
  options: S3TargetOptions,
  endpoint: URL,
): S3Client {
  const agent = { keepAlive: true, maxSockets: MAXIMUM_SOCKETS };
  const idleTimeoutMs = options.idleTimeoutMs ?? IDLE_TIMEOUT_MS;
  const client = new S3Client({
    endpoint: endpoint.origin,
    region: options.region ?? 'us-east-1',
    forcePathStyle: options.pathStyle ?? options.endpoint !== undefined,
    followRegionRedirects: false,
    ...(options.credentials && { credentials: options.credentials }),
    // With the SDK's own pauses all tries are over in half a second, in which no server starts again.
    retryStrategy: new ConfiguredRetryStrategy(
      attemptsOf(options),
      retryDelayMs,
    ),
    requestChecksumCalculation:
      options.checksums === 'whenRequired' ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED',
    // What is read is compared with the SHA-256 of the backup, in ranges too.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: new NodeHttpHandler({
      connectionTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      socketTimeout: idleTimeoutMs,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent({
        ...agent,
        ca: options.tls?.ca,
        rejectUnauthorized: options.tls?.rejectUnauthorized ?? true,
      }),
    }),
  });
  client.middlewareStack.use(limitAnswers);
  return client;
}

/**
 * How long a connection of a target may be silent.
 *
 * @internal
 */
export function idleTimeoutOf(options: S3TargetOptions): number {
  return options.idleTimeoutMs ?? IDLE_TIMEOUT_MS;
}

/**
 * How often a request is tried.
 *
 * @internal
 */
export function attemptsOf(options: S3TargetOptions): number {
  return options.attempts ?? ATTEMPTS;
}
