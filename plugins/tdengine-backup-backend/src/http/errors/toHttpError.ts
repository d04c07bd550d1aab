import { isError } from '@backstage/errors';
import { redactSecrets } from 'backstage-plugin-tdengine-backup-node';

/**
 * What a caller is told of an error.
 */
export interface HttpError {
  statusCode: number;
  name: string;
  message: string;
  /** When it may go. */
  retryAfterSeconds?: number;
}

const STATUS_CODES = new Map<string, number>([
  ['InputError', 400],
  ['AuthenticationError', 401],
  ['NotAllowedError', 403],
  ['NotFoundError', 404],
  ['ConflictError', 409],
  ['DamagedBackupError', 409],
  ['EncryptionKeyError', 409],
  ['UnsupportedBackupFormatError', 409],
  ['NotImplementedError', 501],
  ['ServiceUnavailableError', 503],
  ['TDengineError', 503],
  ['TDengineConnectionError', 503],
  ['TDengineTimeoutError', 503],
  ['TDengineUnsupportedVersionError', 503],
  ['StorageFullError', 507],
]);

/** TDengine's parser refuses a statement with these: then it is the statement that is wrong, not the server. */
const FIRST_PARSER_ERROR = 0x2600;
const LAST_PARSER_ERROR = 0x27ff;

/** Errors wrap others; deeper than this nothing is looked for. */
const DEEPEST_CAUSE = 5;

/**
 * The answer for errors that a caller can do something about, with what a server said where it is the server's; undefined
 * for all others, of which a caller gets to know nothing.
 */
export function toHttpError(error: unknown): HttpError | undefined {
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && isError(current); depth++) {
    const statusCode = STATUS_CODES.get(current.name);
    if (statusCode !== undefined && !isOurStatement(current)) {
      return {
        statusCode,
        name: statusCode === 503 ? 'ServiceUnavailableError' : current.name,
        message: redactSecrets(current.message),
        ...(typeof current.retryAfterSeconds === 'number' && {
          retryAfterSeconds: current.retryAfterSeconds,
        }),
      };
    }
    current = current.cause;
  }
  return undefined;
}

function isOurStatement(error: { name: string; code?: unknown }): boolean {
  return (
    error.name === 'TDengineError' &&
    typeof error.code === 'number' &&
    error.code >= FIRST_PARSER_ERROR &&
    error.code <= LAST_PARSER_ERROR
  );
}
