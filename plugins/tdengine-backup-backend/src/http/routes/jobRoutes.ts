import { JobEvent } from 'backstage-plugin-tdengine-backup-common';
import {
  EVENT_LEVELS,
  EventLevel,
  parseEventsQuery,
} from '../request/parseEventsQuery';
import { parseJobQuery } from '../request/parseJobQuery';
import { requestSignal } from '../request/requestSignal';
import { sendServerSentEvents } from '../response/sendServerSentEvents';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * Jobs and what they tell while they run.
 */
export function addJobRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { jobs } = services;

  router.get('/v1/jobs', async (req, res) => {
    const page = await auditor.run(
      req,
      {
        eventId: 'job-fetch',
        severityLevel: 'low',
        meta: { queryType: 'all' },
      },
      async () =>
        jobs.list(parseJobQuery(req.query), {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(page);
  });

  router.get('/v1/jobs/:jobId', async (req, res) => {
    const { jobId } = req.params;
    const job = await auditor.run(
      req,
      {
        eventId: 'job-fetch',
        severityLevel: 'low',
        meta: { queryType: 'by-id', jobId },
      },
      async () =>
        jobs.get(jobId, { credentials: await callers.credentials(req) }),
    );
    res.json(job);
  });

  router.get('/v1/jobs/:jobId/events', async (req, res) => {
    const { jobId } = req.params;
    const signal = requestSignal(res);
    const isStream = req.accepts(['json', 'text/event-stream']) !== 'json';
    res.vary('Accept');

    const result = await auditor.run(
      req,
      {
        eventId: 'job-fetch',
        severityLevel: 'low',
        meta: { queryType: isStream ? 'event-stream' : 'events', jobId },
      },
      async () => {
        const query = parseEventsQuery(req.query, req.get('last-event-id'));
        const credentials = await callers.credentials(req);
        return isStream
          ? {
              level: query.level,
              stream: await jobs.follow(
                jobId,
                { after: query.after, signal },
                { credentials },
              ),
            }
          : {
              events: await jobs.events(
                jobId,
                { ...query, signal },
                { credentials },
              ),
            };
      },
    );

    if (result.stream) {
      await sendServerSentEvents(res, result.stream, {
        signal,
        isWanted: event => isLoudEnough(event, result.level),
      });
    } else if (!signal.aborted) {
      res.json(result.events);
    }
  });
}

function isLoudEnough(event: JobEvent, level: EventLevel | undefined): boolean {
  return (
    level === undefined ||
    event.type !== 'log' ||
    EVENT_LEVELS.indexOf(event.level ?? 'info') >= EVENT_LEVELS.indexOf(level)
  );
}
