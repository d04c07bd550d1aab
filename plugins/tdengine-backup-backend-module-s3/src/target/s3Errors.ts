import { ConflictError } from '@backstage/errors';
import {
  describeNetworkError,
  describeTargetFailure,
  isTransientNetworkError,
  noSpaceLeft,
  ObjectLockedError,
  quoteServer,
  TargetAction,
  UnusableAnswerError,
} from 'backstage-plugin-tdengine-backup-node';

/**
 * What is asked of the server, in words and as the right that it takes.
 *
 * @internal
 */
export interface S3Action {
  /** Such as `write 'key'`. */
  words: string;
  /** Such as `s3:PutObject`. */
  right: string;
}

/** @internal */
export const writing = (key: string): S3Action => ({
  words: `write '${key}'`,
  right: 's3:PutObject',
});

/** @internal */
export const looking = (key: string): S3Action => ({
  words: `look at '${key}'`,
  right: 's3:GetObject',
});

const FULL = new Set([
  'QuotaExceeded',
  'QuotaExceededException',
  'InsufficientStorage',
  'XMinioStorageFull',
  'StorageFull',
  'NoSpaceLeft',
  'UserQuotaExceeded',
]);

/**
 * The code that the server gave, such as `NoSuchKey`.
 *
 * @internal
 */
export function s3ErrorCode(error: unknown): string | undefined {
  const { Code, name } = (error ?? {}) as { Code?: unknown; name?: unknown };
  const code = Code ?? name;
  return typeof code === 'string' ? code : undefined;
}

/**
 * The HTTP status of an answer, or undefined where there was none.
 *
 * @internal
 */
export function s3Status(error: unknown): number | undefined {
  const { $metadata } = (error ?? {}) as {
    $metadata?: { httpStatusCode?: number };
  };
  return $metadata?.httpStatusCode;
}

/**
 * Whether the same request may succeed a second later.
 *
 * @internal
 */
export function isTransientS3Error(error: unknown): boolean {
  return (
    isTransientNetworkError(error) ||
    [408, 429, 500, 502, 503, 504].includes(s3Status(error) ?? 0) ||
    ['TimeoutError', 'SlowDown', 'InternalError'].includes(
      s3ErrorCode(error) ?? '',
    )
  );
}

/**
 * Says in words what an error of the server or of the SDK means for the person who set up the target.
 *
 * @remarks
 *
 * The SDK's error is not kept as the cause: it carries headers, the key's id and what was signed, and would be logged whole.
 *
 * @internal
 */
export function toS3TargetError(
  error: unknown,
  options: Omit<TargetAction, 'action'> & {
    action: S3Action;
    secrets: ReadonlyArray<string | undefined>;
  },
): Error {
  const { action, secrets } = options;
  const where = { ...options, action: action.words };
  const code = s3ErrorCode(error) ?? 'Error';
  const status = s3Status(error);
  const message = error instanceof Error ? error.message : String(error);
  // The SDK adds a hint for whoever debugs a program.
  const said = quoteServer(
    message.replace(/\s+Deserialization error: [^]*/, ''),
    secrets,
  );
  const failed = (why: string) => describeTargetFailure(where, why);

  if (FULL.has(code) || status === 507 || /no space left|quota/i.test(said)) {
    return noSpaceLeft(where, `: ${said}`);
  }
  if (code === 'ObjectLocked' || /object lock|WORM/i.test(said)) {
    return new ObjectLockedError(
      failed(`the server keeps the object locked (${said})`),
    );
  }
  if (code === 'ConditionalRequestConflict' || code === 'OperationAborted') {
    return new ConflictError(failed('somebody else writes it at this moment'));
  }
  return new Error(failed(reason(error, code, status, said, action)));
}

function reason(
  error: unknown,
  code: string,
  status: number | undefined,
  said: string,
  action: S3Action,
): string {
  if (error instanceof UnusableAnswerError) {
    return said;
  }
  switch (code) {
    case 'NoSuchBucket':
      return 'there is no such bucket; make it, or correct the name';
    case 'InvalidAccessKeyId':
    case 'UnrecognizedClientException':
      return 'the server does not know the access key';
    case 'SignatureDoesNotMatch':
      return 'the server refuses the signature; the secret access key is wrong, or something on the way changes requests';
    case 'ExpiredToken':
    case 'InvalidToken':
      return `the session token is not valid (any more): ${said}`;
    case 'RequestTimeTooSkewed':
    case 'RequestExpired':
      return 'the clock of this machine and that of the server differ by more than the server allows; set both by NTP';
    case 'AccessDenied':
    case 'AllAccessDisabled':
      return `the credentials do not have the right ${action.right} (${said})`;
    case 'PermanentRedirect':
    case 'TemporaryRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return `the bucket is in another region or at another endpoint; correct 'region' or 'endpoint' (${said})`;
    case 'NotImplemented':
      return `the server does not know something that was asked for; see 'conditionalWrites', 'checksums' and 'objectLock' (${said})`;
    case 'CredentialsProviderError':
      return "there are no credentials: give 'accessKeyId' and 'secretAccessKey', or run with a role that the AWS SDK finds";
    case 'TimeoutError':
      return 'the server does not answer in time';
    default:
  }
  // versitygw, MinIO and others have codes of their own.
  if (status && status < 500 && /access key/i.test(said)) {
    return 'the server does not know the access key';
  }
  if (status === 403) {
    return `the credentials do not have the right ${action.right}`;
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return `the server redirects elsewhere, which is not followed; correct 'endpoint' or 'region'`;
  }
  return (
    describeNetworkError(error) ??
    `the server answered ${status ?? 'nothing'}, ${code}: ${said}`
  );
}
