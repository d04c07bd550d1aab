import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('health routes', () => {
  const test = useTestServer();

  const check = () =>
    request(test.server)
      .get('/api/tdengine-backup/health')
      .set('Authorization', mockCredentials.none.header());

  it('is open to everybody', async () => {
    const response = await check();

    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      status: 'ok',
      checks: [{ name: 'database', ok: true }],
    });
  });

  it('says what is out of order, and why to callers it knows', async () => {
    test.services.health.check.mockResolvedValue([
      { name: 'database', ok: true },
      { name: 'target default', ok: false, message: 'No space on /data' },
    ]);

    const response = await check();
    expect(response.status).toBe(503);
    expect(response.body).toEqual({
      status: 'failing',
      checks: [
        { name: 'database', ok: true },
        { name: 'target default', ok: false },
      ],
    });

    const known = await check().set(
      'Authorization',
      mockCredentials.user.header(),
    );
    expect(known.status).toBe(503);
    expect(known.body.checks[1].message).toBe('No space on /data');
  });
});
