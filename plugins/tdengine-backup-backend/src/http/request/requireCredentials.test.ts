import request, { Test } from 'supertest';
import { mockCredentials } from '../../__testUtils__/backendTestUtils';
import { spec } from '../../schema/openapi';
import { useTestServer } from '../__testUtils__/useTestServer';

type Method = 'get' | 'post' | 'patch' | 'delete';

const OPEN = ['get /health'];

const routes = Object.entries(spec.paths).flatMap(([path, operations]) =>
  Object.keys(operations).map(method => `${method} ${path}`),
);

describe('requireCredentials', () => {
  const test = useTestServer();

  function send(route: string, path = ''): Test {
    const [method, template] = route.split(' ');
    const address = (path || template).replace(/\{\w+\}/g, 'x');
    return request(test.server)[method as Method](
      `/api/tdengine-backup${address}`,
    );
  }

  it('knows the routes', () => {
    expect(routes).toEqual(
      expect.arrayContaining([...OPEN, 'get /v1/backups', 'post /v1/restores']),
    );
  });

  it.each(routes.filter(route => !OPEN.includes(route)))(
    '%s needs a token, and shows no stack without one',
    async route => {
      for (const authorization of [
        mockCredentials.none.header(),
        mockCredentials.user.invalidHeader(),
      ]) {
        const { status, body, text } = await send(route)
          .set('Authorization', authorization)
          .send();

        expect([status, Object.keys(body.error)]).toEqual([
          401,
          ['name', 'message'],
        ]);
        expect(body.error.name).toBe('AuthenticationError');
        expect(text).not.toMatch(/stack|\.[jt]s:\d/);
      }
    },
  );

  it.each([
    '/V1/backups',
    '/v1/backups/',
    '/v1//backups',
    '/v1/nothing',
    '/health/more',
    '/openapi.json',
    '/.well-known/backstage/permissions/metadata',
  ])('asks for a token at %s too', async path => {
    const { status } = await send('get', path).set(
      'Authorization',
      mockCredentials.none.header(),
    );
    expect(status).toBe(401);
  });

  it('takes no cookie where nothing is downloaded', async () => {
    const withCookie = (path: string) =>
      send('get', path)
        .set('Authorization', mockCredentials.none.header())
        .set('Cookie', mockCredentials.limitedUser.cookie());

    expect((await withCookie('/v1/backups/b1')).status).toBe(401);
    expect((await withCookie('/v1/backups/b1/contents')).status).toBe(401);
  });

  it('records who is turned away', async () => {
    await send('get /v1/backups').set(
      'Authorization',
      mockCredentials.none.header(),
    );
    expect(test.audited).toEqual([
      expect.objectContaining({
        eventId: 'request-reject',
        outcome: 'fail',
        hasRequest: false,
        meta: { method: 'GET', path: '/api/tdengine-backup/v1/backups' },
      }),
    ]);
  });
});
