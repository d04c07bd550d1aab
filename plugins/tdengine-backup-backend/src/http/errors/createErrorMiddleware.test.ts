import {
  AuthenticationError,
  ConflictError,
  ForwardedError,
  InputError,
  NotAllowedError,
  NotFoundError,
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  DamagedBackupError,
  StorageFullError,
  UnsupportedBackupFormatError,
} from 'backstage-plugin-tdengine-backup-node';
import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

const CANARY = 'canary-3f1c';

/** What a driver might throw: a stack, a cause, members and a message that nobody outside should see. */
function anInternalError(): Error {
  return Object.assign(
    new Error(`insert into "backups" failed: password=${CANARY}`, {
      cause: new Error(`connection to postgres://app:${CANARY}@db failed`),
    }),
    { sql: `insert into backups values ('${CANARY}')`, code: 'SQLITE_ERROR' },
  );
}

/** An error as the TDengine client throws it; the core knows it by its name only. */
function aServerError(name: string, message: string, code?: number): Error {
  return Object.assign(new Error(message), { name, code, sql: CANARY });
}

describe('createErrorMiddleware', () => {
  const test = useTestServer();

  const get = () =>
    request(test.server).get(
      '/api/tdengine-backup/v1/instances/main/objects?database=power',
    );

  it.each<[string, Error, number]>([
    ['InputError', new InputError('wrong field'), 400],
    ['AuthenticationError', new AuthenticationError('who are you'), 401],
    ['NotAllowedError', new NotAllowedError('you may not'), 403],
    ['NotFoundError', new NotFoundError('no such thing'), 404],
    ['ConflictError', new ConflictError('it is running'), 409],
    ['DamagedBackupError', new DamagedBackupError("'a' is damaged"), 409],
    [
      'UnsupportedBackupFormatError',
      new UnsupportedBackupFormatError('format 2'),
      409,
    ],
    ['NotImplementedError', new NotImplementedError('not yet'), 501],
    ['ServiceUnavailableError', new ServiceUnavailableError('busy'), 503],
    ['StorageFullError', new StorageFullError('1 MiB is free'), 507],
  ])('answers %s with its message', async (name, error, statusCode) => {
    test.services.instances.listObjects.mockRejectedValue(error);
    const response = await get();

    expect(response.status).toBe(statusCode);
    expect(response.body).toEqual({
      error: { name, message: error.message },
      request: {
        method: 'GET',
        url: '/api/tdengine-backup/v1/instances/main/objects',
      },
      response: { statusCode },
    });
  });

  it.each<[string, Error]>([
    [
      'a server that cannot be reached',
      aServerError('TDengineConnectionError', 'connect ECONNREFUSED'),
    ],
    [
      'a server that does not answer',
      aServerError('TDengineTimeoutError', 'no answer within 30 s'),
    ],
    [
      'a server that is too old',
      aServerError('TDengineUnsupportedVersionError', '3.0.1 is too old'),
    ],
    [
      'a server that refuses',
      aServerError('TDengineError', 'Authentication failure', 0x357),
    ],
    [
      'a server error within another',
      new Error('outer', {
        cause: new ForwardedError(
          'cannot list',
          aServerError('TDengineConnectionError', 'connect ECONNREFUSED'),
        ),
      }),
    ],
  ])('answers 503 with the cause for %s', async (_, error) => {
    test.services.instances.listObjects.mockRejectedValue(error);
    const response = await get();

    expect(response.status).toBe(503);
    expect(response.body.error.name).toBe('ServiceUnavailableError');
    expect(response.body.error.message).toMatch(
      /ECONNREFUSED|30 s|too old|Authentication failure/,
    );
    expect(response.text).not.toContain(CANARY);
  });

  it.each<[string, unknown]>([
    ['an unexpected error', anInternalError()],
    [
      'a statement of ours that TDengine does not understand',
      aServerError('TDengineError', `syntax error near ${CANARY}`, 0x2600),
    ],
    ['what is not an error', `just ${CANARY}`],
  ])('answers 500 and nothing else for %s', async (_, error) => {
    test.services.instances.listObjects.mockRejectedValue(error);
    const response = await get();

    expect(response.status).toBe(500);
    expect(response.body).toEqual({
      error: {
        name: 'Error',
        message: expect.stringMatching(
          /^An internal error occurred; the backend's log has it under the id [0-9a-f-]{36}$/,
        ),
      },
      request: expect.anything(),
      response: { statusCode: 500 },
    });
    expect(response.text).not.toContain(CANARY);
    expect(response.text).not.toContain('.ts');
  });

  it('logs the unexpected under the id that was answered, without secrets', async () => {
    test.services.instances.listObjects.mockRejectedValue(anInternalError());
    const response = await get();

    const id = /[0-9a-f-]{36}$/.exec(response.body.error.message)![0];
    const lines = JSON.stringify(test.logger.error.mock.calls);
    expect(lines).toContain(id);
    expect(lines).toContain('insert into');
    expect(lines).not.toContain(CANARY);
  });

  it('audits the failure without secrets', async () => {
    test.services.instances.listObjects.mockRejectedValue(anInternalError());
    await get();

    expect(test.audited).toHaveLength(1);
    const [{ outcome, error }] = test.audited;
    expect(outcome).toBe('fail');
    expect(error?.message).toContain('insert into "backups" failed');
    expect(`${error?.message} ${error?.stack}`).not.toContain(CANARY);
  });

  it('hides messages that name credentials, whatever the error', async () => {
    test.services.instances.listObjects.mockRejectedValue(
      new InputError(`http://root:${CANARY}@host is not an instance`),
    );
    const response = await get();

    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      'http://***@host is not an instance',
    );
  });

  it('answers 404 for a route that is not there', async () => {
    const response = await request(test.server).get(
      '/api/tdengine-backup/v1/nothing',
    );
    expect(response.status).toBe(404);
  });
});
