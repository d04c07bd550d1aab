import { Response } from 'express';
import { once } from 'node:events';
import {
  isFinalJobState,
  JobEvent,
} from 'backstage-plugin-tdengine-backup-common';

/** Proxies close connections that are silent for longer; half a minute is the shortest that is common. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Sends events as they come, until the job has ended or the caller has gone. Format: HTML Living Standard, section
 * "Server-sent events".
 */
export async function sendServerSentEvents(
  res: Response,
  events: AsyncIterable<JobEvent>,
  options: { signal: AbortSignal; isWanted?: (event: JobEvent) => boolean },
): Promise<void> {
  const { signal, isWanted = () => true } = options;

  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    // `no-transform` keeps compression from holding lines back, the last one does so for nginx.
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  const keepAlive = setInterval(
    () => write(res, ': keep-alive\n\n'),
    KEEP_ALIVE_MS,
  );
  try {
    for await (const event of events) {
      if (signal.aborted) {
        return;
      }
      if (isWanted(event) && !write(res, format(event))) {
        await once(res, 'drain', { signal });
      }
      if (
        event.type === 'state' &&
        event.state &&
        isFinalJobState(event.state)
      ) {
        break;
      }
    }
    res.end();
  } catch (error) {
    if (!signal.aborted) {
      res.destroy();
      throw error;
    }
  } finally {
    clearInterval(keepAlive);
  }
}

function format(event: JobEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(
    event,
  )}\n\n`;
}

function write(res: Response, text: string): boolean {
  if (res.destroyed || res.writableEnded) {
    return true;
  }
  const hasRoom = res.write(text);
  // Added by the compression middleware, where there is one.
  if ('flush' in res && typeof res.flush === 'function') {
    res.flush();
  }
  return hasRoom;
}
