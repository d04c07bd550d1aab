import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('encryption routes', () => {
  const test = useTestServer();

  const path = '/api/tdengine-backup/v1/encryption';

  it('tells whether and with which key backups are encrypted', async () => {
    test.decide = name => (name === 'backup.query' ? 'allow' : 'deny');
    const response = await request(test.server).get(path);
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ keyId: 'k1', byDefault: false });

    test.decide = () => 'deny';
    expect((await request(test.server).get(path)).status).toBe(403);
  });

  it('changes keys for those who may, and says so in the audit', async () => {
    const response = await request(test.server).post(`${path}/rewrap`);
    expect(response.status).toBe(202);
    expect(response.body).toEqual({ keyId: 'k1', queued: 2, skipped: 1 });
    expect(test.audited).toMatchObject([
      { eventId: 'encryption-rewrap', outcome: 'success' },
    ]);
  });

  it('refuses to change keys without the permission', async () => {
    test.decide = name => (name === 'encryption.rewrap' ? 'deny' : 'allow');
    const response = await request(test.server).post(`${path}/rewrap`);
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(
      'tdengine-backup.encryption.rewrap',
    );
    expect(test.services.encryption.rewrap).not.toHaveBeenCalled();
  });
});
