import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('facet routes', () => {
  const test = useTestServer();

  it.each([
    ['backups', ['power', 'water']],
    ['restores', ['power_copy']],
  ])('tells the databases of %s', async (kind, databases) => {
    const response = await request(test.server).get(
      `/api/tdengine-backup/v1/facets/${kind}`,
    );

    expect(response.status).toBe(200);
    expect(response.body).toEqual({ databases });
  });
});
