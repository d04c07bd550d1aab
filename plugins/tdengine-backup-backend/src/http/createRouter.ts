import {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import express, { Router } from 'express';
import { createOpenApiRouter } from '../schema/openapi';
import { AuthorizedServices } from '../services/createAuthorizedServices';
import { HealthService } from '../services/types';
import { CallerReader } from './CallerReader';
import { createErrorMiddleware } from './errors/createErrorMiddleware';
import { RequestAuditor } from './RequestAuditor';
import { rejectDeep } from './request/rejectDeep';
import { rejectNul } from './request/rejectNul';
import { requireCredentials } from './request/requireCredentials';
import { validateRequests } from './request/validateRequests';
import { RouteContext } from './RouteContext';
import { addBackupRoutes } from './routes/backupRoutes';
import { addContentsRoutes } from './routes/contentsRoutes';
import { addCopyRoutes } from './routes/copyRoutes';
import { addDownloadRoutes } from './routes/downloadRoutes';
import { addEncryptionRoutes } from './routes/encryptionRoutes';
import { addFacetRoutes } from './routes/facetRoutes';
import { addHealthRoutes } from './routes/healthRoutes';
import { addImportRoutes } from './routes/importRoutes';
import { addInstanceRoutes } from './routes/instanceRoutes';
import { addJobRoutes } from './routes/jobRoutes';
import { addPolicyRoutes } from './routes/policyRoutes';
import { addOverviewRoutes } from './routes/overviewRoutes';
import { addRestoreRoutes } from './routes/restoreRoutes';
import { addSchedulerRoutes } from './routes/schedulerRoutes';

/** A scope may list thousands of tables. */
const LARGEST_BODY = '1mb';

/**
 * What the router needs.
 */
export interface RouterOptions {
  auditor: AuditorService;
  auth: AuthService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  userInfo: UserInfoService;
  services: AuthorizedServices;
  health: HealthService;
  /** Checks answers as well as requests against the description of the API; for tests. */
  validateResponses?: boolean;
}

/**
 * The HTTP API: `src/schema/openapi.yaml` describes it, and requests are checked against it.
 */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const api = await createOpenApiRouter({
    middleware: [
      express.json({ limit: LARGEST_BODY }),
      rejectDeep,
      rejectNul,
      ...validateRequests({
        validateResponses: options.validateResponses ?? false,
      }),
    ],
    // What is checked above is not checked again.
    validatorOptions: { validateRequests: false, validateResponses: false },
  });
  const context: RouteContext = {
    services: options.services,
    health: options.health,
    auditor: RequestAuditor.create({ auditor: options.auditor }),
    callers: CallerReader.create({
      auth: options.auth,
      httpAuth: options.httpAuth,
      userInfo: options.userInfo,
    }),
  };

  addHealthRoutes(api, context);
  addInstanceRoutes(api, context);
  // Before those of a single backup, of which one could be called 'upload'.
  addImportRoutes(api, context);
  addBackupRoutes(api, context);
  addCopyRoutes(api, context);
  addContentsRoutes(api, context);
  addDownloadRoutes(api, context);
  addRestoreRoutes(api, context);
  addJobRoutes(api, context);
  addEncryptionRoutes(api, context);
  addFacetRoutes(api, context);
  addPolicyRoutes(api, context);
  addSchedulerRoutes(api, context);
  addOverviewRoutes(api, context);

  const router = Router();
  router.use(requireCredentials(context.callers));
  router.use(api);
  router.use(createErrorMiddleware({ ...context, logger: options.logger }));
  return router;
}
