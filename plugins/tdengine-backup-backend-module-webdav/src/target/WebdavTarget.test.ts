import { promises as fs } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  describeStorageFaults,
  describeStorageLimits,
  describeStorageTarget,
  FaultProxy,
} from 'backstage-plugin-tdengine-backup-node/testUtils';
import {
  canMountSmallFolder,
  mountSmallFolder,
  startWebdavServer,
  WebdavServer,
  webdavServerProgram,
  SmallFolder,
} from 'storage-servers';
import { WebdavTarget } from './WebdavTarget';
import { WebdavTargetOptions } from './WebdavTargetOptions';

const { signal } = new AbortController();
const describeReal = webdavServerProgram ? describe : describe.skip;

function make(server: WebdavServer, options?: Partial<WebdavTargetOptions>) {
  const { user, password, url } = server;
  return WebdavTarget.create({
    name: 'test',
    url: `${url}where`,
    user,
    password,
    allowPlainText: true,
    ...options,
  });
}

describeReal('WebdavTarget (where there is an apache2)', () => {
  let server: WebdavServer;
  let undeleting: WebdavServer;
  let reading: WebdavServer;

  beforeAll(async () => {
    server = await startWebdavServer();
    undeleting = await startWebdavServer({ denied: ['DELETE'] });
    reading = await startWebdavServer({ denied: ['PUT'] });
  });

  afterAll(async () => {
    for (const each of [server, undeleting, reading]) {
      await each.close();
    }
  });

  describeStorageTarget('webdav', () => make(server));

  describeStorageFaults('webdav', {
    upstream: () => server.port,
    makeTarget: proxy =>
      make(server, {
        url: `http://127.0.0.1:${proxy.port}/`,
        attempts: 4,
        connectTimeoutMs: 1000,
        idleTimeoutMs: 1000,
      }),
    http: { write: 'PUT', read: 'GET' },
  });

  describeStorageLimits('webdav', {
    withoutDelete: () => make(undeleting, { url: undeleting.url }),
    withoutWrite: () => make(reading, { url: reading.url }),
  });
});

describeReal('WebdavTarget (where there is an apache2), of its own', () => {
  let server: WebdavServer;
  let secure: WebdavServer;
  let digesting: WebdavServer;
  let proxy: FaultProxy;

  beforeAll(async () => {
    server = await startWebdavServer();
    secure = await startWebdavServer({ tls: true });
    digesting = await startWebdavServer({ authentication: 'digest' });
    proxy = await FaultProxy.start({ port: server.port });
  });

  afterEach(() => {
    proxy.reset();
  });

  afterAll(async () => {
    await proxy.close();
    for (const each of [server, secure, digesting]) {
      await each.close();
    }
  });

  const proxied = (options?: Partial<WebdavTargetOptions>) =>
    make(server, {
      url: `http://127.0.0.1:${proxy.port}/`,
      attempts: 2,
      ...options,
    });

  const probe = (target: WebdavTarget): Promise<string> =>
    target.probe({ signal }).then(
      () => 'fine',
      error => error.message,
    );

  async function put(target: WebdavTarget, key: string, content: string) {
    const upload = await target.upload(key, { signal });
    try {
      await upload.write(Buffer.from(content));
      return await upload.complete();
    } catch (error) {
      await upload.abort();
      throw error;
    }
  }

  it('answers a challenge without sending the password', async () => {
    const target = make(digesting, {
      url: digesting.url,
      authentication: 'digest',
      allowPlainText: false,
    });
    expect(await probe(target)).toBe('fine');
    expect(await put(target, 'a/b', 'x'.repeat(3_000_000))).toMatchObject({
      size: 3_000_000,
    });
    expect(await probe(make(digesting, { url: digesting.url }))).toContain(
      "some want 'authentication: digest'",
    );
    expect(
      await probe(
        make(digesting, {
          url: digesting.url,
          authentication: 'digest',
          password: 'wrong',
        }),
      ),
    ).toContain('does not take the user and password');
  });

  it('trusts a certificate only by its authority', async () => {
    const { ca, url } = secure;
    const options = { url, allowPlainText: false };
    expect(await probe(make(secure, options))).toContain("as 'tls.ca'");
    expect(await probe(make(secure, { ...options, tls: { ca } }))).toBe('fine');
  });

  it('says in words what is wrong', async () => {
    expect(await probe(make(server, { password: 'wrong' }))).toContain(
      'does not take the user and password',
    );
    expect(
      await probe(make(server, { url: `${server.url}not/there` })),
    ).toContain('the folder is not there');
    proxy.answer({
      match: /^PROPFIND/,
      status: 207,
      body: '<html>Please log in</html>',
      times: 100,
    });
    expect(await probe(proxied())).toContain('something that is not WebDAV');
    proxy.reset();
    proxy.answer({ match: /^PUT/, status: 413, times: 100 });
    expect(await probe(proxied())).toContain('takes no files that large');
  });

  it('shows a token as it is', async () => {
    proxy.answer({
      match: /authorization: Bearer my-token\r/i,
      status: 207,
      body: '<multistatus xmlns="DAV:"/>',
    });
    const target = proxied({
      user: undefined,
      password: undefined,
      token: 'my-token',
    });
    expect(await target.stat('a', { signal })).toBeUndefined();
  });

  it('knows the quota of servers that tell it', async () => {
    const quota = (available: string) =>
      proxy.answer({
        match: /^PROPFIND/,
        status: 207,
        body: `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/</d:href><d:propstat><d:prop><d:quota-available-bytes>${available}</d:quota-available-bytes><d:quota-used-bytes>10</d:quota-used-bytes></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`,
      });
    quota('32');
    expect(await proxied().freeSpace({ signal })).toBe(32n);
    quota('32');
    expect(await proxied().totalSpace({ signal })).toBe(42n);
    // Nextcloud, where there is no limit.
    quota('-3');
    expect(await proxied().freeSpace({ signal })).toBeUndefined();
    // Apache tells none.
    expect(await proxied().freeSpace({ signal })).toBeUndefined();
  });

  it('does not go on with the rest of another file', async () => {
    // More than the sockets on the way hold, so that the line breaks before the last byte is through.
    const size = 48 * 1024 * 1024;
    await put(proxied(), 'swapped', 'a'.repeat(size));
    const stream = await proxied().read('swapped', { signal });
    await put(proxied(), 'swapped', 'b'.repeat(size));
    await expect(
      (async () => {
        for await (const _ of stream) {
          proxy.dropConnections();
        }
      })(),
    ).rejects.toThrow('was replaced while it was read');
  });

  it.each([
    [207, 'answer is longer than'],
    [404, 'answer is longer than'],
    [501, 'the server answered 501'],
  ])(
    'reads no answer with status %d that does not end',
    async (status, message) => {
      let sent = 0;
      const endless = createServer((request, response) => {
        request.resume();
        response.writeHead(status);
        const chunk = Buffer.from(
          '<response><href>/a</href></response>'.repeat(5000),
        );
        const send = () => {
          do {
            sent += chunk.byteLength;
          } while (sent < 500_000_000 && response.write(chunk));
          response.once('drain', send);
        };
        response.write('<multistatus xmlns="DAV:">');
        send();
      });
      await new Promise<void>(resolve =>
        endless.listen(0, '127.0.0.1', resolve),
      );
      try {
        const { port } = endless.address() as AddressInfo;
        const target = make(server, { url: `http://127.0.0.1:${port}/` });
        for (const work of [
          () => target.list('', { signal })[Symbol.asyncIterator]().next(),
          () => target.stat('x', { signal }),
          () => target.delete('x', { signal }),
        ]) {
          sent = 0;
          await expect(work()).rejects.toThrow(message);
          expect(sent).toBeLessThan(100_000_000);
        }
      } finally {
        endless.closeAllConnections();
        endless.close();
      }
    },
  );

  it('deletes no folder, whatever is asked for', async () => {
    await put(proxied(), 'tree/leaf', 'x');
    await proxied().delete('tree', { signal });
    expect(await proxied().stat('tree/leaf', { signal })).toBeDefined();
  });

  it('keeps what waits to be sent where it is told to, and nothing after it', async () => {
    const spoolPath = await fs.mkdtemp(join(tmpdir(), 'webdav-spool-'));
    try {
      const target = proxied({ spoolPath });
      const upload = await target.upload('spooled', { signal });
      await upload.write(Buffer.alloc(3_000_000));
      // It has no name from its first moment on.
      expect(await fs.readdir(spoolPath)).toEqual([]);
      expect(await upload.complete()).toMatchObject({ size: 3_000_000 });
    } finally {
      await fs.rm(spoolPath, { recursive: true });
    }
  });

  it('tells its credentials nowhere', async () => {
    const told: string[] = [];
    const tell = (value: unknown) =>
      told.push(
        inspect(value, { depth: 10, showHidden: true }) +
          (value instanceof Error
            ? `${JSON.stringify(value)}${value.stack}`
            : ''),
      );
    for (const login of [
      { user: 'user', password: 'canary/pass+word' },
      { user: 'user', password: 'canary', authentication: 'digest' as const },
      { user: undefined, password: undefined, token: 'canary-token' },
    ]) {
      const target = proxied({ ...login, attempts: 1 });
      tell(target);
      const attempt = async () => {
        for (const work of [
          () => target.probe({ signal }),
          () => put(target, 'x/y', 'content'),
          () => target.read('x/y', { signal }),
          () => target.stat('x/y', { signal }),
          () => target.delete('x/y', { signal }),
          () => target.list('x', { signal })[Symbol.asyncIterator]().next(),
          () => target.freeSpace({ signal }),
        ]) {
          await work().then(tell, tell);
        }
      };
      await attempt();
      // A server, or something on the way, that gives back what it was sent.
      proxy.answer({
        match: /^/,
        status: 400,
        body: `${login.password} ${login.token} ${Buffer.from(
          `user:${login.password}`,
        ).toString('base64')}`,
        times: 1000,
      });
      await attempt();
      proxy.reset();
      await proxy.refuse();
      await attempt();
      await proxy.accept();
    }
    expect(told.length).toBeGreaterThan(50);
    for (const text of told) {
      expect(text).not.toMatch(/canary|dXNlcjpjYW5h/);
    }
  });
});

const describeSmall =
  webdavServerProgram && canMountSmallFolder() ? describe : describe.skip;

describeSmall('WebdavTarget (where a small file system can be mounted)', () => {
  let small: SmallFolder;
  let server: WebdavServer;

  beforeAll(async () => {
    small = mountSmallFolder(4);
    server = await startWebdavServer({ path: small.path });
  });

  afterAll(async () => {
    await server.close();
    small.unmount();
  });

  describeStorageLimits('webdav', {
    full: () => make(server, { url: server.url }),
  });
});
