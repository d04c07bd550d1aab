import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { sampleBackup } from '../__testUtils__/sampleBackups';
import { DefaultTdengineBackupApi } from './DefaultTdengineBackupApi';

const BASE = 'http://localhost:7007/api/tdengine-backup';

describe('DefaultTdengineBackupApi', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const api = DefaultTdengineBackupApi.create({
    discoveryApi: { getBaseUrl: async () => BASE },
    fetchApi: { fetch: (...args) => fetch(...args) },
    identityApi: { getCredentials: async () => ({ token: 'alice' }) },
  });

  it('asks for a page with every filter as it is spelt in the API', async () => {
    let asked: URLSearchParams | undefined;
    server.use(
      http.get(`${BASE}/v1/backups`, ({ request }) => {
        asked = new URL(request.url).searchParams;
        return HttpResponse.json({
          items: [sampleBackup()],
          totalItems: 1,
          page: 2,
          pageSize: 10,
        });
      }),
    );

    const page = await api.getBackups({
      page: 2,
      pageSize: 10,
      state: ['available', 'failed'],
      database: ['能源监测'],
      from: '2026-11-01T00:00:00.000Z',
      search: 'a&b',
    });

    expect(page.items[0].name).toBe('backup_20261121_060000');
    expect(asked?.getAll('state')).toEqual(['available', 'failed']);
    expect(asked?.getAll('database')).toEqual(['能源监测']);
    expect(asked?.get('from')).toBe('2026-11-01T00:00:00.000Z');
    expect(asked?.get('search')).toBe('a&b');
    expect(asked?.has('to')).toBe(false);
  });

  it('fails with the words of the server', async () => {
    server.use(
      http.post(`${BASE}/v1/backups`, () =>
        HttpResponse.json(
          {
            error: {
              name: 'InputError',
              message: 'name: 120 characters at most',
            },
            response: { statusCode: 400 },
          },
          { status: 400 },
        ),
      ),
    );

    await expect(
      api.createBackup({ instance: 'production', scope: { all: true } }),
    ).rejects.toMatchObject({
      response: { status: 400 },
      body: { error: { message: 'name: 120 characters at most' } },
    });
  });

  it('has no report where there was no verification', async () => {
    server.use(
      http.get(`${BASE}/v1/backups/one/verification`, () =>
        HttpResponse.json(
          { error: { name: 'NotFoundError', message: 'No report' } },
          { status: 404 },
        ),
      ),
    );

    await expect(api.getBackupVerification('one')).resolves.toBeUndefined();
  });

  it('asks for the report as text', async () => {
    server.use(
      http.get(`${BASE}/v1/backups/one/verification`, ({ request }) =>
        HttpResponse.text(`# ${new URL(request.url).searchParams}`),
      ),
    );

    await expect(api.getBackupVerificationText('one')).resolves.toBe(
      '# format=markdown',
    );
  });

  it('stops when the caller does', async () => {
    server.use(
      http.get(`${BASE}/v1/backups/one`, () => new Promise<never>(() => {})),
    );
    const controller = new AbortController();

    const pending = api.getBackup('one', { signal: controller.signal });
    controller.abort();

    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('has the browser given a cookie before a plain link downloads', async () => {
    const credentials: RequestCredentials[] = [];
    server.use(
      http.get(`${BASE}/.backstage/auth/v1/cookie`, ({ request }) => {
        credentials.push(request.credentials);
        return HttpResponse.json({ expiresAt: '2026-11-21T09:00:00Z' });
      }),
    );

    await api.issueDownloadCookie();

    expect(credentials).toEqual(['include']);
    await expect(api.getDownloadUrl('a/b', 'csv')).resolves.toBe(
      `${BASE}/v1/backups/a%2Fb/download?as=csv`,
    );
  });
});
