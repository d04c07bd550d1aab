import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { samplePolicy } from '../__testUtils__/samplePolicies';
import { DefaultTdengineBackupPolicyApi } from './DefaultTdengineBackupPolicyApi';

const BASE = 'http://localhost:7007/api/tdengine-backup';

describe('DefaultTdengineBackupPolicyApi', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const api = DefaultTdengineBackupPolicyApi.create({
    discoveryApi: { getBaseUrl: async () => BASE },
    fetchApi: { fetch: (...args) => fetch(...args) },
  });

  it('asks for a page with every filter, also for those that are disabled', async () => {
    let asked: URLSearchParams | undefined;
    server.use(
      http.get(`${BASE}/v1/policies`, ({ request }) => {
        asked = new URL(request.url).searchParams;
        return HttpResponse.json({
          items: [samplePolicy()],
          totalItems: 1,
          page: 1,
          pageSize: 25,
        });
      }),
    );

    const page = await api.getPolicies({
      enabled: false,
      instance: ['production', 'edge'],
      database: ['能源监测'],
      sort: 'nextRunAt',
    });

    expect(page.items[0].name).toBe('nightly power');
    expect(asked?.get('enabled')).toBe('false');
    expect(asked?.getAll('instance')).toEqual(['production', 'edge']);
    expect(asked?.getAll('database')).toEqual(['能源监测']);
    expect(asked?.get('sort')).toBe('nextRunAt');
  });

  it('deletes the version that was looked at', async () => {
    let asked: string | undefined;
    server.use(
      http.delete(`${BASE}/v1/policies/p1`, ({ request }) => {
        asked = new URL(request.url).search;
        return new HttpResponse(null, { status: 204 });
      }),
    );

    await api.deletePolicy('p1', 7);

    expect(asked).toBe('?version=7');
  });

  it('fails with the words of the server', async () => {
    server.use(
      http.delete(`${BASE}/v1/policies/p1`, () =>
        HttpResponse.json(
          {
            error: { name: 'ConflictError', message: 'It was changed' },
            response: { statusCode: 409 },
          },
          { status: 409 },
        ),
      ),
    );

    await expect(api.deletePolicy('p1', 7)).rejects.toMatchObject({
      body: { error: { message: 'It was changed' } },
    });
  });

  it('pauses with the reason', async () => {
    let body: unknown;
    server.use(
      http.post(`${BASE}/v1/scheduler/pause`, async ({ request }) => {
        body = await request.json();
        return HttpResponse.json({
          automatic: true,
          paused: true,
          alive: true,
          upcoming: [],
        });
      }),
    );

    await expect(api.pauseScheduler('Move')).resolves.toMatchObject({
      paused: true,
    });
    expect(body).toEqual({ reason: 'Move' });
  });
});
