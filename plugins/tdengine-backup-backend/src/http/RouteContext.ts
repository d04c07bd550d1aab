import { AuthorizedServices } from '../services/createAuthorizedServices';
import { HealthService } from '../services/types';
import { createOpenApiRouter } from '../schema/openapi';
import { CallerReader } from './CallerReader';
import { RequestAuditor } from './RequestAuditor';

/** The generated router, which knows the routes of the API's description. */
export type ApiRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;

/**
 * What routes work with.
 */
export interface RouteContext {
  services: AuthorizedServices;
  health: HealthService;
  auditor: RequestAuditor;
  callers: CallerReader;
}
