import { WebSocket } from 'ws';
import { TDengineConnectionError, TDengineTimeoutError } from '../errors';
import type { ConnectionSettings } from './ConnectionSettings';
import type { Endpoint } from './Endpoint';
import { onAbort } from './onAbort';

/**
 * Largest message accepted. The largest block has 4,096 rows of 64 KB, with its offsets some 300 MiB; a connection that
 * waits holds one message at a time.
 */
const LARGEST_MESSAGE = 384 * 1024 ** 2;

/** HTTP answers to a handshake that a moment later may be different. */
const TRANSIENT_STATUS: ReadonlySet<number> = new Set([
  408, 429, 502, 503, 504,
]);

/** Failures to connect that trying again can heal. */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);

const HINTS: ReadonlyArray<[code: RegExp, hint: string]> = [
  [/^ECONNREFUSED$/, '; is taosAdapter running on that port?'],
  [/^ENOTFOUND$/, '; is the name of the host right?'],
  [/CERT/, '; is its authority among those of tls.ca?'],
];

/**
 * Opens a WebSocket to taosAdapter.
 *
 * @throws TDengineConnectionError, TDengineTimeoutError, or the signal's reason
 * @internal
 */
export function openSocket(
  settings: ConnectionSettings,
  signal: AbortSignal | undefined,
): Promise<WebSocket> {
  signal?.throwIfAborted();
  const { endpoint, token, tls, connectTimeoutMs } = settings;
  const socket = new WebSocket(endpoint.webSocketUrl(token), {
    ca: tls?.ca,
    rejectUnauthorized: tls?.rejectUnauthorized,
    // Blocks are compressed by whoever stores them; here it would cost more time than the network saves.
    perMessageDeflate: false,
    // Masks protect proxies from scripts that a browser was made to run, which do not run here, and cost a pass over
    // every byte that is written: a mask of zeros leaves the bytes as they are.
    generateMask: mask => mask.fill(0),
    maxPayload: LARGEST_MESSAGE,
  });
  return new Promise((resolve, reject) => {
    const endings: Array<() => void> = [];
    const end = () => {
      endings.forEach(ending => ending());
      socket.removeAllListeners();
      // `terminate` reports an error for a socket that is still connecting.
      socket.on('error', () => {});
    };
    const fail = (error: unknown) => {
      end();
      socket.terminate();
      reject(error);
    };
    const timer = setTimeout(
      () =>
        fail(
          new TDengineTimeoutError(
            `${endpoint.display} did not accept a connection in ${connectTimeoutMs} ms`,
          ),
        ),
      connectTimeoutMs,
    );
    endings.push(() => clearTimeout(timer), onAbort(signal, fail));
    socket.once('open', () => {
      end();
      resolve(socket);
    });
    socket.once('unexpected-response', (_request, { statusCode = 0 }) =>
      fail(
        new TDengineConnectionError(
          `${endpoint.display} answered with HTTP status ${statusCode} instead of a WebSocket; is it a taosAdapter?`,
          { transient: TRANSIENT_STATUS.has(statusCode) },
        ),
      ),
    );
    socket.once('error', (error: NodeJS.ErrnoException) =>
      fail(connectionErrorOf(endpoint, error)),
    );
  });
}

/**
 * The error of a failed connection. The original is not kept as the cause: its text may hold the URL with the token.
 *
 * @internal
 */
export function connectionErrorOf(
  endpoint: Endpoint,
  error: NodeJS.ErrnoException,
): TDengineConnectionError {
  const code = codeOf(error) ?? 'no further reason';
  const hint = HINTS.find(([pattern]) => pattern.test(code))?.[1] ?? '';
  return new TDengineConnectionError(
    `Cannot connect to ${endpoint.display}: ${code}${hint}`,
    { transient: TRANSIENT_CODES.has(code) },
  );
}

/** An error for several addresses of one name holds the codes in its parts. */
function codeOf(error: NodeJS.ErrnoException): string | undefined {
  if (error.code === undefined && error instanceof AggregateError) {
    return error.errors.map(codeOf).find(code => code !== undefined);
  }
  return error.code;
}
