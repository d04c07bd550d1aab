import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { DefaultTdengineBackupOverviewApi } from './DefaultTdengineBackupOverviewApi';

const BASE = 'http://localhost:7007/api/tdengine-backup';

describe('DefaultTdengineBackupOverviewApi', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const api = DefaultTdengineBackupOverviewApi.create({
    discoveryApi: { getBaseUrl: async () => BASE },
    fetchApi: { fetch: (...args) => fetch(...args) },
  });

  it('asks how everything is', async () => {
    server.use(
      http.get(`${BASE}/v1/overview`, () =>
        HttpResponse.json({ state: { level: 'ok', code: 'allGood' } }),
      ),
    );
    await expect(api.getOverview()).resolves.toMatchObject({
      state: { code: 'allGood' },
    });
  });

  it('asks for so many days, and for alerts that are over', async () => {
    const asked: string[] = [];
    server.use(
      http.get(`${BASE}/v1/:what`, ({ request }) => {
        const { pathname, search } = new URL(request.url);
        asked.push(pathname.slice(pathname.lastIndexOf('/') + 1) + search);
        return HttpResponse.json({});
      }),
    );
    await api.getStorage();
    await api.getStorage({ days: 30 });
    await api.getAlerts({ open: false, page: 2 });
    expect(asked).toEqual([
      'storage',
      'storage?days=30',
      'alerts?open=false&page=2',
    ]);
  });

  it('asks for an estimate, and fails with the words of the server', async () => {
    let body: unknown;
    server.use(
      http.post(`${BASE}/v1/estimates`, async ({ request }) => {
        body = await request.json();
        return HttpResponse.json(
          {
            error: { name: 'ServiceUnavailableError', message: 'Too slow' },
            response: { statusCode: 503 },
          },
          { status: 503 },
        );
      }),
    );
    const request = { instance: 'plant', scope: { all: true } };
    await expect(api.estimateBackup(request)).rejects.toMatchObject({
      body: { error: { message: 'Too slow' } },
    });
    expect(body).toEqual(request);
  });
});
