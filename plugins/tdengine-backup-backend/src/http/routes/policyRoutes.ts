import { parsePageQuery } from '../request/parsePageQuery';
import { parsePolicyInput } from '../request/parsePolicyInput';
import { parsePolicyQuery } from '../request/parsePolicyQuery';
import { QueryValues } from '../request/QueryValues';
import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * Policies: list, create, look at, change, and what can be done to one.
 */
export function addPolicyRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { policies } = services;

  router.get('/v1/policies', async (req, res) => {
    const page = await auditor.run(
      req,
      {
        eventId: 'policy-fetch',
        severityLevel: 'low',
        meta: { queryType: 'all' },
      },
      async () =>
        policies.list(parsePolicyQuery(req.query), {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(page);
  });

  router.post('/v1/policies', async (req, res) => {
    const { instance, name } = req.body;
    const policy = await auditor.run(
      req,
      {
        eventId: 'policy-create',
        severityLevel: 'medium',
        meta: { instance, name },
      },
      async addMeta => {
        const { caller, credentials } = await callers.caller(req);
        const input = parsePolicyInput(req.body);
        const created = await policies.create(input, caller, { credentials });
        addMeta({ policyId: created.id });
        return created;
      },
    );
    res.status(201).json(policy);
  });

  router.get('/v1/policies/:policyId', async (req, res) => {
    const { policyId } = req.params;
    const policy = await auditor.run(
      req,
      {
        eventId: 'policy-fetch',
        severityLevel: 'low',
        meta: { queryType: 'by-id', policyId },
      },
      async () =>
        policies.get(policyId, { credentials: await callers.credentials(req) }),
    );
    res.json(policy);
  });

  router.put('/v1/policies/:policyId', async (req, res) => {
    const { policyId } = req.params;
    const policy = await auditor.run(
      req,
      {
        eventId: 'policy-update',
        severityLevel: 'medium',
        meta: { policyId, version: req.body.version },
      },
      async () => {
        const { caller, credentials } = await callers.caller(req);
        return policies.update(policyId, parsePolicyInput(req.body), caller, {
          credentials,
        });
      },
    );
    res.json(policy);
  });

  router.delete('/v1/policies/:policyId', async (req, res) => {
    const { policyId } = req.params;
    await auditor.run(
      req,
      {
        eventId: 'policy-delete',
        severityLevel: 'high',
        meta: { policyId },
      },
      async () => {
        const { caller, credentials } = await callers.caller(req);
        const version = QueryValues.from(req.query).requiredInteger('version', {
          minimum: 1,
          maximum: Number.MAX_SAFE_INTEGER,
        });
        return policies.delete(policyId, version, caller, { credentials });
      },
    );
    res.status(204).end();
  });

  for (const action of ['enable', 'disable'] as const) {
    router.post(`/v1/policies/:policyId/${action}`, async (req, res) => {
      const { policyId } = req.params;
      const policy = await auditor.run(
        req,
        {
          eventId: `policy-${action}`,
          severityLevel: 'medium',
          meta: { policyId },
        },
        async () => {
          const { caller, credentials } = await callers.caller(req);
          return policies.setEnabled(policyId, action === 'enable', caller, {
            credentials,
          });
        },
      );
      res.json(policy);
    });
  }

  router.post('/v1/policies/:policyId/run', async (req, res) => {
    const { policyId } = req.params;
    const run = await auditor.run(
      req,
      {
        eventId: 'policy-run',
        severityLevel: 'medium',
        meta: { policyId },
      },
      async addMeta => {
        const { caller, credentials } = await callers.caller(req);
        const begun = await policies.run(policyId, caller, { credentials });
        addMeta({ backupId: begun.backupId });
        return begun;
      },
    );
    res.status(202).json(run);
  });

  router.get('/v1/policies/:policyId/runs', async (req, res) => {
    const { policyId } = req.params;
    const page = await auditor.run(
      req,
      {
        eventId: 'policy-fetch',
        severityLevel: 'low',
        meta: { queryType: 'runs', policyId },
      },
      async () =>
        policies.runs(policyId, parsePageQuery(QueryValues.from(req.query)), {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(page);
  });

  router.post('/v1/policies/:policyId/cleanup', async (req, res) => {
    const { policyId } = req.params;
    const preview = await auditor.run(
      req,
      {
        eventId: 'policy-cleanup',
        severityLevel: 'high',
        meta: { policyId },
      },
      async addMeta => {
        const done = await policies.cleanUp(policyId, {
          credentials: await callers.credentials(req),
        });
        addMeta({ removedBackups: done.removedBackups });
        return done;
      },
    );
    res.status(202).json(preview);
  });

  router.post('/v1/retention/preview', async (req, res) => {
    const { policyId } = req.body;
    const preview = await auditor.run(
      req,
      {
        eventId: 'policy-fetch',
        severityLevel: 'low',
        meta: { queryType: 'retention', policyId },
      },
      async () =>
        policies.previewRetention(req.body, {
          credentials: await callers.credentials(req),
        }),
    );
    res.json(preview);
  });
}
