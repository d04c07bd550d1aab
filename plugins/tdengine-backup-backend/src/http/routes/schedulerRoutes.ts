import { parseOneLine } from '../request/parseOneLine';
import { QueryValues } from '../request/QueryValues';
import { ApiRouter, RouteContext } from '../RouteContext';

/** A month. */
const MOST_HOURS = 744;

/**
 * The scheduler: what it will do, and the switch for all of it.
 */
export function addSchedulerRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { scheduler } = services;

  router.get('/v1/scheduler', async (req, res) => {
    const state = await auditor.run(
      req,
      { eventId: 'scheduler-fetch', severityLevel: 'low' },
      async () =>
        scheduler.get(
          {
            hours: QueryValues.from(req.query).integer('hours', {
              fallback: 24,
              minimum: 1,
              maximum: MOST_HOURS,
            }),
          },
          { credentials: await callers.credentials(req) },
        ),
    );
    res.json(state);
  });

  router.post('/v1/scheduler/pause', async (req, res) => {
    const state = await auditor.run(
      req,
      { eventId: 'scheduler-pause', severityLevel: 'high' },
      async () => {
        const { caller, credentials } = await callers.caller(req);
        return scheduler.pause(
          parseOneLine('reason', req.body.reason),
          caller,
          { credentials },
        );
      },
    );
    res.json(state);
  });

  router.post('/v1/scheduler/resume', async (req, res) => {
    const state = await auditor.run(
      req,
      { eventId: 'scheduler-resume', severityLevel: 'high' },
      async () => {
        const { caller, credentials } = await callers.caller(req);
        return scheduler.resume(caller, { credentials });
      },
    );
    res.json(state);
  });
}
