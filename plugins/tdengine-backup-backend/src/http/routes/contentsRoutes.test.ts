import { NotFoundError } from '@backstage/errors';
import request from 'supertest';
import { useTestServer } from '../__testUtils__/useTestServer';

describe('contents routes', () => {
  const test = useTestServer();

  const api = (path: string) => `/api/tdengine-backup/v1/backups/b1${path}`;

  it('lists the tables', async () => {
    const response = await request(test.server).get(
      api('/contents?database=power&search=met&page=2&pageSize=10'),
    );

    expect(response.status).toBe(200);
    expect(test.services.backups.contents).toHaveBeenCalledWith('b1', {
      database: 'power',
      search: 'met',
      page: 2,
      pageSize: 10,
    });
  });

  it('lists rows per table', async () => {
    const response = await request(test.server).get(
      api('/contents/rows?database=power&table=meters'),
    );

    expect(response.status).toBe(200);
    expect(response.body.items).toEqual([{ name: 'd1', rowCount: 7 }]);
    expect(test.services.backups.tableRows).toHaveBeenCalledWith('b1', {
      database: 'power',
      table: 'meters',
      search: undefined,
      page: 1,
      pageSize: 25,
    });
  });

  it.each(['?table=meters', '?database=power', '?database=power&table=%20'])(
    'refuses rows%s',
    async query => {
      const response = await request(test.server).get(
        api(`/contents/rows${query}`),
      );

      expect(response.status).toBe(400);
      expect(test.services.backups.tableRows).not.toHaveBeenCalled();
    },
  );

  it('shows the report of the last verification', async () => {
    const response = await request(test.server).get(api('/verification'));

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({ ok: true, checkedFiles: 3 });
  });

  it('gives the report as a Markdown file', async () => {
    const response = await request(test.server).get(
      api('/verification?format=markdown'),
    );

    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe(
      'text/markdown; charset=utf-8',
    );
    expect(response.headers['content-disposition']).toContain(
      'filename="nightly-verification.md"',
    );
    expect(response.text).toContain('# Verification of nightly');
    expect(response.text).toContain('| Rows decoded | 30 |');
  });

  it('refuses a report in another format', async () => {
    const response = await request(test.server).get(
      api('/verification?format=pdf'),
    );

    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain('format');
  });

  it('lists every job that worked on it', async () => {
    const response = await request(test.server).get(api('/jobs'));

    expect(response.status).toBe(200);
    expect(response.body.items).toEqual([
      expect.objectContaining({ id: 'j1', type: 'backup' }),
    ]);
    expect(test.services.backups.jobs).toHaveBeenCalledWith('b1');
  });

  it('says so where there is no report yet', async () => {
    test.services.backups.verification.mockRejectedValue(
      new NotFoundError('The backup has not been verified yet'),
    );
    const response = await request(test.server).get(api('/verification'));

    expect(response.status).toBe(404);
    expect(response.body.error.message).toBe(
      'The backup has not been verified yet',
    );
  });
});
