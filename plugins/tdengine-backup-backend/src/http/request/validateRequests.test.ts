import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('validateRequests', () => {
  const test = useTestServer();

  const api = (path: string) => `/api/tdengine-backup/v1${path}`;

  it.each<[object, string]>([
    [
      { instance: 'main', scope: { all: true }, compresion: 'zstd' },
      "request/body must NOT have additional properties: 'compresion'",
    ],
    [
      {
        instance: 'main',
        scope: {
          tables: [{ database: 'power', include: ['a'], excludes: ['b'] }],
        },
      },
      "request/body/scope/tables/0 must NOT have additional properties: 'scope.tables[0].excludes'",
    ],
  ])('names a field that it does not know: %j', async (body, message) => {
    const response = await request(test.server)
      .post(api('/backups'))
      .send(body);

    expect(response.status).toBe(400);
    expect(response.body.error).toEqual({ name: 'InputError', message });
    expect(test.services.backups.create).not.toHaveBeenCalled();
  });

  it('names a parameter that it does not know', async () => {
    const response = await request(test.server).get(api('/backups?colour=red'));

    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain("'colour'");
  });

  it('says of a parameter that is missing what to give', async () => {
    const response = await request(test.server).delete(api('/backups/b1'));

    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      "request/query must have required property 'confirmation': The name of the backup.",
    );
  });

  it('says what is wrong with a body that cannot be read', async () => {
    const response = await request(test.server)
      .post(api('/backups'))
      .set('Content-Type', 'application/json')
      .send('{"instance":');

    expect(response.status).toBe(400);
    expect(response.body.error.name).toBe('InputError');
  });

  it.each([200_000, 40])(
    'says that a body is nested too deeply, %d levels',
    async levels => {
      const response = await request(test.server)
        .post(api('/restores/plan'))
        .set('Content-Type', 'application/json')
        .send(
          `{"backupId":"b1","options":${'['.repeat(levels)}${']'.repeat(
            levels,
          )}}`,
        );

      expect(response.status).toBe(400);
      expect(response.body.error).toEqual({
        name: 'InputError',
        message: 'The body must not be nested deeper than 32 levels',
      });
    },
  );

  it('leaves an audit event of what it refuses, with the route and the reason', async () => {
    await request(test.server).post(api('/backups')).send({ instance: 5 });

    expect(test.audited).toEqual([
      expect.objectContaining({
        eventId: 'request-reject',
        severityLevel: 'low',
        outcome: 'fail',
        hasRequest: true,
        meta: { method: 'POST', path: api('/backups') },
        error: expect.objectContaining({
          name: 'InputError',
          message: expect.stringContaining('request/body'),
        }),
      }),
    ]);
  });
});
