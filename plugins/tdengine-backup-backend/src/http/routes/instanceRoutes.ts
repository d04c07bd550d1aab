import { QueryValues } from '../request/QueryValues';
import { requestSignal } from '../request/requestSignal';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * What can be backed up, and where to.
 */
export function addInstanceRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { instances } = services;

  router.get('/v1/instances', async (req, res) => {
    const items = await auditor.run(
      req,
      {
        eventId: 'instance-fetch',
        severityLevel: 'low',
        meta: { queryType: 'all' },
      },
      async () =>
        instances.list({ credentials: await callers.credentials(req) }),
    );
    res.json({ items });
  });

  router.get('/v1/instances/:instance', async (req, res) => {
    const { instance } = req.params;
    const signal = requestSignal(res);
    const found = await auditor.run(
      req,
      {
        eventId: 'instance-fetch',
        severityLevel: 'low',
        meta: { queryType: 'by-name', instance },
      },
      async () =>
        instances.get(instance, {
          credentials: await callers.credentials(req),
          signal,
        }),
    );
    res.json(found);
  });

  router.get('/v1/instances/:instance/objects', async (req, res) => {
    const { instance } = req.params;
    const database = QueryValues.from(req.query).text('database');
    const signal = requestSignal(res);
    const items = await auditor.run(
      req,
      {
        eventId: 'instance-fetch',
        severityLevel: 'low',
        meta: { queryType: 'objects', instance, database },
      },
      async () =>
        instances.listObjects(instance, {
          credentials: await callers.credentials(req),
          database,
          signal,
        }),
    );
    res.json({ items });
  });

  router.get('/v1/targets', async (req, res) => {
    const signal = requestSignal(res);
    const items = await auditor.run(
      req,
      {
        eventId: 'target-fetch',
        severityLevel: 'low',
        meta: { queryType: 'all' },
      },
      async () =>
        instances.listTargets({
          credentials: await callers.credentials(req),
          signal,
        }),
    );
    res.json({ items });
  });
}
