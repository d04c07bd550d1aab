import {
  AuditorService,
  coreServices,
  createBackendPlugin,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createAuthorizedServices } from '../../services/createAuthorizedServices';
import { registerHttp } from '../registerHttp';
import {
  createFakeServices,
  FakeServices,
  resetFakeServices,
} from './fakeServices';

export interface TestServer {
  server: ExtendedHttpServer;
  services: FakeServices;
  auditor: jest.Mocked<AuditorService>;
  logger: jest.Mocked<LoggerService>;
  /** What was audited, an entry for each event's end. */
  audited: AuditedCall[];
  /** Forgets what was audited, and makes the services answer as in the beginning. */
  reset(): void;
  stop(): Promise<void>;
}

export interface AuditedCall {
  eventId: string;
  severityLevel?: string;
  outcome: 'success' | 'fail';
  meta: object;
  error?: Error;
  hasRequest: boolean;
}

/**
 * The API as the plugin serves it, in front of services that are mocks. Requests and answers alike are checked against
 * the description of the API.
 */
export async function startTestServer(
  options: {
    permissions?: PermissionsService;
    userInfo?: UserInfoService;
    /** Real ones in place of mocks. */
    services?: Partial<Parameters<typeof createAuthorizedServices>[0]>;
  } = {},
): Promise<TestServer> {
  const services = createFakeServices();
  const audited: AuditedCall[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async ({ eventId, severityLevel, meta, request }) => {
      const hasRequest = request !== undefined;
      const end = (outcome: 'success' | 'fail', more: object = {}) =>
        audited.push({
          eventId,
          severityLevel,
          outcome,
          hasRequest,
          ...more,
          meta: { ...meta, ...('meta' in more ? (more.meta as object) : {}) },
        });
      return {
        success: async more => void end('success', more),
        fail: async more => void end('fail', more),
      };
    },
  });
  const logger = mockServices.logger.mock();
  const permissions =
    options.permissions ??
    mockServices.permissions({ result: AuthorizeResult.ALLOW });

  const plugin = createBackendPlugin({
    pluginId: 'tdengine-backup',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissionsRegistry: coreServices.permissionsRegistry,
          userInfo: coreServices.userInfo,
        },
        async init({
          auth,
          httpAuth,
          httpRouter,
          permissionsRegistry,
          userInfo,
        }) {
          await registerHttp({
            auditor,
            auth,
            httpAuth,
            httpRouter,
            logger,
            userInfo: options.userInfo ?? userInfo,
            health: services.health,
            services: createAuthorizedServices({
              auth,
              permissions,
              permissionsRegistry,
              ...services,
              ...options.services,
            }),
            validateResponses: true,
          });
        },
      });
    },
  });
  const backend = await startTestBackend({ features: [plugin] });
  return {
    server: backend.server,
    services,
    auditor,
    logger,
    audited,
    reset: () => {
      audited.length = 0;
      logger.error.mockClear();
      resetFakeServices(services);
    },
    stop: () => backend.stop(),
  };
}
