import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * The keys around backups.
 */
export function addEncryptionRoutes(
  router: ApiRouter,
  { auditor, callers, services }: RouteContext,
): void {
  const { encryption } = services;

  router.get('/v1/encryption', async (req, res) => {
    const state = await auditor.run(
      req,
      { eventId: 'encryption-fetch', severityLevel: 'low' },
      async () =>
        encryption.get({ credentials: await callers.credentials(req) }),
    );
    res.json(state);
  });

  router.post('/v1/encryption/rewrap', async (req, res) => {
    const result = await auditor.run(
      req,
      { eventId: 'encryption-rewrap', severityLevel: 'high' },
      async () => {
        const { caller, credentials } = await callers.caller(req);
        return encryption.rewrap(caller, { credentials });
      },
    );
    res.status(202).json(result);
  });
}
