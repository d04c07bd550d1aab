import { HttpRouterService } from '@backstage/backend-plugin-api';
import { createRouter, RouterOptions } from './createRouter';

/**
 * Puts the API under the plugin's address. Callers need a token, but for the health check, which needs nothing, and
 * downloads, for which a browser's cookie will do. The router asks for it, since the answers of Backstage's own barrier
 * have a stack in them; what other routers serve beside it stays behind that barrier.
 */
export async function registerHttp(
  options: RouterOptions & { httpRouter: HttpRouterService },
): Promise<void> {
  const { httpRouter, ...routerOptions } = options;
  httpRouter.use(await createRouter(routerOptions));
  httpRouter.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
  httpRouter.addAuthPolicy({ path: '/v1', allow: 'unauthenticated' });
}
