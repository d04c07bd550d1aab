import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConflictError, InputError } from '@backstage/errors';
import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('backup routes', () => {
  const userInfo = mockServices.userInfo({
    userEntityRef: 'user:default/mock',
    ownershipEntityRefs: ['user:default/mock', 'group:default/data'],
  });
  const test = useTestServer({ userInfo });

  const api = (path: string) => `/api/tdengine-backup${path}`;
  const caller = {
    ref: 'user:default/mock',
    ownershipRefs: ['user:default/mock', 'group:default/data'],
  };

  describe('list', () => {
    it('has defaults for what is not asked for', async () => {
      const response = await request(test.server).get(api('/v1/backups'));

      expect(response.status).toBe(200);
      expect(response.body.items).toEqual([
        expect.objectContaining({ id: 'b1', name: 'nightly' }),
      ]);
      expect(test.services.backups.list).toHaveBeenCalledWith({
        page: 1,
        pageSize: 25,
        sort: 'createdAt',
        order: 'desc',
        criteria: undefined,
      });
    });

    it('hands on every filter as a typed value, single values of lists too', async () => {
      const response = await request(test.server).get(
        api(
          '/v1/backups?page=3&pageSize=50&state=available&state=failed&kind=full&verification=verified&mode=manual' +
            '&sourceType=tdengine&instance=main&database=power&ownerRef=Group:Default/Data&search=%20night%20' +
            '&from=2026-01-01&to=2026-02-01T00:00:00%2B08:00&sort=sizeBytes&order=asc',
        ),
      );

      expect(response.status).toBe(200);
      expect(test.services.backups.list).toHaveBeenCalledWith({
        page: 3,
        pageSize: 50,
        states: ['available', 'failed'],
        kinds: ['full'],
        verifications: ['verified'],
        modes: ['manual'],
        sourceTypes: ['tdengine'],
        instances: ['main'],
        databases: ['power'],
        ownerRefs: ['group:default/data'],
        search: 'night',
        createdFrom: new Date('2026-01-01T00:00:00Z'),
        createdTo: new Date('2026-01-31T16:00:00Z'),
        sort: 'sizeBytes',
        order: 'asc',
        criteria: undefined,
      });
    });

    it.each([
      ['page=0', 'page'],
      ['page=one', 'page'],
      ['pageSize=501', 'pageSize'],
      ['state=nice', 'state'],
      ['sort=secret', 'sort'],
      ['order=up', 'order'],
      ['from=yesterday', 'from'],
      ['from=2026-02-01&to=2026-01-01', 'from'],
      ['from=%2B123456-01-01', 'from'],
      ['ownerRef=data', 'ownerRef'],
      ['search=%00', 'NUL'],
      ['search=a&search=b', 'search'],
      ['nonsense=1', 'nonsense'],
    ])('refuses ?%s and names %s', async (query, field) => {
      const response = await request(test.server).get(
        api(`/v1/backups?${query}`),
      );

      expect(response.status).toBe(400);
      expect(response.body.error.name).toBe('InputError');
      expect(response.body.error.message).toContain(field);
      expect(test.services.backups.list).not.toHaveBeenCalled();
    });
  });

  describe('create', () => {
    const body = { instance: 'main', scope: { databases: ['power'] } };

    it('queues a backup that belongs to the caller', async () => {
      const response = await request(test.server)
        .post(api('/v1/backups'))
        .send({ ...body, name: ' nightly ' });

      expect(response.status).toBe(202);
      expect(response.body).toMatchObject({ id: 'b1', state: 'creating' });
      expect(test.services.backups.create).toHaveBeenCalledWith(
        { ...body, name: 'nightly', ownerRef: 'user:default/mock' },
        caller,
      );
      expect(test.audited).toEqual([
        {
          eventId: 'backup-create',
          severityLevel: 'medium',
          outcome: 'success',
          hasRequest: true,
          meta: {
            instance: 'main',
            backupId: 'b1',
            name: 'nightly',
            databases: ['power'],
          },
        },
      ]);
    });

    it('gives it to a group of the caller', async () => {
      await request(test.server)
        .post(api('/v1/backups'))
        .send({ ...body, ownerRef: 'Group:default/Data' })
        .expect(202);

      expect(test.services.backups.create).toHaveBeenCalledWith(
        { ...body, ownerRef: 'group:default/data' },
        caller,
      );
    });

    it('does not give it to a group of others', async () => {
      const response = await request(test.server)
        .post(api('/v1/backups'))
        .send({ ...body, ownerRef: 'group:default/finance' });

      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain('group:default/finance');
      expect(test.services.backups.create).not.toHaveBeenCalled();
      expect(test.audited).toMatchObject([
        { eventId: 'backup-create', outcome: 'fail' },
      ]);
    });

    it('lets only services pass others in the queue', async () => {
      const create = () => request(test.server).post(api('/v1/backups'));
      const refused = await create().send({ ...body, priority: 99 });
      expect([refused.status, refused.body.error.message]).toEqual([
        403,
        'Only services may give a priority before 100, which is that of all others; got 99',
      ]);
      await create()
        .send({ ...body, priority: 200 })
        .expect(202);
      await create()
        .set('Authorization', mockCredentials.service.header())
        .send({ ...body, priority: 0 })
        .expect(202);
      expect(
        test.services.backups.create.mock.calls.map(
          ([{ priority }]) => priority,
        ),
      ).toEqual([200, 0]);
    });

    it('lets a service give it to anybody, or to nobody', async () => {
      const create = (ownerRef?: string) =>
        request(test.server)
          .post(api('/v1/backups'))
          .set('Authorization', mockCredentials.service.header())
          .send({ ...body, ownerRef })
          .expect(202);
      await create('group:default/finance');
      await create();

      const serviceCaller = { ref: 'external:test-service', ownershipRefs: [] };
      expect(test.services.backups.create.mock.calls).toEqual([
        [{ ...body, ownerRef: 'group:default/finance' }, serviceCaller],
        [{ ...body, ownerRef: undefined }, serviceCaller],
      ]);
    });

    it.each<[string, object]>([
      ['all but some', { all: true, exclude: ['tmp_*', '*.scratch'] }],
      [
        'databases and tables side by side',
        {
          databases: ['prod_*'],
          exclude: ['prod_test', 'prod_a.tmp'],
          tables: [{ database: 'power', include: ['meters'] }],
        },
      ],
    ])('takes %s', async (_, scope) => {
      const response = await request(test.server)
        .post(api('/v1/backups'))
        .send({ ...body, scope });

      expect(response.status).toBe(202);
      expect(test.services.backups.create).toHaveBeenCalledWith(
        expect.objectContaining({ scope }),
        caller,
      );
    });

    it.each<[string, object, string]>([
      ['no instance', { scope: { all: true } }, 'instance'],
      ['no scope', { instance: 'main' }, 'scope'],
      ['an empty scope', { ...body, scope: {} }, 'scope'],
      [
        'two scopes',
        { ...body, scope: { all: true, databases: ['power'] } },
        'scope',
      ],
      [
        'nothing but exclusions',
        { ...body, scope: { exclude: ['x'] } },
        'scope',
      ],
      [
        'an empty exclusion',
        { ...body, scope: { all: true, exclude: [''] } },
        'exclude',
      ],
      ['not all', { ...body, scope: { all: false } }, 'scope.all'],
      ['no database', { ...body, scope: { databases: [] } }, 'scope.databases'],
      ['no table', { ...body, scope: { tables: [] } }, 'scope.tables'],
      [
        'nothing of a database',
        { ...body, scope: { tables: [{ database: 'power', include: [] }] } },
        'scope.tables[0].include',
      ],
      [
        'more patterns than anybody writes',
        {
          ...body,
          scope: {
            tables: [{ database: 'power', include: Array(1_001).fill('m') }],
          },
        },
        'include',
      ],
      [
        'a pattern longer than any name',
        {
          ...body,
          scope: {
            tables: [{ database: 'power', include: ['*?'.repeat(201)] }],
          },
        },
        'include',
      ],
      ['a blank name', { ...body, name: '  ' }, 'name'],
      ['a name of two lines', { ...body, name: 'a\nb' }, 'name'],
      ['a bad owner', { ...body, ownerRef: 'data' }, 'ownerRef'],
      ['NUL in a text', { ...body, remark: 'a\0b' }, 'remark'],
      [
        'NUL in a list',
        { ...body, scope: { databases: ['power', '\0'] } },
        'scope.databases[1]',
      ],
      ['a format that is none', { ...body, format: 'x'.repeat(40) }, 'format'],
      ['an unknown field', { ...body, pasword: 'x' }, 'body'],
    ])('refuses %s and names the field', async (_, wrong, field) => {
      const response = await request(test.server)
        .post(api('/v1/backups'))
        .send(wrong);

      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(field);
      expect(test.services.backups.create).not.toHaveBeenCalled();
    });

    it('refuses what is not JSON', async () => {
      const response = await request(test.server)
        .post(api('/v1/backups'))
        .set('Content-Type', 'application/json')
        .send('{"instance": ');

      expect(response.status).toBe(400);
      expect(response.body.error.name).toBe('InputError');
    });

    it('passes on a conflict', async () => {
      test.services.backups.create.mockRejectedValue(
        new ConflictError(`There is a backup named 'nightly' already`),
      );
      const response = await request(test.server)
        .post(api('/v1/backups'))
        .send(body);

      expect(response.status).toBe(409);
      expect(response.body.error).toEqual({
        name: 'ConflictError',
        message: `There is a backup named 'nightly' already`,
      });
    });
  });

  it('gets one', async () => {
    const response = await request(test.server).get(api('/v1/backups/b1'));

    expect(response.status).toBe(200);
    expect(response.body.id).toBe('b1');
    expect(test.audited).toMatchObject([
      {
        eventId: 'backup-fetch',
        severityLevel: 'low',
        outcome: 'success',
        meta: { queryType: 'by-id', backupId: 'b1' },
      },
    ]);
  });

  it('answers 404 for an unknown one', async () => {
    const response = await request(test.server).get(api('/v1/backups/b2'));

    expect(response.status).toBe(404);
    expect(response.body.error).toEqual({
      name: 'NotFoundError',
      message: `There is no backup with the id 'b2'`,
    });
    expect(test.audited).toMatchObject([
      { eventId: 'backup-fetch', outcome: 'fail' },
    ]);
  });

  it.each([
    ['/v1/backups/%ff', 400],
    ['/v1/backups/%00', 400],
    [`/v1/backups/${'x'.repeat(3000)}`, 404],
  ])('has an answer for an odd id: %.40s', async (path, status) => {
    const response = await request(test.server).get(api(path));
    expect(response.status).toBe(status);
  });

  it('annotates', async () => {
    const response = await request(test.server)
      .patch(api('/v1/backups/b1'))
      .send({ remark: 'new' });

    expect(response.status).toBe(200);
    expect(response.body.remark).toBe('new');
    expect(test.services.backups.update).toHaveBeenCalledWith(
      'b1',
      { remark: 'new' },
      caller,
    );
    await request(test.server)
      .patch(api('/v1/backups/b1'))
      .send({})
      .expect(400);
  });

  it.each(['cancel', 'retry', 'verify'] as const)('%s', async action => {
    const response = await request(test.server).post(
      api(`/v1/backups/b1/${action}`),
    );

    expect(response.status).toBe(202);
    expect(test.services.backups[action]).toHaveBeenCalledWith(
      'b1',
      caller,
      ...(action === 'verify' ? [{}] : []),
    );
    expect(test.audited).toMatchObject([
      {
        eventId: `backup-${action}`,
        severityLevel: 'medium',
        outcome: 'success',
        meta: { backupId: 'b1' },
      },
    ]);
  });

  it('compares with the source where that is asked for', async () => {
    await request(test.server)
      .post(api('/v1/backups/b1/verify'))
      .send({ deep: true })
      .expect(202);
    expect(test.services.backups.verify).toHaveBeenCalledWith('b1', caller, {
      deep: true,
    });
    await request(test.server)
      .post(api('/v1/backups/b1/verify'))
      .send({ deep: 'yes' })
      .expect(400);
  });

  it('deletes what was confirmed by its name', async () => {
    const response = await request(test.server).delete(
      api('/v1/backups/b1?confirmation=nightly'),
    );

    expect(response.status).toBe(202);
    expect(response.body.state).toBe('deleting');
    expect(test.services.backups.delete).toHaveBeenCalledWith(
      'b1',
      'nightly',
      caller,
    );
    expect(test.audited).toMatchObject([
      {
        eventId: 'backup-delete',
        severityLevel: 'high',
        meta: { backupId: 'b1', name: 'nightly' },
      },
    ]);
  });

  it('does not delete without the right confirmation', async () => {
    await request(test.server).delete(api('/v1/backups/b1')).expect(400);
    expect(test.services.backups.delete).not.toHaveBeenCalled();

    test.services.backups.delete.mockRejectedValue(
      new InputError(`'confirmation' must be the name of the backup`),
    );
    const response = await request(test.server).delete(
      api('/v1/backups/b1?confirmation=other'),
    );
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain('confirmation');
  });

  it('needs credentials', async () => {
    for (const header of [
      mockCredentials.none.header(),
      mockCredentials.user.invalidHeader(),
    ]) {
      const response = await request(test.server)
        .get(api('/v1/backups'))
        .set('Authorization', header);
      expect(response.status).toBe(401);
    }
  });
});
