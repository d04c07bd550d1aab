/** SQL in an error is cut to this many characters; a batch insert is a megabyte. */
const LONGEST_SQL = 500;

/**
 * Base of every error this package throws, and itself the answer of a server that refused a request: then `code` holds
 * TDengine's error code.
 *
 * @public
 */
export class TDengineError extends Error {
  /** TDengine's error code (without the 0x80000000 flag), `undefined` where no server answered. */
  readonly code?: number;
  /** The statement, cut to 500 characters, passwords in it replaced by `***`. */
  readonly sql?: string;

  constructor(
    message: string,
    options?: { code?: number; sql?: string; cause?: unknown },
  ) {
    super(
      hidePasswords(message),
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = new.target.name;
    this.code = options?.code;
    this.sql = shortenSql(options?.sql);
  }
}

/**
 * The server could not be reached, refused the connection (TLS, handshake, credentials excepted) or dropped it.
 *
 * @public
 */
export class TDengineConnectionError extends TDengineError {
  /** Whether trying again may help: not for a certificate that is refused or an address without a taosAdapter. */
  readonly transient: boolean;

  constructor(
    message: string,
    options?: { transient?: boolean; sql?: string; cause?: unknown },
  ) {
    super(message, options);
    this.transient = options?.transient ?? true;
  }
}

/**
 * The server did not answer in time; the message names the request and the limit.
 *
 * @public
 */
export class TDengineTimeoutError extends TDengineError {}

/**
 * Bytes that are not what TDengine's protocol or block format promises: damaged data, or a server that speaks differently.
 *
 * @public
 */
export class TDengineProtocolError extends TDengineError {}

/**
 * The server is older than this package can work with.
 *
 * @public
 */
export class TDengineUnsupportedVersionError extends TDengineError {}

function shortenSql(sql: string | undefined): string | undefined {
  if (sql === undefined || sql.length <= LONGEST_SQL) {
    return sql && hidePasswords(sql);
  }
  return `${hidePasswords(sql.slice(0, LONGEST_SQL))}… (${
    sql.length
  } characters)`;
}

/** `CREATE USER` and `ALTER USER` hold a password as text; an error may repeat only the start of one. */
const PASSWORD =
  /(\bpass(?:word)?\s+)(?:'(?:[^'\\]|\\.|'')*(?:'|$)|"(?:[^"\\]|\\.|"")*(?:"|$))/gi;

function hidePasswords(text: string): string {
  return text.replace(PASSWORD, "$1'***'");
}
