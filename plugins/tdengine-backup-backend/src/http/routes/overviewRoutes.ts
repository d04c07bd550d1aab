import { parseAlertQuery } from '../request/parseAlertQuery';
import { QueryValues } from '../request/QueryValues';
import { requestSignal } from '../request/requestSignal';
import { ApiRouter, RouteContext } from '../RouteContext';

const DEFAULT_DAYS = 90;
const MOST_DAYS = 730;

/**
 * How everything is: the overview, storage, estimates and alerts.
 */
export function addOverviewRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { overview } = services;

  router.get('/v1/overview', async (req, res) => {
    const found = await auditor.run(
      req,
      { eventId: 'overview-fetch', severityLevel: 'low' },
      async () =>
        overview.overview({ credentials: await callers.credentials(req) }),
    );
    res.json(found);
  });

  router.get('/v1/storage', async (req, res) => {
    const usage = await auditor.run(
      req,
      { eventId: 'storage-fetch', severityLevel: 'low' },
      async () =>
        overview.storage(
          {
            days: QueryValues.from(req.query).integer('days', {
              fallback: DEFAULT_DAYS,
              minimum: 1,
              maximum: MOST_DAYS,
            }),
          },
          { credentials: await callers.credentials(req) },
        ),
    );
    res.json(usage);
  });

  router.post('/v1/estimates', async (req, res) => {
    const { instance, targets } = req.body;
    const signal = requestSignal(res);
    const estimate = await auditor.run(
      req,
      {
        eventId: 'backup-estimate',
        severityLevel: 'low',
        meta: { instance, targets },
      },
      async () => {
        const { caller, credentials } = await callers.caller(req);
        return overview.estimate(req.body, caller, { credentials, signal });
      },
    );
    res.json(estimate);
  });

  router.get('/v1/alerts', async (req, res) => {
    const page = await auditor.run(
      req,
      {
        eventId: 'alert-fetch',
        severityLevel: 'low',
        meta: { queryType: 'all' },
      },
      async () =>
        overview.alerts(parseAlertQuery(req.query), {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(page);
  });
}
