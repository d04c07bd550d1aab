import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { uploadFile } from './uploadFile';

const URL = 'http://localhost:7007/api/tdengine-backup/v1/backups/upload';

describe('uploadFile', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  it('sends the bytes as they are, as the user', async () => {
    let asked: { type: string | null; user: string | null; text: string };
    server.use(
      http.post(URL, async ({ request }) => {
        asked = {
          type: request.headers.get('Content-Type'),
          user: request.headers.get('Authorization'),
          text: await request.text(),
        };
        return HttpResponse.json({ id: 'b1' }, { status: 201 });
      }),
    );
    const file = new Blob(['0123456789']);
    await expect(
      uploadFile({ url: URL, token: 'alice', file }),
    ).resolves.toEqual({ id: 'b1' });
    expect(asked!).toEqual({
      type: 'application/octet-stream',
      user: 'Bearer alice',
      text: '0123456789',
    });
  });

  it('fails with the words of the server', async () => {
    server.use(
      http.post(URL, () =>
        HttpResponse.json(
          {
            error: { name: 'InputError', message: 'It holds a link' },
            response: { statusCode: 400 },
          },
          { status: 400 },
        ),
      ),
    );
    await expect(
      uploadFile({ url: URL, token: undefined, file: new Blob(['x']) }),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      body: { error: { message: 'It holds a link' } },
    });
  });

  it('says that the connection broke off', async () => {
    server.use(http.post(URL, () => HttpResponse.error()));
    await expect(
      uploadFile({ url: URL, token: undefined, file: new Blob(['x']) }),
    ).rejects.toMatchObject({ name: 'NetworkError' });
  });

  it('ends when it is cancelled', async () => {
    server.use(http.post(URL, () => new Promise<never>(() => {})));
    const controller = new AbortController();
    const pending = uploadFile({
      url: URL,
      token: 'alice',
      file: new Blob(['x']),
      signal: controller.signal,
    });
    controller.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });
});
