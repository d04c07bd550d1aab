import { ResponseError } from '@backstage/errors';
import {
  EventStreamContentType,
  fetchEventSource,
} from '@microsoft/fetch-event-source';
import {
  isFinalJobState,
  JobEvent,
  JobEvents,
} from 'backstage-plugin-tdengine-backup-common';
import { FollowJobOptions } from './TdengineBackupApi';

/** How long one long poll waits for the first event, in milliseconds. */
const POLL_WAIT_MS = 20_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 15_000;
/** A stream that breaks this often without a single event is held back by something between browser and server. */
const FAILURES_UNTIL_POLLING = 3;

interface Options extends FollowJobOptions {
  url: string;
  fetch: typeof fetch;
  poll(
    query: { after: number; waitMs: number },
    signal: AbortSignal,
  ): Promise<JobEvents>;
}

class StreamRefusedError extends Error {}

/**
 * Listens to a job until it has ended: by server-sent events, taken up again after the last event seen, or by long polls
 * where a proxy swallows streams. Answers that asking again cannot change (403, 404) end it with their error.
 */
export async function followJob(options: Options): Promise<void> {
  const { signal } = options;
  const seen = { after: options.after, ended: false };
  const take = (event: JobEvent) => {
    if (event.id <= seen.after) {
      return;
    }
    seen.after = event.id;
    seen.ended ||=
      event.type === 'state' &&
      event.state !== undefined &&
      isFinalJobState(event.state);
    options.onEvent(event);
  };

  let failures = 0;
  while (!signal.aborted && !seen.ended) {
    const before = seen.after;
    const polling = failures >= FAILURES_UNTIL_POLLING;
    try {
      if (polling) {
        options.onConnection?.('polling');
        seen.ended ||= await pollOnce(options, seen.after, take);
      } else {
        await streamOnce(options, seen.after, take);
      }
      if (seen.after > before) {
        failures = polling ? failures : 0;
      } else if (!polling) {
        failures += 1;
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (error instanceof ResponseError && isLasting(error)) {
        throw error;
      }
      failures =
        error instanceof StreamRefusedError
          ? FAILURES_UNTIL_POLLING
          : failures + 1;
    }
    if (!signal.aborted && !seen.ended && seen.after === before) {
      options.onConnection?.('waiting');
      await pause(
        Math.min(RETRY_MIN_MS * 2 ** Math.min(failures, 4), RETRY_MAX_MS),
        signal,
      );
    }
  }
}

async function streamOnce(
  options: Options,
  after: number,
  take: (event: JobEvent) => void,
): Promise<void> {
  await fetchEventSource(`${options.url}?after=${after}`, {
    fetch: options.fetch,
    signal: options.signal,
    // Whether a hidden tab listens is decided by whoever shows the job.
    openWhenHidden: true,
    headers: { Accept: EventStreamContentType },
    async onopen(response) {
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      const type = response.headers.get('content-type');
      if (!type?.startsWith(EventStreamContentType)) {
        throw new StreamRefusedError(`Expected a stream, got ${type}`);
      }
      options.onConnection?.('stream');
    },
    onmessage(message) {
      if (message.data) {
        take(JSON.parse(message.data));
      }
    },
    onerror(error) {
      // The library would begin again from the first event; the loop outside goes on after the last one.
      throw error;
    },
  });
}

async function pollOnce(
  options: Options,
  after: number,
  take: (event: JobEvent) => void,
): Promise<boolean> {
  const { items, ended } = await options.poll(
    { after, waitMs: POLL_WAIT_MS },
    options.signal,
  );
  items.forEach(take);
  return ended;
}

function isLasting(error: ResponseError): boolean {
  const { status } = error.response;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
