import { mockCredentials } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { Readable } from 'node:stream';
import { rawRequest, RawResponse } from '../__testUtils__/rawRequest';
import { useTestServer } from '../__testUtils__/useTestServer';
import { Download } from '../../services/types';

const CONTENT = Buffer.from('0123456789'.repeat(1000));
const SHA256 = 'ab'.repeat(32);

describe('download routes', () => {
  let download: jest.Mocked<Download>;
  const test = useTestServer();

  beforeEach(() => {
    download = {
      fileName: '夜间 backup "1".zip',
      contentType: 'application/zip',
      size: CONTENT.length,
      sha256: SHA256,
      open: jest.fn(async range =>
        Readable.from([CONTENT.subarray(range?.start, range?.end)]),
      ),
    };
    test.services.backups.download.mockResolvedValue(download);
  });

  const get = (
    headers: Record<string, string> = {},
    options: { method?: string; query?: string } = {},
  ): Promise<RawResponse> =>
    rawRequest(test.server, {
      path: `/api/tdengine-backup/v1/backups/b1/download${options.query ?? ''}`,
      method: options.method,
      headers,
    });

  it('sends the whole file under its own name', async () => {
    const response = await get();

    expect(response.status).toBe(200);
    expect(response.body.equals(CONTENT)).toBe(true);
    expect(response.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(CONTENT.length),
      'content-disposition': `attachment; filename="__ backup _1_.zip"; filename*=UTF-8''%E5%A4%9C%E9%97%B4%20backup%20%221%22.zip`,
      'accept-ranges': 'bytes',
      etag: `"${SHA256}"`,
      'cache-control': expect.stringContaining('no-transform'),
      'x-content-type-options': 'nosniff',
    });
    expect(test.services.backups.download).toHaveBeenCalledWith('b1', {
      as: 'stored',
      signal: expect.any(AbortSignal),
    });
    expect(test.audited).toMatchObject([
      {
        eventId: 'backup-download',
        severityLevel: 'high',
        outcome: 'success',
        meta: {
          backupId: 'b1',
          as: 'stored',
          fileName: '夜间 backup "1".zip',
          downloadedBy: 'user:default/mock',
        },
      },
    ]);
  });

  it('asks for the CSV view', async () => {
    await get({}, { query: '?as=csv' });
    expect(test.services.backups.download).toHaveBeenCalledWith(
      'b1',
      expect.objectContaining({ as: 'csv' }),
    );

    expect((await get({}, { query: '?as=xml' })).status).toBe(400);
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=9990-', 9990, 10_000],
    ['bytes=-10', 9990, 10_000],
    ['bytes=9990-20000', 9990, 10_000],
    ['bytes=5-5', 5, 6],
  ])('sends %s', async (range, start, end) => {
    const response = await get({ range });

    expect(response.status).toBe(206);
    expect(response.headers['content-range']).toBe(
      `bytes ${start}-${end - 1}/10000`,
    );
    expect(response.headers['content-length']).toBe(String(end - start));
    expect(response.body.equals(CONTENT.subarray(start, end))).toBe(true);
    expect(download.open).toHaveBeenCalledWith({ start, end });
  });

  it('refuses a range behind the end', async () => {
    const response = await get({ range: 'bytes=10000-' });

    expect(response.status).toBe(416);
    expect(response.headers['content-range']).toBe('bytes */10000');
    expect(response.body).toHaveLength(0);
    expect(download.open).not.toHaveBeenCalled();
  });

  it.each(['bytes=0-1,5-6', 'lines=1-2'])(
    'sends everything for %s',
    async range => {
      const response = await get({ range });

      expect(response.status).toBe(200);
      expect(response.body).toHaveLength(CONTENT.length);
    },
  );

  it('goes on with a download only where the file is the same', async () => {
    const range = 'bytes=100-199';

    const same = await get({ range, 'if-range': `"${SHA256}"` });
    expect(same.status).toBe(206);

    const changed = await get({ range, 'if-range': '"something-else"' });
    expect(changed.status).toBe(200);
    expect(changed.body).toHaveLength(CONTENT.length);
  });

  it('sends nothing to a caller who has it already', async () => {
    const response = await get({ 'if-none-match': `"${SHA256}"` });

    expect(response.status).toBe(304);
    expect(download.open).not.toHaveBeenCalled();
  });

  it('answers HEAD without opening anything', async () => {
    const response = await get({}, { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(response.headers['content-length']).toBe(String(CONTENT.length));
    expect(response.headers['accept-ranges']).toBe('bytes');
    expect(response.headers.etag).toBe(`"${SHA256}"`);
    expect(response.body).toHaveLength(0);
    expect(download.open).not.toHaveBeenCalled();
  });

  describe('of unknown size', () => {
    beforeEach(() => {
      delete download.size;
      delete download.sha256;
    });

    it('is sent in chunks, whole, whatever range is asked for', async () => {
      const response = await get({ range: 'bytes=0-9' });

      expect(response.status).toBe(200);
      expect(response.headers['accept-ranges']).toBe('none');
      expect(response.headers['transfer-encoding']).toBe('chunked');
      expect(response.body.equals(CONTENT)).toBe(true);
      expect(response.isComplete).toBe(true);
    });

    it('breaks off when it fails midway', async () => {
      download.open.mockResolvedValue(
        Readable.from(
          (async function* halfThenFail() {
            yield CONTENT.subarray(0, 5000);
            throw new Error('the disk is gone');
          })(),
        ),
      );
      const response = await get();

      expect(response.isComplete).toBe(false);
      expect(test.audited).toMatchObject([{ outcome: 'fail' }]);
    });
  });

  it.each([
    ['fewer', CONTENT.subarray(0, 9999)],
    ['more', Buffer.concat([CONTENT, Buffer.from('!')])],
  ])('breaks off when %s bytes come than announced', async (_, content) => {
    download.open.mockResolvedValue(
      Readable.from([content.subarray(0, 100), content.subarray(100)]),
    );
    const response = await get();

    expect(response.isComplete).toBe(false);
    expect(test.audited).toMatchObject([{ outcome: 'fail' }]);
  });

  it('answers with an error where the file cannot be opened', async () => {
    download.open.mockRejectedValue(
      new NotFoundError(`The file of the backup is missing on 'default'`),
    );
    const response = await get({ range: 'bytes=0-9' });

    expect(response.status).toBe(404);
    expect(response.headers['content-type']).toContain('application/json');
    expect(response.headers['content-disposition']).toBeUndefined();
    expect(response.headers['content-range']).toBeUndefined();
    expect(response.headers.etag).not.toBe(`"${SHA256}"`);
    expect(JSON.parse(response.body.toString()).error.message).toContain(
      'missing',
    );
  });

  it('stops reading when the caller goes away', async () => {
    let wasDestroyed!: () => void;
    const destroyed = new Promise<void>(resolve => {
      wasDestroyed = resolve;
    });
    delete download.size;
    download.open.mockResolvedValue(
      new Readable({
        read() {
          this.push(Buffer.alloc(65_536));
        },
        destroy(error, callback) {
          wasDestroyed();
          callback(error);
        },
      }),
    );
    await rawRequest(test.server, {
      path: '/api/tdengine-backup/v1/backups/b1/download',
      onData: (_, hangUp) => hangUp(),
    });

    await destroyed;
    const { signal } = test.services.backups.download.mock.calls[0][1];
    expect(signal.aborted).toBe(true);
  });

  it('takes the cookie of a browser, which nothing else does', async () => {
    const cookie = mockCredentials.limitedUser.cookie('user:default/anna');

    const response = await get({ cookie });
    expect(response.status).toBe(200);
    // The auditor recognises callers by their token, and would fail without one.
    expect(test.audited).toMatchObject([
      {
        outcome: 'success',
        hasRequest: false,
        meta: { downloadedBy: 'user:default/anna' },
      },
    ]);

    const invalid = await get({
      cookie: mockCredentials.limitedUser.invalidCookie(),
    });
    expect(invalid.status).toBe(401);
  });

  it('needs credentials', async () => {
    const response = await get({
      authorization: mockCredentials.none.header(),
    });
    expect(response.status).toBe(401);
    expect(test.services.backups.download).not.toHaveBeenCalled();
  });
});
