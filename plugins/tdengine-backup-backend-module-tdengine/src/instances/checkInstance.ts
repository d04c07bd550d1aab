import { SourceInstanceStatus } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';

/**
 * Asks a server for its version, and says in words where that fails.
 *
 * @internal
 */
export async function checkInstance(
  client: TDengineClient,
  options: { signal: AbortSignal },
): Promise<SourceInstanceStatus> {
  const start = performance.now();
  try {
    const { version, edition } = await client.assertSupported(options);
    return {
      reachable: true,
      version,
      ...(edition !== undefined && { edition }),
      latencyMs: Math.round(performance.now() - start),
    };
  } catch (error) {
    options.signal.throwIfAborted();
    return { reachable: false, error: (error as Error).message };
  }
}
