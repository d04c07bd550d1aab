import { ConflictError } from '@backstage/errors';
import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('restore routes', () => {
  const test = useTestServer();

  const api = (path: string) => `/api/tdengine-backup/v1/restores${path}`;
  const caller = {
    ref: 'user:default/mock',
    ownershipRefs: ['user:default/mock'],
  };

  it('plans', async () => {
    const response = await request(test.server)
      .post(api('/plan'))
      .send({
        backupId: 'b1',
        rename: { power: ' power_copy ' },
        timeRange: { from: '2026-01-01', to: '2026-01-02T00:00:00.123456789' },
        conflict: 'merge',
        selection: { tables: [{ database: 'power', name: 'meters' }] },
      });

    expect(response.status).toBe(200);
    expect(response.body.token).toBe('token-1');
    expect(test.services.restores.plan).toHaveBeenCalledWith(
      {
        backupId: 'b1',
        rename: { power: 'power_copy' },
        timeRange: {
          from: '2026-01-01T00:00:00Z',
          to: '2026-01-02T00:00:00.123456789Z',
        },
        conflict: 'merge',
        selection: { tables: [{ database: 'power', name: 'meters' }] },
      },
      { signal: expect.any(AbortSignal) },
    );
  });

  it.each<[string, object, string]>([
    ['no backup', {}, 'backupId'],
    ['an empty selection', { selection: {} }, 'selection'],
    ['two databases into one', { rename: { a: 'c', b: 'c' } }, 'rename'],
    ['a blank name', { rename: { a: ' ' } }, 'rename.a'],
    ['a bad time', { timeRange: { from: '1 January' } }, 'timeRange.from'],
    [
      'a time that is not in the calendar',
      { timeRange: { to: '2026-02-30' } },
      'timeRange.to',
    ],
    [
      'a window that ends before it begins',
      { timeRange: { from: '2026-01-02', to: '2026-01-01' } },
      'timeRange.from',
    ],
    ['an unknown conflict mode', { conflict: 'overwrite' }, 'conflict'],
    ['too large a batch', { batchSize: 20_000 }, 'batchSize'],
  ])('refuses %s and names the field', async (_, part, field) => {
    const body = field === 'backupId' ? part : { backupId: 'b1', ...part };
    const response = await request(test.server).post(api('/plan')).send(body);

    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(field);
    expect(test.services.restores.plan).not.toHaveBeenCalled();
  });

  it('creates what was planned and confirmed', async () => {
    const response = await request(test.server).post(api('')).send({
      backupId: 'b1',
      planToken: 'token-1',
      confirmation: 'power',
      conflict: 'replace',
    });

    expect(response.status).toBe(202);
    expect(response.body).toMatchObject({ id: 'r1', state: 'queued' });
    expect(test.services.restores.create).toHaveBeenCalledWith(
      {
        backupId: 'b1',
        planToken: 'token-1',
        confirmation: 'power',
        conflict: 'replace',
        ownerRef: 'user:default/mock',
      },
      caller,
      { signal: expect.any(AbortSignal) },
    );
    expect(test.audited).toMatchObject([
      {
        eventId: 'restore-create',
        severityLevel: 'high',
        outcome: 'success',
        meta: {
          backupId: 'b1',
          restoreId: 'r1',
          instance: 'main',
          databases: ['power_copy'],
        },
      },
    ]);
  });

  it('passes on that the plan does not hold any more', async () => {
    test.services.restores.create.mockRejectedValue(
      new ConflictError('The plan no longer holds: look at it again'),
    );
    const response = await request(test.server)
      .post(api(''))
      .send({ backupId: 'b1', planToken: 'old' });

    expect(response.status).toBe(409);
    expect(response.body.error.message).toContain('no longer holds');
  });

  it('does not give a restore to a group of others', async () => {
    await request(test.server)
      .post(api(''))
      .send({
        backupId: 'b1',
        planToken: 'token-1',
        ownerRef: 'group:default/finance',
      })
      .expect(403);
    expect(test.services.restores.create).not.toHaveBeenCalled();
  });

  it('lists with filters', async () => {
    const response = await request(test.server).get(
      api(
        '?state=failed&instance=main&backupId=b1&database=power&from=2026-01-01&sort=rows&order=asc',
      ),
    );

    expect(response.status).toBe(200);
    expect(test.services.restores.list).toHaveBeenCalledWith({
      page: 1,
      pageSize: 25,
      states: ['failed'],
      instances: ['main'],
      backupId: 'b1',
      databases: ['power'],
      createdFrom: new Date('2026-01-01T00:00:00Z'),
      createdTo: undefined,
      search: undefined,
      sort: 'rows',
      order: 'asc',
      criteria: undefined,
    });
  });

  it('gets one, and answers 404 for an unknown one', async () => {
    await request(test.server).get(api('/r1')).expect(200);
    const response = await request(test.server).get(api('/r2'));
    expect(response.status).toBe(404);
    expect(response.body.error.message).toBe(
      `There is no restore with the id 'r2'`,
    );
  });

  it.each(['cancel', 'retry'] as const)('%s', async action => {
    await request(test.server)
      .post(api(`/r1/${action}`))
      .expect(202);
    expect(test.services.restores[action]).toHaveBeenCalledWith('r1', caller);
    expect(test.audited).toMatchObject([
      { eventId: `restore-${action}`, outcome: 'success' },
    ]);
  });
});
