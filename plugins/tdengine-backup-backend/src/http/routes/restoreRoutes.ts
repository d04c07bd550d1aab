import {
  parseCreateRestoreRequest,
  parsePlanRestoreRequest,
} from '../request/parseRestoreRequest';
import { parseRestoreQuery } from '../request/parseRestoreQuery';
import { requestSignal } from '../request/requestSignal';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * Restores: plan, begin, list, look at, and what can be done to one.
 */
export function addRestoreRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { restores } = services;

  router.post('/v1/restores/plan', async (req, res) => {
    const { backupId, instance } = req.body;
    const signal = requestSignal(res);
    const plan = await auditor.run(
      req,
      {
        eventId: 'restore-plan',
        severityLevel: 'low',
        meta: { backupId, instance },
      },
      async () =>
        restores.plan(parsePlanRestoreRequest(req.body), {
          credentials: await callers.credentials(req),
          signal,
        }),
    );
    res.json(plan);
  });

  router.get('/v1/restores', async (req, res) => {
    const page = await auditor.run(
      req,
      {
        eventId: 'restore-fetch',
        severityLevel: 'low',
        meta: { queryType: 'all' },
      },
      async () =>
        restores.list(parseRestoreQuery(req.query), {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(page);
  });

  router.post('/v1/restores', async (req, res) => {
    const { backupId, instance } = req.body;
    const signal = requestSignal(res);
    const restore = await auditor.run(
      req,
      {
        eventId: 'restore-create',
        severityLevel: 'high',
        meta: { backupId, instance },
      },
      async addMeta => {
        const { caller, credentials } = await callers.caller(req);
        const created = await restores.create(
          parseCreateRestoreRequest(req.body),
          caller,
          { credentials, signal },
        );
        addMeta({
          restoreId: created.id,
          instance: created.instance,
          databases: created.databases,
          conflict: created.conflict,
        });
        return created;
      },
    );
    res.status(202).json(restore);
  });

  router.get('/v1/restores/:restoreId', async (req, res) => {
    const { restoreId } = req.params;
    const restore = await auditor.run(
      req,
      {
        eventId: 'restore-fetch',
        severityLevel: 'low',
        meta: { queryType: 'by-id', restoreId },
      },
      async () =>
        restores.get(restoreId, {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(restore);
  });

  for (const action of ['cancel', 'retry'] as const) {
    router.post(`/v1/restores/:restoreId/${action}`, async (req, res) => {
      const { restoreId } = req.params;
      const restore = await auditor.run(
        req,
        {
          eventId: `restore-${action}`,
          severityLevel: 'high',
          meta: { restoreId },
        },
        async () => {
          const { caller, credentials } = await callers.caller(req);
          return restores[action](restoreId, caller, { credentials });
        },
      );
      res.status(202).json(restore);
    });
  }
}
