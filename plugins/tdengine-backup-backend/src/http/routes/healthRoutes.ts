import { ApiRouter, RouteContext } from '../RouteContext';

/**
 * For load balancers and monitoring, who have no credentials: they get to know what is out of order. Why it is, which
 * may name hosts and paths, is for callers who are known.
 */
export function addHealthRoutes(
  router: ApiRouter,
  { callers, health }: RouteContext,
): void {
  router.get('/health', async (req, res) => {
    const checks = await health.check();
    const isKnown = await callers.isAuthenticated(req);
    const isOk = checks.every(check => check.ok);
    res.status(isOk ? 200 : 503).json({
      status: isOk ? 'ok' : 'failing',
      checks: checks.map(({ name, ok, message }) =>
        isKnown && message !== undefined ? { name, ok, message } : { name, ok },
      ),
    });
  });
}
