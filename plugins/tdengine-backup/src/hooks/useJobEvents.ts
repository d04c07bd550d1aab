import { useApi } from '@backstage/frontend-plugin-api';
import {
  JobEvent,
  JobProgress,
  JobState,
} from 'backstage-plugin-tdengine-backup-common';
import { useEffect, useRef, useState } from 'react';
import { tdengineBackupApiRef } from '../api';
import { usePageVisible } from './usePageVisible';

/** Older lines are left out, so that a long run does not fill the browser. */
const MAX_LINES = 5_000;
/** Events are shown together this often, in milliseconds. */
const FLUSH_INTERVAL_MS = 200;

/** What a job has told so far. */
export interface JobFeed {
  lines: JobEvent[];
  progress?: JobProgress;
  state?: JobState;
  connection: 'stream' | 'polling' | 'waiting';
  /** No more will come. */
  ended: boolean;
  error?: Error;
}

const NOTHING: JobFeed = { lines: [], connection: 'waiting', ended: false };

/** Listens to a job as long as the page is visible, and takes up again after the last event seen. */
export function useJobEvents(jobId: string | undefined): JobFeed {
  const api = useApi(tdengineBackupApiRef);
  const visible = usePageVisible();
  const [feed, setFeed] = useState<{ jobId?: string; feed: JobFeed }>({
    feed: NOTHING,
  });
  const last = useRef<{ jobId?: string; after: number; ended: boolean }>({
    after: 0,
    ended: false,
  });

  useEffect(() => {
    if (last.current.jobId !== jobId) {
      last.current = { jobId, after: 0, ended: false };
      setFeed({ jobId, feed: NOTHING });
    }
    if (!jobId || !visible || last.current.ended) {
      return undefined;
    }

    const controller = new AbortController();
    const position = last.current;
    let waiting: JobEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = (change: (previous: JobFeed) => JobFeed) =>
      setFeed(previous =>
        previous.jobId === jobId
          ? { jobId, feed: change(previous.feed) }
          : previous,
      );
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      const events = waiting;
      waiting = [];
      if (events.length > 0) {
        update(previous => append(previous, events));
      }
    };

    api
      .followJob(jobId, {
        after: position.after,
        signal: controller.signal,
        onEvent(event) {
          position.after = Math.max(position.after, event.id);
          waiting.push(event);
          timer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
        },
        onConnection: connection =>
          update(previous => ({ ...previous, connection })),
      })
      .then(
        () => {
          if (!controller.signal.aborted) {
            position.ended = true;
            flush();
            update(previous => ({ ...previous, ended: true }));
          }
        },
        (error: Error) => {
          if (!controller.signal.aborted) {
            flush();
            update(previous => ({ ...previous, error }));
          }
        },
      );

    return () => {
      flush();
      controller.abort();
    };
  }, [api, jobId, visible]);

  return feed.jobId === jobId ? feed.feed : NOTHING;
}

function append(feed: JobFeed, events: JobEvent[]): JobFeed {
  const next: JobFeed = { ...feed };
  const lines: JobEvent[] = [];
  for (const event of events) {
    if (event.type === 'log') {
      lines.push(event);
    }
    next.progress = event.progress ?? next.progress;
    next.state = event.state ?? next.state;
  }
  if (lines.length > 0) {
    next.lines = [...feed.lines, ...lines].slice(-MAX_LINES);
  }
  return next;
}
