import request from 'supertest';
import { startTestServer, TestServer } from '../__testUtils__/startTestServer';

describe('facet routes', () => {
  let test: TestServer;

  beforeAll(async () => {
    test = await startTestServer();
  });

  afterAll(() => test.stop());

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
