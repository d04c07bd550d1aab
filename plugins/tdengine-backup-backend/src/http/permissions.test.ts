import { mockCredentials } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { Readable } from 'node:stream';
import request from 'supertest';
import {
  tdengineBackupConditions,
  tdengineRestoreConditions,
} from '../permissions';
import { createPolicy, Decision } from './__testUtils__/policy';
import { aPolicyInput } from './__testUtils__/policyRecords';
import { aBackup, aJob, aRestore } from './__testUtils__/records';
import { startTestServer, TestServer } from './__testUtils__/startTestServer';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Every call, with the permissions of which it needs each. */
const CALLS: Array<[Method, string, object | undefined, string[]]> = [
  ['get', '/instances', undefined, ['backup.query']],
  ['get', '/instances/main', undefined, ['backup.query']],
  ['get', '/instances/main/objects', undefined, ['backup.query']],
  ['get', '/targets', undefined, ['backup.query']],
  ['get', '/backups', undefined, ['backup.query']],
  [
    'post',
    '/backups',
    { instance: 'main', scope: { all: true } },
    ['backup.create'],
  ],
  ['get', '/backups/b1', undefined, ['backup.get']],
  ['patch', '/backups/b1', { remark: 'x' }, ['backup.get', 'backup.create']],
  ['delete', '/backups/b1?confirmation=nightly', undefined, ['backup.delete']],
  ['post', '/backups/b1/keep', undefined, ['backup.delete']],
  ['post', '/backups/b1/cancel', undefined, ['backup.get', 'backup.create']],
  ['post', '/backups/b1/retry', undefined, ['backup.get', 'backup.create']],
  ['post', '/backups/b1/verify', undefined, ['backup.get', 'backup.create']],
  [
    'post',
    '/backups/b1/copies',
    { target: 'nas' },
    ['backup.get', 'backup.create'],
  ],
  [
    'post',
    '/backups/b1/copies/nas/repair',
    undefined,
    ['backup.get', 'backup.create'],
  ],
  ['delete', '/backups/b1/copies/nas', undefined, ['backup.delete']],
  ['get', '/backups/b1/contents', undefined, ['backup.get']],
  [
    'get',
    '/backups/b1/contents/rows?database=power&table=meters',
    undefined,
    ['backup.get'],
  ],
  ['get', '/backups/b1/verification', undefined, ['backup.get']],
  ['get', '/backups/b1/jobs', undefined, ['backup.get']],
  ['get', '/facets/backups', undefined, ['backup.query']],
  ['get', '/facets/restores', undefined, ['restore.query']],
  ['get', '/backups/b1/download', undefined, ['backup.download']],
  ['post', '/restores/plan', { backupId: 'b1' }, ['restore.execute']],
  [
    'post',
    '/restores',
    { backupId: 'b1', planToken: 't' },
    ['restore.execute'],
  ],
  ['get', '/restores', undefined, ['restore.query']],
  ['get', '/restores/r1', undefined, ['restore.query']],
  [
    'post',
    '/restores/r1/cancel',
    undefined,
    ['restore.query', 'restore.execute'],
  ],
  [
    'post',
    '/restores/r1/retry',
    undefined,
    ['restore.query', 'restore.execute'],
  ],
  ['get', '/overview', undefined, ['backup.query']],
  ['get', '/storage', undefined, ['backup.query']],
  ['get', '/alerts', undefined, ['backup.query']],
  [
    'post',
    '/estimates',
    { instance: 'main', scope: { all: true } },
    ['backup.create'],
  ],
  ['get', '/jobs/j1', undefined, ['backup.get']],
  ['get', '/jobs/j1/events', undefined, ['backup.get']],
  ['get', '/policies', undefined, ['policy.query']],
  ['post', '/policies', aPolicyInput, ['policy.create', 'backup.create']],
  ['get', '/policies/p1', undefined, ['policy.query']],
  [
    'put',
    '/policies/p1',
    { ...aPolicyInput, version: 1 },
    ['policy.update', 'backup.create'],
  ],
  ['delete', '/policies/p1?version=1', undefined, ['policy.delete']],
  ['post', '/policies/p1/enable', undefined, ['policy.enable']],
  ['post', '/policies/p1/disable', undefined, ['policy.enable']],
  ['post', '/policies/p1/run', undefined, ['policy.enable']],
  ['get', '/policies/p1/runs', undefined, ['policy.query']],
  ['post', '/policies/p1/cleanup', undefined, ['policy.update']],
  [
    'post',
    '/retention/preview',
    { policyId: 'p1', retention: { count: 1 } },
    ['policy.query'],
  ],
  ['get', '/scheduler', undefined, ['policy.query']],
  ['post', '/scheduler/pause', {}, ['policy.query', 'policy.enable']],
  ['post', '/scheduler/resume', undefined, ['policy.query', 'policy.enable']],
];

/** What makes a record known to a caller: without it, it is as if there were none. */
const VISIBILITY = ['backup.get', 'restore.query', 'policy.query'];

describe('permissions', () => {
  let test: TestServer;
  let decide: (permissionName: string) => Decision;

  beforeAll(async () => {
    test = await startTestServer({
      permissions: createPolicy(permissionName => decide(permissionName)),
    });
    test.services.backups.download.mockImplementation(async () => ({
      fileName: 'nightly.zip',
      contentType: 'application/zip',
      open: async () => Readable.from(['zip']),
    }));
  });

  afterAll(() => test.stop());

  const send = (method: Method, path: string, body?: object) =>
    request(test.server)[method](`/api/tdengine-backup/v1${path}`).send(body);

  describe.each(CALLS)('%s %s', (method, path, body, needed) => {
    it(`needs ${needed.join(' and ')}, and nothing else`, async () => {
      decide = name => (needed.includes(name) ? 'allow' : 'deny');

      const response = await send(method, path, body);
      expect(response.status).toBeGreaterThanOrEqual(200);
      expect(response.status).toBeLessThan(300);
    });

    it.each(needed)('is refused without %s', async missing => {
      decide = name => (name === missing ? 'deny' : 'allow');

      const response = await send(method, path, body);
      const isList =
        ['/restores', '/facets/restores', '/policies'].includes(path) ||
        path.startsWith('/scheduler');
      const isHidden = VISIBILITY.includes(missing) && !isList;
      expect(response.status).toBe(isHidden ? 404 : 403);
      expect(response.body.error.message).toContain(
        isHidden ? 'There is no' : missing,
      );
    });

    it('is refused without any permission', async () => {
      decide = () => 'deny';

      const isOfOneRecord =
        /^\/(backups|restores|jobs|policies)\/\w/.test(path) ||
        (body !== undefined && ('backupId' in body || 'policyId' in body));
      expect((await send(method, path, body)).status).toBe(
        isOfOneRecord ? 404 : 403,
      );
    });
  });

  it('tells nothing about what is hidden', async () => {
    decide = () => 'deny';
    const hidden = await send('get', '/backups/b1');
    const unknown = await send('get', '/backups/b2');

    expect(hidden.status).toBe(404);
    expect(hidden.body.error).toEqual({
      ...unknown.body.error,
      message: unknown.body.error.message.replace('b2', 'b1'),
    });
  });

  describe('with conditions', () => {
    const owner = (ref: string) =>
      tdengineBackupConditions.isOwner({ owners: [ref] });

    it('lists what the conditions let through', async () => {
      decide = () => ({
        anyOf: [
          owner('group:default/data'),
          { not: tdengineBackupConditions.hasDatabase({ databases: ['x'] }) },
        ],
      });
      expect((await send('get', '/backups')).status).toBe(200);

      expect(test.services.backups.list).toHaveBeenLastCalledWith(
        expect.objectContaining({
          criteria: {
            anyOf: [
              { property: 'ownerRef', values: ['group:default/data'] },
              { not: { property: 'database', values: ['x'] } },
            ],
          },
        }),
      );
    });

    it('lists restores likewise', async () => {
      decide = () =>
        tdengineRestoreConditions.isCreator({
          creators: ['user:default/mock'],
        });
      expect((await send('get', '/restores')).status).toBe(200);

      expect(test.services.restores.list).toHaveBeenLastCalledWith(
        expect.objectContaining({
          criteria: { property: 'createdBy', values: ['user:default/mock'] },
        }),
      );
    });

    it('applies them to the one record', async () => {
      decide = () => owner('group:default/data');
      expect((await send('get', '/backups/b1')).status).toBe(200);
      expect((await send('get', '/backups/b1/download')).status).toBe(200);
      expect(
        (await send('post', '/restores/plan', { backupId: 'b1' })).status,
      ).toBe(200);

      decide = () => owner('group:default/finance');
      expect((await send('get', '/backups/b1')).status).toBe(404);
      expect((await send('get', '/backups/b1/download')).status).toBe(404);
      expect(
        (await send('post', '/restores/plan', { backupId: 'b1' })).status,
      ).toBe(404);

      decide = name =>
        name === 'backup.get'
          ? owner('group:default/data')
          : owner('group:default/finance');
      expect((await send('get', '/backups/b1/download')).status).toBe(403);
      expect(
        (await send('post', '/restores/plan', { backupId: 'b1' })).status,
      ).toBe(403);
    });

    describe('asks for the place that a restore goes to', () => {
      const { hasInstance, hasDatabase } = tdengineBackupConditions;
      const plan = (body: object) =>
        send('post', '/restores/plan', { backupId: 'b1', ...body });
      const create = (body: object) =>
        send('post', '/restores', { backupId: 'b1', planToken: 't', ...body });

      it.each([
        ['the same place', {}, undefined],
        [
          'another instance',
          { instance: 'finance' },
          "database 'power' of instance 'finance'",
        ],
        [
          'another database',
          { rename: { power: 'ledger' } },
          "database 'ledger' of instance 'main'",
        ],
        [
          'one of two databases',
          {
            selection: {
              databases: ['power'],
              tables: [{ database: 'ledger', name: 'entries' }],
            },
          },
          "database 'ledger' of instance 'main'",
        ],
      ])('%s', async (_, body, refused) => {
        decide = () => ({
          allOf: [
            hasInstance({ instances: ['main'] }),
            hasDatabase({ databases: ['power'] }),
          ],
        });
        for (const ask of [plan, create]) {
          const { status, body: answer } = await ask(body);
          expect([status < 300, answer.error?.message]).toEqual([
            refused === undefined,
            refused &&
              `The permission 'tdengine-backup.restore.execute' is missing for ${refused}`,
          ]);
        }
      });

      it('for every database of it', async () => {
        decide = () => ({ not: hasDatabase({ databases: ['ledger'] }) });
        expect((await plan({})).status).toBe(200);
        expect((await plan({ rename: { power: 'ledger' } })).status).toBe(403);
      });

      it('when it is tried again', async () => {
        decide = name =>
          name === 'restore.query'
            ? 'allow'
            : hasDatabase({ databases: ['power'] });
        expect((await send('post', '/restores/r1/retry')).status).toBe(403);

        decide = name =>
          name === 'restore.query'
            ? 'allow'
            : hasDatabase({ databases: ['power', 'power_copy'] });
        expect((await send('post', '/restores/r1/retry')).status).toBe(202);
      });
    });

    describe('asks for what is to be backed up', () => {
      const { hasInstance, hasDatabase, isOwner } = tdengineBackupConditions;
      const create = (scope: object, more: object = {}) =>
        send('post', '/backups', { instance: 'main', scope, ...more });
      const power = { databases: ['power'] };

      it('the instance', async () => {
        decide = () => hasInstance({ instances: ['main'] });
        expect((await create(power)).status).toBe(202);
        expect((await create({ all: true })).status).toBe(202);
        const refused = await create(power, { instance: 'finance' });
        expect([refused.status, refused.body.error.message]).toEqual([
          403,
          "The permission 'tdengine-backup.backup.create' is missing for database 'power' of instance 'finance'",
        ]);
      });

      it('every database of it, also of those that a pattern may match', async () => {
        test.services.instances.listObjects.mockResolvedValue([
          { kind: 'database', database: 'power' },
          { kind: 'database', database: 'ledger' },
        ]);
        const scopes = [
          { databases: ['power', 'ledger'] },
          { tables: [{ database: 'ledger', include: ['*'] }] },
          { databases: ['*'] },
          { databases: ['p?wer'] },
          { all: true },
        ];
        for (const decision of [
          hasDatabase({ databases: ['power'] }),
          { not: hasDatabase({ databases: ['ledger'] }) },
        ]) {
          decide = () => decision;
          expect((await create(power)).status).toBe(202);
          for (const scope of scopes) {
            const { status, body } = await create(scope);
            expect([scope, status, body.error?.message]).toEqual([
              scope,
              403,
              expect.stringContaining("database 'ledger'"),
            ]);
          }
        }
        test.reset();
      });

      it('every database that it names beside a pattern, also one that is still to come', async () => {
        test.services.instances.listObjects.mockResolvedValue([
          { kind: 'database', database: 'power' },
        ]);
        decide = () => ({ not: hasDatabase({ databases: ['ledger'] }) });
        expect((await create({ databases: ['p*'] })).status).toBe(202);
        for (const scope of [
          { databases: ['p*', 'ledger'] },
          {
            databases: ['p*'],
            tables: [{ database: 'ledger', include: ['*'] }],
          },
        ]) {
          expect((await create(scope)).status).toBe(403);
        }
        test.reset();
      });

      it('the owner', async () => {
        decide = () => isOwner({ owners: ['user:default/mock'] });
        expect((await create(power)).status).toBe(202);
        decide = () => isOwner({ owners: ['group:default/finance'] });
        expect((await create(power)).status).toBe(403);
      });

      it('and of the backup itself for what is done with it', async () => {
        decide = name =>
          name === 'backup.get'
            ? 'allow'
            : hasInstance({ instances: ['finance'] });
        expect((await send('post', '/backups/b1/verify')).status).toBe(403);
        decide = () => hasInstance({ instances: ['main'] });
        expect((await send('post', '/backups/b1/verify')).status).toBe(202);
      });
    });

    it('still shows instances to who may see some backups', async () => {
      decide = () => owner('group:default/finance');
      expect((await send('get', '/instances')).status).toBe(200);
    });

    it('lets the permission framework ask about a record', async () => {
      const response = await request(test.server)
        .post(
          '/api/tdengine-backup/.well-known/backstage/permissions/apply-conditions',
        )
        .set('Authorization', mockCredentials.service.header())
        .send({
          items: [
            {
              id: '1',
              resourceRef: 'b1',
              resourceType: 'tdengine-backup',
              conditions: owner('group:default/data'),
            },
            {
              id: '2',
              resourceRef: 'unknown',
              resourceType: 'tdengine-backup',
              conditions: owner('group:default/data'),
            },
            {
              id: '3',
              resourceRef: 'r1',
              resourceType: 'tdengine-restore',
              conditions: tdengineRestoreConditions.hasInstance({
                instances: ['other'],
              }),
            },
          ],
        });

      expect(response.body.items).toEqual([
        { id: '1', result: 'ALLOW' },
        { id: '2', result: 'DENY' },
        { id: '3', result: 'DENY' },
      ]);
    });
  });

  it('tells the permission framework of every permission and rule', async () => {
    const response = await request(test.server).get(
      '/api/tdengine-backup/.well-known/backstage/permissions/metadata',
    );

    expect(
      response.body.permissions
        .map(({ name }: { name: string }) => name)
        .sort(),
    ).toEqual([
      'tdengine-backup.backup.create',
      'tdengine-backup.backup.delete',
      'tdengine-backup.backup.download',
      'tdengine-backup.backup.get',
      'tdengine-backup.backup.import',
      'tdengine-backup.backup.query',
      'tdengine-backup.encryption.rewrap',
      'tdengine-backup.policy.create',
      'tdengine-backup.policy.delete',
      'tdengine-backup.policy.enable',
      'tdengine-backup.policy.query',
      'tdengine-backup.policy.update',
      'tdengine-backup.restore.execute',
      'tdengine-backup.restore.query',
    ]);
    expect(
      response.body.rules
        .map((rule: { resourceType: string; name: string }) =>
          [rule.resourceType, rule.name].join(' '),
        )
        .sort(),
    ).toEqual(
      ['tdengine-backup', 'tdengine-policy', 'tdengine-restore'].flatMap(type =>
        ['HAS_DATABASE', 'HAS_INSTANCE', 'IS_CREATOR', 'IS_OWNER'].map(
          rule => `${type} ${rule}`,
        ),
      ),
    );
  });

  describe('of jobs', () => {
    it.each([
      ['backup.query', { backups: 'all', restores: 'none', rescans: false }],
      ['restore.query', { backups: 'none', restores: 'all', rescans: false }],
      ['backup.import', { backups: 'none', restores: 'none', rescans: true }],
    ])('%s lets a list have its own', async (allowed, access) => {
      decide = name => (name === allowed ? 'allow' : 'deny');
      expect((await send('get', '/jobs')).status).toBe(200);
      expect(test.services.jobs.list).toHaveBeenLastCalledWith(
        expect.anything(),
        access,
      );
    });

    it('there is no list for who may see none of them', async () => {
      decide = () => 'deny';
      expect((await send('get', '/jobs')).status).toBe(403);
    });

    afterEach(() => {
      test.services.jobs.get.mockResolvedValue(aJob());
    });

    it('follow the restore where it is a restore', async () => {
      test.services.jobs.get.mockResolvedValue(
        aJob({ type: 'restore', subjectId: 'r1' }),
      );
      decide = name => (name === 'restore.query' ? 'allow' : 'deny');
      expect((await send('get', '/jobs/j1')).status).toBe(200);

      decide = name => (name === 'restore.query' ? 'deny' : 'allow');
      expect((await send('get', '/jobs/j1')).status).toBe(404);
    });

    it('follow the backup where it verifies or deletes', async () => {
      for (const type of ['verify', 'delete'] as const) {
        test.services.jobs.get.mockResolvedValue(aJob({ type }));
        decide = name => (name === 'backup.get' ? 'allow' : 'deny');
        expect((await send('get', '/jobs/j1')).status).toBe(200);
      }
    });

    it('of what is gone need an unconditional permission', async () => {
      test.services.jobs.get.mockResolvedValue(
        aJob({ type: 'delete', subjectId: 'gone' }),
      );
      decide = () => 'allow';
      expect((await send('get', '/jobs/j1')).status).toBe(200);

      decide = () => ({
        not: tdengineBackupConditions.isOwner({ owners: [] }),
      });
      expect((await send('get', '/jobs/j1')).status).toBe(404);
    });
  });

  it('lets a restore be cancelled whose backup is gone', async () => {
    test.services.restores.get.mockResolvedValueOnce(
      aRestore({ backupId: 'gone' }),
    );
    decide = () => 'allow';
    expect((await send('post', '/restores/r1/cancel')).status).toBe(202);
  });

  it('does not take a failure for a missing record', async () => {
    decide = () => 'allow';
    test.services.backups.get.mockRejectedValueOnce(new Error('database'));
    expect((await send('get', '/jobs/j1')).status).toBe(500);

    test.services.backups.get.mockRejectedValueOnce(new NotFoundError('gone'));
    expect((await send('get', '/backups/b1')).status).toBe(404);

    test.services.backups.get.mockResolvedValueOnce(aBackup());
    expect((await send('get', '/backups/b1')).status).toBe(200);
  });
});
