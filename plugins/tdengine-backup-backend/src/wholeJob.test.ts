import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  Backup,
  JobEvent,
  Restore,
  RestorePlan,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-common';
import tdengineModule from 'backstage-plugin-tdengine-backup-backend-module-tdengine';
import { createHash } from 'node:crypto';
import request, { Response } from 'supertest';
import { createPolicy, Decision } from './http/__testUtils__/policy';
import { rawRequest } from './http/__testUtils__/rawRequest';
import { tdengineBackupConditions } from './permissions';
import { tdengineBackupPlugin } from './plugin';
import { startTdengine, TestTdengine } from './__testUtils__/startTdengine';

jest.setTimeout(120_000);

/** One super table with Chinese names and awkward texts, one normal table, one table without rows. */
const statements = (db: string) => [
  `CREATE DATABASE ${db} VGROUPS 1 KEEP 36500`,
  `CREATE STABLE ${db}.meters (ts TIMESTAMP, voltage INT, remark NCHAR(40)) TAGS (site NCHAR(20), group_id INT)`,
  `CREATE TABLE ${db}.d1 USING ${db}.meters TAGS ('上海一号站', 1)`,
  `CREATE TABLE ${db}.d2 USING ${db}.meters TAGS ('Hamburg', 2)`,
  `CREATE TABLE ${db}.empty USING ${db}.meters TAGS ('', 3)`,
  `CREATE TABLE ${db}.events (ts TIMESTAMP, message NCHAR(100))`,
  `INSERT INTO ${db}.d1 VALUES (1700000000000, 220, '正常') (1700000001000, NULL, '') (1700000002000, 221, 'it''s "quoted"')`,
  `INSERT INTO ${db}.d2 VALUES (1700000000000, -1, 'x')`,
  `INSERT INTO ${db}.events VALUES (1700000000000, 'started 🚀') (1700000009000, NULL)`,
];
const ROWS = 6;

describe('the whole job, over HTTP', () => {
  const directory = createMockDirectory();
  let tdengine: TestTdengine;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let database: string;
  let decide: (permissionName: string) => Decision = () => 'allow';

  beforeAll(async () => {
    tdengine = await startTdengine();
    database = tdengine.databaseName('source');
    for (const statement of statements(database)) {
      await tdengine.query(statement);
    }
    backend = await startTestBackend({
      features: [
        tdengineBackupPlugin,
        tdengineModule,
        createPolicy(name => decide(name)).factory,
        mockServices.rootConfig.factory({
          data: {
            tdengineBackup: {
              storage: { path: directory.path },
              instances: [
                {
                  name: 'main',
                  url: tdengine.url,
                  user: tdengine.user,
                  password: tdengine.password,
                },
              ],
              jobs: { pollInterval: { milliseconds: 100 } },
            },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await tdengine?.stop();
  });

  const api = (path: string) => `/api/tdengine-backup/v1${path}`;
  const get = async <T>(path: string): Promise<T> =>
    expectStatus(await request(backend.server).get(api(path)), 200);
  const post = async <T>(
    path: string,
    body: object,
    status = 202,
  ): Promise<T> =>
    expectStatus(
      await request(backend.server).post(api(path)).send(body),
      status,
    );

  function expectStatus<T>(response: Response, status: number): T {
    expect([response.status, response.body]).toEqual([
      status,
      expect.anything(),
    ]);
    return response.body;
  }

  /** Follows a job as the pages do, until its stream ends. */
  async function follow(jobId: string | undefined): Promise<JobEvent[]> {
    const { body, status } = await rawRequest(backend.server, {
      path: api(`/jobs/${jobId}/events`),
      headers: { accept: 'text/event-stream' },
    });
    expect(status).toBe(200);
    return body
      .toString('utf8')
      .split('\n')
      .filter(line => line.startsWith('data: '))
      .map(line => JSON.parse(line.slice('data: '.length)));
  }

  async function createBackup(options: object = {}): Promise<Backup> {
    const { id, jobId } = await post<Backup>('/backups', {
      instance: 'main',
      scope: { databases: [database] },
      ...options,
    });
    const events = await follow(jobId);
    const failure = events.find(event => event.level === 'error')?.message;
    expect(failure).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: 'state', state: 'succeeded' });
    return get<Backup>(`/backups/${id}`);
  }

  it.each([
    { packaging: 'zip', format: 'native' },
    { packaging: 'tar.gz', format: 'csv' },
    { packaging: 'folder', format: 'native' },
  ])('backs up and restores, $format in $packaging', async options => {
    const instance = await get<object>('/instances/main');
    expect(instance).toMatchObject({ status: { reachable: true } });
    const objects = await get<{ items: object[] }>(
      `/instances/main/objects?database=${database}`,
    );
    expect(objects.items).toHaveLength(2);

    // Back up, and look at what is in it.
    const backup = await createBackup(options);
    expect(backup).toMatchObject({
      ...options,
      state: 'available',
      verification: 'verified',
      rows: ROWS,
      databases: [database],
      ownerRef: 'user:default/mock',
    });
    const contents = await get<{ items: object[] }>(
      `/backups/${backup.id}/contents`,
    );
    expect(contents.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          table: 'meters',
          tableCount: 3,
          rowCount: 4,
          sourceRowsBefore: 4,
          sourceRowsAfter: 4,
        }),
        expect.objectContaining({ table: 'events', rowCount: 2 }),
      ]),
    );
    const rows = await get<{ items: object[] }>(
      `/backups/${backup.id}/contents/rows?database=${database}&table=meters`,
    );
    expect(rows.items).toEqual(
      expect.arrayContaining([
        { name: 'd1', rowCount: 3 },
        { name: 'd2', rowCount: 1 },
      ]),
    );

    // Restore it under another name.
    const copy = tdengine.databaseName(`${options.packaging.replace('.', '')}`);
    const restoreRequest = {
      backupId: backup.id,
      rename: { [database]: copy },
    };
    const plan = await post<RestorePlan>('/restores/plan', restoreRequest, 200);
    expect(plan).toMatchObject({ blockers: [], totals: { rows: ROWS } });
    const created = await post<Restore>('/restores', {
      ...restoreRequest,
      planToken: plan.token,
    });
    await follow(created.jobId);
    const restore = await get<Restore>(`/restores/${created.id}`);
    expect(restore).toMatchObject({
      state: 'succeeded',
      rows: ROWS,
      databases: [copy],
    });
    expect(restore.checks).not.toHaveLength(0);
    for (const check of restore.checks!) {
      expect(check.differences).toEqual([]);
      expect([check.fileRows, check.targetRows]).toEqual([
        check.sourceRows,
        check.sourceRows,
      ]);
    }
    for (const name of ['meters', 'events']) {
      expect(await valuesOf(copy, name)).toEqual(
        await valuesOf(database, name),
      );
    }

    // A second time the name is taken, and the plan that was looked at is old.
    const blocked = await post<RestorePlan>(
      '/restores/plan',
      restoreRequest,
      200,
    );
    expect(blocked.blockers.join()).toContain(copy);
    await post('/restores', { ...restoreRequest, planToken: plan.token }, 409);
    await post(
      '/restores',
      { ...restoreRequest, planToken: blocked.token },
      409,
    );

    // Read it back once more, and let it go.
    const verifying = await post<Backup>(`/backups/${backup.id}/verify`, {});
    await follow(verifying.verifyJobId);
    const report = await get<VerificationReport>(
      `/backups/${backup.id}/verification`,
    );
    expect(report).toMatchObject({ ok: true, checkedRows: ROWS, problems: [] });

    const refused = await request(backend.server).delete(
      api(`/backups/${backup.id}?confirmation=other`),
    );
    expect(refused.status).toBe(400);
    const deleting = await request(backend.server).delete(
      api(`/backups/${backup.id}?confirmation=${backup.name}`),
    );
    expect(deleting.status).toBe(202);
    await untilGone(backup.id);
    const left = Object.keys(directory.content({ shouldReadAsText: false })!);
    expect(left).not.toContain('backups');
  });

  it.each(['zip', 'tar.gz'])(
    'hands out the bytes of a %s, whole and in part',
    async packaging => {
      const backup = await createBackup({ packaging });

      const stored = await download(backup.id);
      expect(createHash('sha256').update(stored.body).digest('hex')).toBe(
        backup.copies[0].sha256,
      );
      const middle = await download(backup.id, { range: 'bytes=10-19' });
      expect(middle.status).toBe(206);
      expect(middle.body.equals(stored.body.subarray(10, 20))).toBe(true);
    },
  );

  it('hands out a folder, and any backup as CSV, as a zip', async () => {
    const backup = await createBackup({ packaging: 'folder' });

    for (const [as, file] of [
      ['stored', 'metadata.json'],
      ['csv', 'meters.csv'],
    ]) {
      const { body } = await download(backup.id, {}, `?as=${as}`);
      expect(body.subarray(0, 2).toString()).toBe('PK');
      expect(body.includes(file)).toBe(true);
    }
  });

  async function download(
    id: string,
    headers: Record<string, string> = {},
    query = '',
  ) {
    const response = await rawRequest(backend.server, {
      path: api(`/backups/${id}/download${query}`),
      headers: {
        cookie: mockCredentials.limitedUser.cookie('user:default/mock'),
        ...headers,
      },
    });
    expect(response.isComplete).toBe(true);
    expect(response.headers['content-disposition']).toContain('attachment');
    return response;
  }

  function valuesOf(db: string, table: string): Promise<unknown[][]> {
    const columns = table === 'meters' ? 'tbname, *' : '*';
    const order = table === 'meters' ? 'tbname, ts' : 'ts';
    return tdengine.query(
      `SELECT ${columns} FROM ${db}.${table} ORDER BY ${order}`,
    );
  }

  async function untilGone(id: string): Promise<void> {
    for (;;) {
      const { status } = await request(backend.server).get(
        api(`/backups/${id}`),
      );
      if (status === 404) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  it('lists what a policy lets through, and gets the same', async () => {
    const backup = await createBackup();
    const { isOwner, isCreator, hasInstance, hasDatabase } =
      tdengineBackupConditions;
    const mine = isOwner({ owners: ['user:default/mock'] });
    const others = isOwner({ owners: ['group:default/others'] });
    const cases: Array<[Decision, boolean]> = [
      [mine, true],
      [others, false],
      [{ not: others }, true],
      [isCreator({ creators: ['user:default/mock'] }), true],
      [isCreator({ creators: [] }), false],
      [{ allOf: [mine, hasInstance({ instances: ['main'] })] }, true],
      [{ allOf: [mine, hasDatabase({ databases: ['other'] })] }, false],
      [{ anyOf: [others, hasDatabase({ databases: [database] })] }, true],
    ];
    try {
      for (const [decision, isVisible] of cases) {
        decide = () => decision;
        const page = await get<{ items: Backup[] }>('/backups?pageSize=500');
        const one = await request(backend.server).get(
          api(`/backups/${backup.id}`),
        );
        expect([
          decision,
          page.items.some(({ id }) => id === backup.id),
          one.status === 200,
        ]).toEqual([decision, isVisible, isVisible]);
      }
    } finally {
      decide = () => 'allow';
    }
  });

  it('says what an unreachable or unknown server is', async () => {
    const response = await request(backend.server)
      .post(api('/backups'))
      .send({ instance: 'nowhere', scope: { all: true } });
    expect([400, 404]).toContain(response.status);
    expect(response.body.error.message).toContain('nowhere');

    const objects = await request(backend.server).get(
      api('/instances/nowhere/objects'),
    );
    expect(objects.status).toBe(404);
  });

  it('says that a server has no database of a name', async () => {
    const { status, body } = await request(backend.server).get(
      api('/instances/main/objects?database=nope'),
    );
    expect([status, body.error?.message]).toEqual([
      404,
      "There is no database 'nope'",
    ]);
  });

  it('leaves rows out that are older than the KEEP of the target, where asked', async () => {
    const backup = await createBackup();
    const target = tdengine.databaseName('kept');
    await tdengine.query(`CREATE DATABASE ${target} VGROUPS 1 KEEP 100`);
    const restoreRequest = {
      backupId: backup.id,
      rename: { [database]: target },
      conflict: 'merge',
      options: { keep: 'drop' },
    };
    const plan = await post<RestorePlan>('/restores/plan', restoreRequest, 200);
    expect(plan.blockers).toEqual([]);
    const noteOf = (name: string) =>
      plan.objects.find(object => object.name === name)?.notes.join('; ');
    expect(noteOf('meters')).toContain('4 rows older than KEEP');
    expect(noteOf('events')).toContain('2 rows older than KEEP');

    const created = await post<Restore>('/restores', {
      ...restoreRequest,
      planToken: plan.token,
      confirmation: plan.confirmation,
    });
    await follow(created.jobId);
    const restore = await get<Restore>(`/restores/${created.id}`);
    expect(restore).toMatchObject({ state: 'succeeded', rows: 0 });
  });
});
