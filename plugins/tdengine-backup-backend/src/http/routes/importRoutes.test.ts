import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('import routes', () => {
  const test = useTestServer();

  const rescan = '/api/tdengine-backup/v1/targets/nas/rescan';
  const upload = '/api/tdengine-backup/v1/backups/upload';

  it('begins a rescan, tells of the last one, and ends one', async () => {
    const begun = await request(test.server).post(rescan);
    expect(begun.status).toBe(202);
    expect(begun.body).toMatchObject({ id: 's1', target: 'nas' });
    const told = await request(test.server).get(rescan);
    expect(told.status).toBe(200);
    expect(told.body.result).toMatchObject({
      found: 3,
      added: 1,
      problems: [{ place: 'backups/20260131/x', reason: 'It is damaged' }],
    });
    expect((await request(test.server).delete(rescan)).status).toBe(202);
    expect(test.services.imports.cancelRescan).toHaveBeenCalledWith('nas');
    expect(test.audited).toMatchObject([
      { eventId: 'target-rescan', meta: { target: 'nas', rescanId: 's1' } },
      { eventId: 'target-rescan-fetch', severityLevel: 'low' },
      { eventId: 'target-rescan-cancel', outcome: 'success' },
    ]);
  });

  it('takes an archive in as it comes, and hands on where it is to go', async () => {
    let received = 0;
    const answer = test.services.imports.upload.getMockImplementation()!;
    test.services.imports.upload.mockImplementation(
      async ({ content, size }, ...rest) => {
        for await (const chunk of content) {
          received += chunk.length;
        }
        return answer({ content, size }, ...rest);
      },
    );
    const response = await request(test.server)
      .post(upload)
      .query({ target: ['near', 'far'] })
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.alloc(3_000_000));
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({ id: 'b1', origin: 'uploaded' });
    expect(received).toBe(3_000_000);
    expect(test.services.imports.upload).toHaveBeenCalledWith(
      expect.objectContaining({ size: 3_000_000 }),
      expect.objectContaining({ targets: ['near', 'far'] }),
      expect.objectContaining({ ref: 'user:default/mock' }),
    );
    expect(test.audited).toMatchObject([
      {
        eventId: 'backup-upload',
        severityLevel: 'high',
        meta: { targets: ['near', 'far'], backupId: 'b1' },
      },
    ]);
  });

  it('refuses all of it without the permission', async () => {
    test.decide = name => (name === 'backup.import' ? 'deny' : 'allow');
    for (const response of [
      await request(test.server).post(rescan),
      await request(test.server).get(rescan),
      await request(test.server).delete(rescan),
      await request(test.server)
        .post(upload)
        .set('Content-Type', 'application/octet-stream')
        .send(Buffer.alloc(10)),
    ]) {
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain(
        'tdengine-backup.backup.import',
      );
    }
    for (const method of Object.values(test.services.imports)) {
      expect(method).not.toHaveBeenCalled();
    }
  });
});
