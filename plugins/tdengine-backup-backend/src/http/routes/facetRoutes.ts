import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * What lists can be filtered by.
 */
export function addFacetRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  router.get('/v1/facets/backups', async (req, res) => {
    const facets = await auditor.run(
      req,
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        meta: { queryType: 'facets' },
      },
      async () =>
        services.backups.facets({
          credentials: await callers.credentials(req),
        }),
    );
    res.json(facets);
  });

  router.get('/v1/facets/restores', async (req, res) => {
    const facets = await auditor.run(
      req,
      {
        eventId: 'restore-fetch',
        severityLevel: 'low',
        meta: { queryType: 'facets' },
      },
      async () =>
        services.restores.facets({
          credentials: await callers.credentials(req),
        }),
    );
    res.json(facets);
  });
}
