import request from 'supertest';
import { createDeferred } from '../__testUtils__/createDeferred';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('instance routes', () => {
  const test = useTestServer();

  const api = (path: string) => `/api/tdengine-backup/v1${path}`;

  it('lists instances', async () => {
    const response = await request(test.server).get(api('/instances'));

    expect(response.status).toBe(200);
    expect(response.body.items).toMatchObject([{ name: 'main' }]);
  });

  it('tests the connection of one', async () => {
    const response = await request(test.server).get(api('/instances/main'));

    expect(response.status).toBe(200);
    expect(response.body.status).toEqual({ reachable: true });
    expect(test.services.instances.get).toHaveBeenCalledWith('main', {
      signal: expect.any(AbortSignal),
    });
  });

  it('lists databases, and the tables of one', async () => {
    await request(test.server).get(api('/instances/main/objects')).expect(200);
    await request(test.server)
      .get(
        api(`/instances/main/objects?database=${encodeURIComponent('电力')}`),
      )
      .expect(200);

    expect(test.services.instances.listObjects.mock.calls).toEqual([
      ['main', { database: undefined, signal: expect.any(AbortSignal) }],
      ['main', { database: '电力', signal: expect.any(AbortSignal) }],
    ]);
    expect(test.audited).toMatchObject([
      { eventId: 'instance-fetch', meta: { queryType: 'objects' } },
      { eventId: 'instance-fetch', meta: { database: '电力' } },
    ]);
  });

  it('lists targets', async () => {
    const response = await request(test.server).get(api('/targets'));

    expect(response.status).toBe(200);
    expect(response.body.items).toMatchObject([{ name: 'default' }]);
  });

  it('stops asking the server when the caller goes away', async () => {
    const asked = createDeferred();
    const aborted = createDeferred();
    test.services.instances.get.mockImplementation(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.resolve();
            reject(signal.reason);
          });
          asked.resolve();
        }),
    );
    const call = request(test.server).get(api('/instances/main'));
    await Promise.all([
      expect(call).rejects.toThrow(),
      asked.promise.then(() => {
        call.abort();
      }),
    ]);
    await aborted.promise;
  });
});
