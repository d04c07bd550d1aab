import {
  mockCredentials,
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { DefaultTdengineBackupService } from './DefaultTdengineBackupService';
import { TdengineBackupService } from './TdengineBackupService';
import { tdengineBackupServiceRef } from './tdengineBackupServiceRef';

interface Received {
  method?: string;
  url?: string;
  authorization?: string;
  body: string;
}

describe('DefaultTdengineBackupService', () => {
  const received: Received[] = [];
  let answer: { status: number; body: unknown } | 'never';
  let server: Server;
  let service: TdengineBackupService;

  async function readBody(request: IncomingMessage): Promise<string> {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    return body;
  }

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      received.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        body: await readBody(request),
      });
      if (answer === 'never') {
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    service = DefaultTdengineBackupService.create({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async pluginId =>
          `http://127.0.0.1:${port}/api/${pluginId}`,
      }),
    });
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  beforeEach(() => {
    received.length = 0;
    answer = { status: 200, body: { id: 'b1' } };
  });

  const credentials = mockCredentials.user('user:default/anna');
  const policy: PolicyInput = {
    name: 'nightly',
    instance: 'main',
    scope: { databases: ['power'] },
    schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' },
    retention: { days: 7 },
  };

  it.each<[string, () => Promise<unknown>, string, string, unknown]>([
    [
      'createBackup',
      () =>
        service.createBackup(
          { instance: 'main', scope: { all: true } },
          { credentials },
        ),
      'POST',
      '/api/tdengine-backup/v1/backups',
      { instance: 'main', scope: { all: true } },
    ],
    [
      'getBackup',
      () => service.getBackup('b/1', { credentials }),
      'GET',
      '/api/tdengine-backup/v1/backups/b%2F1',
      undefined,
    ],
    [
      'verifyBackup',
      () => service.verifyBackup('b1', { deep: true }, { credentials }),
      'POST',
      '/api/tdengine-backup/v1/backups/b1/verify',
      { deep: true },
    ],
    [
      'planRestore',
      () => service.planRestore({ backupId: 'b1' }, { credentials }),
      'POST',
      '/api/tdengine-backup/v1/restores/plan',
      { backupId: 'b1' },
    ],
    [
      'createRestore',
      () =>
        service.createRestore(
          { backupId: 'b1', planToken: 't' },
          { credentials },
        ),
      'POST',
      '/api/tdengine-backup/v1/restores',
      { backupId: 'b1', planToken: 't' },
    ],
    [
      'getRestore',
      () => service.getRestore('r1', { credentials }),
      'GET',
      '/api/tdengine-backup/v1/restores/r1',
      undefined,
    ],
    [
      'getJob',
      () => service.getJob('j1', { credentials }),
      'GET',
      '/api/tdengine-backup/v1/jobs/j1',
      undefined,
    ],
    [
      'createPolicy',
      () => service.createPolicy(policy, { credentials }),
      'POST',
      '/api/tdengine-backup/v1/policies',
      policy,
    ],
    [
      'getPolicy',
      () => service.getPolicy('p1', { credentials }),
      'GET',
      '/api/tdengine-backup/v1/policies/p1',
      undefined,
    ],
    [
      'listPolicies',
      () =>
        service.listPolicies(
          { search: 'nightly', ownerRef: ['group:default/data'], pageSize: 50 },
          { credentials },
        ),
      'GET',
      '/api/tdengine-backup/v1/policies?pageSize=50&ownerRef=group%3Adefault%2Fdata&search=nightly',
      undefined,
    ],
  ])(
    '%s calls the API on behalf of the credentials',
    async (_, call, method, url, body) => {
      await expect(call()).resolves.toEqual({ id: 'b1' });

      expect(received).toEqual([
        {
          method,
          url,
          authorization: mockCredentials.service.header({
            onBehalfOf: credentials,
            targetPluginId: 'tdengine-backup',
          }),
          body: body === undefined ? '' : JSON.stringify(body),
        },
      ]);
    },
  );

  it('throws what the API refused with', async () => {
    answer = {
      status: 404,
      body: {
        error: { name: 'NotFoundError', message: "No backup 'nope'" },
        response: { statusCode: 404 },
      },
    };

    await expect(
      service.getBackup('nope', { credentials }),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
      message: "Request failed with 404 Not Found: No backup 'nope'",
      stack: expect.stringContaining("404 Not Found: No backup 'nope'\n"),
      cause: { name: 'NotFoundError', message: "No backup 'nope'" },
    });
  });

  it('stops waiting when the signal fires', async () => {
    answer = 'never';
    const controller = new AbortController();
    const call = service.getJob('j1', {
      credentials,
      signal: controller.signal,
    });
    controller.abort();

    await expect(call).rejects.toThrow(/abort/i);
  });

  it('is there for every plugin without being installed', async () => {
    const holder = createServiceRef<{ service: TdengineBackupService }>({
      id: 'holder',
    });
    const tester = ServiceFactoryTester.from(
      createServiceFactory({
        service: holder,
        deps: { service: tdengineBackupServiceRef },
        factory: deps => deps,
      }),
      {
        dependencies: [
          mockServices.auth.factory(),
          mockServices.discovery.factory(),
        ],
      },
    );

    const subject = await tester.getSubject('scaffolder');
    expect(subject.service).toBeInstanceOf(DefaultTdengineBackupService);
  });
});
