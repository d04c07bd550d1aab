import request from 'supertest';
import { tdengineBackupConditions } from '../../permissions';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('overview routes', () => {
  const test = useTestServer();

  const api = (path: string) => `/api/tdengine-backup/v1${path}`;
  const ofOps = tdengineBackupConditions.isOwner({
    owners: ['group:default/ops'],
  });

  it('tells how everything is', async () => {
    const response = await request(test.server).get(api('/overview'));
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      state: { code: 'objectiveMissed' },
      unprotected: [{ instance: 'main', database: 'water' }],
    });
    expect(test.services.overview.get).toHaveBeenCalledWith({
      backups: 'all',
      policies: 'all',
    });
    expect(test.audited).toMatchObject([
      { eventId: 'overview-fetch', outcome: 'success' },
    ]);
  });

  it.each(['/overview', '/storage', '/alerts'])(
    'makes %s of what the caller may see',
    async path => {
      test.decide = name => (name === 'backup.query' ? ofOps : 'deny');
      const response = await request(test.server).get(api(path));
      expect(response.status).toBe(200);
      const calls = [
        ...test.services.overview.get.mock.calls.map(([access]) => access),
        ...test.services.storage.usage.mock.calls.map(([, access]) => access),
        ...test.services.alerts.list.mock.calls.map(([, access]) => access),
      ];
      expect(calls).toEqual([
        {
          backups: { property: 'ownerRef', values: ['group:default/ops'] },
          policies: 'none',
        },
      ]);
    },
  );

  it('goes so many days back', async () => {
    await request(test.server).get(api('/storage')).expect(200);
    await request(test.server).get(api('/storage?days=7')).expect(200);
    expect(
      test.services.storage.usage.mock.calls.map(([query]) => query),
    ).toEqual([{ days: 90 }, { days: 7 }]);
    await request(test.server).get(api('/storage?days=0')).expect(400);
    await request(test.server).get(api('/storage?days=731')).expect(400);
  });

  it('lists alerts, open or over', async () => {
    await request(test.server).get(api('/alerts')).expect(200);
    await request(test.server).get(api('/alerts?open=true')).expect(200);
    await request(test.server)
      .get(api('/alerts?open=false&page=2&pageSize=5'))
      .expect(200);
    expect(
      test.services.alerts.list.mock.calls.map(([query]) => query),
    ).toEqual([
      { page: 1, pageSize: 25, open: undefined },
      { page: 1, pageSize: 25, open: true },
      { page: 2, pageSize: 5, open: false },
    ]);
    await request(test.server).get(api('/alerts?open=maybe')).expect(400);
  });

  describe('estimates', () => {
    const send = (body: object) =>
      request(test.server).post(api('/estimates')).send(body);

    it('says how large a backup will be', async () => {
      const response = await send({
        instance: 'main',
        scope: { databases: ['power'] },
        targets: ['default'],
        format: 'csv',
      });
      expect(response.status).toBe(200);
      expect(response.body).toMatchObject({
        sizeBytes: 5,
        targets: [{ target: 'default', fits: true }],
      });
      expect(test.services.storage.estimate).toHaveBeenCalledWith(
        {
          instance: 'main',
          scope: { databases: ['power'] },
          targets: ['default'],
          format: 'csv',
        },
        { backups: 'all', policies: 'all' },
        { signal: expect.any(AbortSignal) },
      );
    });

    it('is for who may make that very backup', async () => {
      const ofPower = tdengineBackupConditions.hasDatabase({
        databases: ['power'],
      });
      test.decide = name => (name === 'backup.create' ? ofPower : 'deny');
      await send({
        instance: 'main',
        scope: { databases: ['power'] },
      }).expect(200);
      expect(test.services.storage.estimate.mock.calls[0][1]).toEqual({
        backups: 'none',
        policies: 'none',
      });
      await send({
        instance: 'main',
        scope: { databases: ['power', 'water'] },
      }).expect(403);
    });

    it.each([
      [{ scope: { all: true } }],
      [{ instance: 'main' }],
      [{ instance: 'main', scope: { all: true }, packaging: 'rar' }],
    ])('refuses %j', async body => {
      const response = await send(body);
      expect(response.status).toBe(400);
    });
  });
});
