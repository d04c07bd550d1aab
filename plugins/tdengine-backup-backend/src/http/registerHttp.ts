import { HttpRouterService } from '@backstage/backend-plugin-api';
import { createRouter, RouterOptions } from './createRouter';
import { DOWNLOAD_PATH } from './routes/downloadRoutes';

/**
 * Puts the API under the plugin's address. Callers need a token, but for the health check, which needs nothing, and
 * downloads, for which a browser's cookie will do.
 */
export async function registerHttp(
  options: RouterOptions & { httpRouter: HttpRouterService },
): Promise<void> {
  const { httpRouter, ...routerOptions } = options;
  httpRouter.use(await createRouter(routerOptions));
  httpRouter.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
  httpRouter.addAuthPolicy({ path: DOWNLOAD_PATH, allow: 'user-cookie' });
}
