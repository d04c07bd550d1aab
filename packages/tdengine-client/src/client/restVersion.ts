import { connect } from '@tdengine/rest';
import {
  connectionErrorOf,
  hideCredentials,
  type ConnectionSettings,
  type Endpoint,
} from '../connection';
import {
  TDengineConnectionError,
  TDengineError,
  TDengineProtocolError,
} from '../errors';
import { boundRequest } from './boundRequest';

/** @internal */
export const VERSION_SQL = 'select server_version()';

/** Texts by which the library tells HTTP errors, and whether trying again may help. */
const REFUSALS: ReadonlyMap<string, boolean> = new Map([
  ['Authentication failed.', false],
  ['interface not exists.', false],
  ['internal error.', false],
  ['insufficient system resource.', true],
  ['http request failed.', false],
]);

/**
 * Asks for the server's version over REST, which also proves address and credentials without a WebSocket.
 *
 * @remarks
 * `@tdengine/rest` has no limits of its own, see {@link boundRequest}. Its errors may repeat the URL with the token, so
 * their texts are not passed on.
 *
 * @throws TDengineError where the server refuses, TDengineConnectionError, or the signal's reason
 * @internal
 */
export async function fetchVersionOverRest(
  settings: Pick<
    ConnectionSettings,
    'endpoint' | 'user' | 'password' | 'token'
  >,
  signal: AbortSignal,
): Promise<string> {
  const { endpoint, user = '', password = '', token } = settings;
  signal.throwIfAborted();
  const cursor = connect({
    ...endpoint.rest,
    user,
    passwd: password,
    query:
      token === undefined ? undefined : { token: encodeURIComponent(token) },
  }).cursor();
  const result = await boundRequest(
    () =>
      cursor.query(VERSION_SQL).catch(error => {
        throw restErrorOf(endpoint, error);
      }),
    { address: endpoint.display, signal },
  );
  const code = result.getErrCode();
  if (code !== 0) {
    throw new TDengineError(
      `TDengine refused the connection test: ${hideCredentials(
        String(result.getErrStr()),
        settings,
      )}`,
      { code, sql: VERSION_SQL },
    );
  }
  return String(result.getData()?.[0]?.[0]);
}

function restErrorOf(
  endpoint: Endpoint,
  error: NodeJS.ErrnoException & { type?: string },
): TDengineError {
  if (error.type === 'invalid-json') {
    return new TDengineProtocolError(
      `What ${endpoint.display} sent is no answer of a taosAdapter`,
    );
  }
  const transient = REFUSALS.get(error.message);
  return transient === undefined
    ? connectionErrorOf(endpoint, error)
    : new TDengineConnectionError(
        `${endpoint.display} refused the connection test: ${error.message}`,
        { transient },
      );
}
