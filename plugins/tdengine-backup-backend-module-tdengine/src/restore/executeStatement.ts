import { retryTransient, TDengineClient } from 'tdengine-client';

/**
 * Runs a statement that may be run twice, again while the server says that it is not ready: a database that was just
 * created elects its leaders first.
 *
 * @internal
 */
export async function executeStatement(
  client: TDengineClient,
  sql: string,
  options: { signal: AbortSignal },
): Promise<void> {
  await retryTransient(() => client.execute(sql, options), {
    signal: options.signal,
    attempts: 8,
  });
}
