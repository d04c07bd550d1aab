import { ConflictError } from '@backstage/errors';
import request from 'supertest';
import { tdenginePolicyConditions } from '../../permissions';
import { aPolicyInput } from '../__testUtils__/policyRecords';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('policy routes', () => {
  const test = useTestServer();

  const api = (path: string) => `/api/tdengine-backup/v1${path}`;

  it('lists them with filters', async () => {
    const response = await request(test.server).get(
      api(
        '/policies?page=2&pageSize=10&instance=main&database=power&enabled=false&ownerRef=group:ops&search=nig&sort=nextRunAt&order=desc',
      ),
    );
    expect(response.status).toBe(200);
    expect(response.body.items).toMatchObject([{ id: 'p1', version: 1 }]);
    expect(test.services.policies.list).toHaveBeenCalledWith({
      page: 2,
      pageSize: 10,
      instances: ['main'],
      databases: ['power'],
      enabled: false,
      ownerRefs: ['group:default/ops'],
      search: 'nig',
      sort: 'nextRunAt',
      order: 'desc',
      criteria: undefined,
    });
  });

  it('creates one for the caller', async () => {
    const response = await request(test.server)
      .post(api('/policies'))
      .send({ ...aPolicyInput, name: '  nightly ' });
    expect(response.status).toBe(201);
    expect(test.services.policies.create).toHaveBeenCalledWith(
      { ...aPolicyInput, ownerRef: 'user:default/mock' },
      expect.objectContaining({ ref: 'user:default/mock' }),
    );
    expect(test.audited).toMatchObject([
      {
        eventId: 'policy-create',
        outcome: 'success',
        meta: { instance: 'main', policyId: 'p1' },
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['no retention', { retention: undefined }, 'retention'],
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['a scope of nothing', { scope: {} }, 'scope'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
    ['an unknown kind of schedule', { schedule: { kind: 'moon' } }, 'schedule'],
    ['zero days', { retention: { days: 0 } }, 'days'],
    ['more bytes than a number holds', { sizeLimitBytes: 2 ** 53 }, 'size'],
    [
      'endless exclusions',
      { scope: { all: true, exclude: Array(1001).fill('*') } },
      'exclude',
    ],
  ])('refuses one with %s', async (_, changes, named) => {
    const response = await request(test.server)
      .post(api('/policies'))
      .send({ ...aPolicyInput, ...changes });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(named);
    expect(test.services.policies.create).not.toHaveBeenCalled();
  });

  it('keeps the owner of one that somebody else changes', async () => {
    const response = await request(test.server)
      .put(api('/policies/p1'))
      .send({ ...aPolicyInput, version: 1 });
    expect(response.status).toBe(200);
    expect(test.services.policies.update).toHaveBeenCalledWith(
      'p1',
      { ...aPolicyInput, version: 1, ownerRef: 'group:default/data' },
      expect.anything(),
    );
  });

  it('gives one to nobody whom the caller does not act for', async () => {
    const foreign = { ...aPolicyInput, ownerRef: 'group:default/finance' };
    for (const response of [
      await request(test.server).post(api('/policies')).send(foreign),
      await request(test.server)
        .put(api('/policies/p1'))
        .send({ ...foreign, version: 1 }),
    ]) {
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain('group:default/finance');
    }
    expect(test.services.policies.create).not.toHaveBeenCalled();
    expect(test.services.policies.update).not.toHaveBeenCalled();
  });

  it('tells of a change in between', async () => {
    test.services.policies.update.mockRejectedValue(
      new ConflictError("Policy 'nightly' was changed by user:default/bob"),
    );
    const response = await request(test.server)
      .put(api('/policies/p1'))
      .send({ ...aPolicyInput, version: 1 });
    expect(response.status).toBe(409);
    expect(response.body.error.message).toContain('user:default/bob');
  });

  it('deletes one, of the version that was seen', async () => {
    expect(
      (await request(test.server).delete(api('/policies/p1'))).status,
    ).toBe(400);
    const response = await request(test.server).delete(
      api('/policies/p1?version=3'),
    );
    expect(response.status).toBe(204);
    expect(test.services.policies.delete).toHaveBeenCalledWith(
      'p1',
      3,
      expect.anything(),
    );
  });

  it.each([
    ['enable', true],
    ['disable', false],
  ])('can %s one', async (action, enabled) => {
    const response = await request(test.server).post(
      api(`/policies/p1/${action}`),
    );
    expect(response.status).toBe(200);
    expect(response.body.enabled).toBe(enabled);
  });

  it('runs one now', async () => {
    const response = await request(test.server).post(api('/policies/p1/run'));
    expect(response.status).toBe(202);
    expect(response.body).toMatchObject({ state: 'queued', backupId: 'b1' });
  });

  it('answers 404 for an unknown one', async () => {
    const response = await request(test.server).get(api('/policies/p2'));
    expect(response.status).toBe(404);
    expect(response.body.error.message).toBe(
      `There is no policy with the id 'p2'`,
    );
  });

  it('makes none of what its maker may not back up', async () => {
    test.decide = name =>
      name === 'backup.create'
        ? {
            resourceType: 'tdengine-backup',
            rule: 'HAS_DATABASE',
            params: { databases: ['water'] },
          }
        : 'allow';
    const response = await request(test.server)
      .post(api('/policies'))
      .send(aPolicyInput);
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain("database 'power'");
  });

  it('takes a pattern for no database, even one of that name', async () => {
    test.decide = name =>
      name === 'policy.create'
        ? tdenginePolicyConditions.hasDatabase({ databases: ['power*'] })
        : 'allow';
    const response = await request(test.server)
      .post(api('/policies'))
      .send({ ...aPolicyInput, scope: { databases: ['power*'] } });
    expect(response.status).toBe(403);
    expect(test.services.policies.create).not.toHaveBeenCalled();
  });

  it('lists what conditions let through', async () => {
    test.decide = () =>
      tdenginePolicyConditions.isOwner({ owners: ['group:default/data'] });
    await request(test.server).get(api('/policies'));
    expect(test.services.policies.list).toHaveBeenCalledWith(
      expect.objectContaining({
        criteria: { property: 'ownerRef', values: ['group:default/data'] },
      }),
    );
  });

  describe('of the scheduler', () => {
    it('say what comes', async () => {
      const response = await request(test.server).get(api('/scheduler'));
      expect(response.body).toMatchObject({ paused: false, upcoming: [] });
      expect(test.services.scheduler.get).toHaveBeenCalledWith({ hours: 24 });
    });

    it('pause all for a reason', async () => {
      const response = await request(test.server)
        .post(api('/scheduler/pause'))
        .send({ reason: 'the plant is rebuilt' });
      expect(response.status).toBe(200);
      expect(test.services.scheduler.pause).toHaveBeenCalledWith(
        'the plant is rebuilt',
        expect.objectContaining({ ref: 'user:default/mock' }),
      );
    });

    it('do not pause all for who may enable some', async () => {
      test.decide = name =>
        name === 'policy.enable'
          ? tdenginePolicyConditions.isOwner({ owners: ['user:default/mock'] })
          : 'allow';
      const response = await request(test.server)
        .post(api('/scheduler/pause'))
        .send({});
      expect(response.status).toBe(403);
      expect(test.services.scheduler.pause).not.toHaveBeenCalled();
    });

    it.each(['pause', 'resume'] as const)(
      'do not %s all for who may not look at them',
      async action => {
        test.decide = name => (name === 'policy.query' ? 'deny' : 'allow');
        const response = await request(test.server)
          .post(api(`/scheduler/${action}`))
          .send({});
        expect(response.status).toBe(403);
        expect(test.services.scheduler[action]).not.toHaveBeenCalled();
      },
    );
  });
});
