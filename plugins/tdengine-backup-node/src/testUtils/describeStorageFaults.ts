import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { FaultProxy } from './FaultProxy';
import { TargetObjects } from './TargetObjects';

const MEBIBYTE = 1024 * 1024;

/**
 * Registers tests of a `StorageTarget` whose server is reached over a bad line. Call it at the top of a test file, beside
 * {@link describeStorageTarget}.
 *
 * @param name - of the suite
 * @param options - how to make a target that connects to the proxy instead of to its server. It should wait for a silent
 * server for about a second, and try again a few times
 *
 * @public
 */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeStorageFaults(
  name: string,
  options: {
    /** The port of the real server. */
    upstream: () => Promise<number> | number;
    makeTarget: (proxy: FaultProxy) => Promise<StorageTarget> | StorageTarget;
    /** The method by which an object is written, where the target speaks HTTP. */
    http?: { write: string; read: string };
  },
): void {
  describe(`storage target ${name} over a bad line`, () => {
    jest.setTimeout(120_000);

    const { signal } = new AbortController();
    let proxy: FaultProxy;
    let target: StorageTarget;
    let objects: TargetObjects;
    let prefix: string;

    beforeAll(async () => {
      proxy = await FaultProxy.start({ port: await options.upstream() });
      target = await options.makeTarget(proxy);
      objects = TargetObjects.create(target);
    });

    beforeEach(() => {
      prefix = `faults/${randomBytes(8).toString('hex')}`;
    });

    afterEach(async () => {
      proxy.reset();
      await objects.removeBelow(`${prefix}/`);
    });

    afterAll(async () => {
      await proxy.close();
    });

    const put = (key: string, content: Uint8Array, ifAbsent = false) =>
      objects.put(key, pieces(content, MEBIBYTE / 2), { ifAbsent });
    const get = (key: string) => objects.get(key);
    const keysBelow = (start: string) => objects.keysBelow(start);

    async function messageOf(work: Promise<unknown>): Promise<string> {
      return work.then(
        () => 'nothing went wrong',
        error => error.message,
      );
    }

    it('is only slower on a slow line', async () => {
      const content = randomBytes(MEBIBYTE);
      proxy.slow(4 * MEBIBYTE);
      await put(`${prefix}/slow`, content);
      expect((await get(`${prefix}/slow`)).equals(content)).toBe(true);
    });

    it.each([1, 5, 11])(
      'goes on with an upload that was cut after %d MiB',
      async mebibytes => {
        const content = randomBytes(20 * MEBIBYTE);
        proxy.cutAfter(mebibytes * MEBIBYTE, 'up');
        await put(`${prefix}/cut`, content);
        expect((await get(`${prefix}/cut`)).equals(content)).toBe(true);
      },
    );

    it.each([1, 3])(
      'goes on with a read that was cut after %d MiB',
      async mebibytes => {
        const content = randomBytes(5 * MEBIBYTE);
        await put(`${prefix}/cut`, content);
        proxy.cutAfter(mebibytes * MEBIBYTE, 'down');
        expect((await get(`${prefix}/cut`)).equals(content)).toBe(true);
      },
    );

    it('goes on after its connections were closed while they were idle', async () => {
      await put(`${prefix}/before`, Buffer.from('before'));
      proxy.dropConnections();
      expect(await target.stat(`${prefix}/before`, { signal })).toMatchObject({
        size: 6,
      });
      const content = randomBytes(3 * MEBIBYTE);
      const upload = await target.upload(`${prefix}/idle`, { signal });
      await upload.write(content.subarray(0, MEBIBYTE));
      proxy.dropConnections();
      await upload.write(content.subarray(MEBIBYTE));
      proxy.dropConnections();
      await upload.complete();
      expect((await get(`${prefix}/idle`)).equals(content)).toBe(true);
    });

    it('goes on when the server was away for a moment', async () => {
      await proxy.refuse();
      const written = put(`${prefix}/away`, Buffer.from('there'));
      await sleep(300);
      await proxy.accept();
      await written;
      expect((await get(`${prefix}/away`)).toString()).toBe('there');
    });

    it('says in the end that nothing listens', async () => {
      await proxy.refuse();
      try {
        expect(
          await messageOf(put(`${prefix}/refused`, Buffer.from('x'))),
        ).toContain('nothing listens at that address');
        expect(await messageOf(target.probe({ signal }))).toContain(
          'nothing listens at that address',
        );
      } finally {
        await proxy.accept();
      }
      expect(await keysBelow(`${prefix}/`)).toEqual([]);
    });

    it('gives up on a server that says nothing', async () => {
      await put(`${prefix}/there`, Buffer.from('x'));
      proxy.silence(true);
      try {
        expect(
          await messageOf(target.stat(`${prefix}/there`, { signal })),
        ).toMatch(/not answer|silent/);
      } finally {
        proxy.silence(false);
      }
      expect(await target.stat(`${prefix}/there`, { signal })).toMatchObject({
        size: 1,
      });
    });

    it('ends at once when the signal fires while the server says nothing', async () => {
      await put(`${prefix}/there`, Buffer.from('x'));
      const controller = new AbortController();
      proxy.silence(true);
      const began = Date.now();
      const waiting = messageOf(
        target.stat(`${prefix}/there`, { signal: controller.signal }),
      );
      await sleep(200);
      controller.abort(new Error('enough'));
      expect(await waiting).toBe('enough');
      expect(Date.now() - began).toBeLessThan(900);
    });

    it('shows nothing of an upload that was aborted on a dead line', async () => {
      const controller = new AbortController();
      const upload = await target.upload(`${prefix}/dead`, {
        signal: controller.signal,
      });
      await upload.write(randomBytes(MEBIBYTE));
      await proxy.refuse();
      controller.abort(new Error('enough'));
      await upload.abort();
      await proxy.accept();
      expect(await keysBelow(`${prefix}/`)).toEqual([]);
      await target.removeUnfinished?.(`${prefix}/`, {
        signal,
        before: new Date(Date.now() + 60_000),
      });
    });

    if (options.http) {
      const { write, read } = options.http;

      it.each([500, 502, 503, 504])(
        'asks again where the answer is %d',
        async status => {
          const content = Buffer.from('content');
          proxy.answer({ match: new RegExp(`^${write} `), status });
          await put(`${prefix}/again`, content);
          proxy.answer({ match: new RegExp(`^${read} `), status });
          expect((await get(`${prefix}/again`)).equals(content)).toBe(true);
          proxy.answer({ match: /^/, status });
          expect(await keysBelow(`${prefix}/`)).toEqual([`${prefix}/again`]);
          proxy.answer({ match: /^/, status });
          await target.delete(`${prefix}/again`, { signal });
          expect(await keysBelow(`${prefix}/`)).toEqual([]);
        },
      );

      it('asks not for ever', async () => {
        proxy.answer({ match: /^/, status: 503, times: 1000 });
        expect(
          await messageOf(target.stat(`${prefix}/never`, { signal })),
        ).toContain('503');
        expect(proxy.requests.length).toBeLessThan(20);
      });

      it.each([
        [
          'an error inside',
          '<?xml version="1.0"?><Error><Code>InternalError</Code><Message>Made to fail</Message></Error>',
        ],
        ['a page of something on the way', '<html>Please log in</html>'],
        ['nothing inside', ''],
      ])('takes 200 with %s for no success', async (_, body) => {
        proxy.answer({
          match: new RegExp(`^${write} `),
          status: 200,
          body,
          headers: { 'Content-Type': 'application/xml' },
          times: 1000,
        });
        expect(
          await messageOf(put(`${prefix}/lie`, Buffer.from('content'))),
        ).not.toBe('nothing went wrong');
        proxy.reset();
        expect(await target.stat(`${prefix}/lie`, { signal })).toBeUndefined();
      });

      it.each([
        ['all of it', 200, {}, '0123456789'],
        [
          'the bytes before them',
          206,
          { 'Content-Range': 'bytes 0-3/10' },
          '0123',
        ],
        ['too few of them', 206, { 'Content-Range': 'bytes 4-5/10' }, '45'],
        ['some that it does not name', 206, {}, '4567'],
      ])(
        'reads nothing from a server that answers a range with %s',
        async (_, status, headers, body) => {
          await put(`${prefix}/range`, Buffer.from('0123456789'));
          const match = new RegExp(`^${read} `);
          proxy.answer({ match, status, headers, body, times: 1000 });
          expect(
            await messageOf(
              objects.get(`${prefix}/range`, { start: 4, end: 8 }),
            ),
          ).toContain('sends other bytes than were asked for');
        },
      );

      it('does not go on with the beginning where a server knows no ranges', async () => {
        const content = randomBytes(5 * MEBIBYTE);
        await put(`${prefix}/again`, content);
        proxy.cutAfter(3 * MEBIBYTE, 'down');
        proxy.answer({
          match: new RegExp(`^${read} [^]*\\r\\nrange: `, 'i'),
          status: 200,
          body: 'x'.repeat(5 * MEBIBYTE),
          times: 1000,
        });
        expect(await messageOf(get(`${prefix}/again`))).toContain(
          'sends other bytes than were asked for',
        );
      });

      it('takes an answer that got lost for what it was', async () => {
        proxy.loseAnswer(new RegExp(`^${write} `));
        await put(`${prefix}/lost`, Buffer.from('first'));
        expect((await get(`${prefix}/lost`)).toString()).toBe('first');
        const ifAbsent = target.capabilities.has('ifAbsent');
        proxy.loseAnswer(new RegExp(`^${write} `));
        await put(`${prefix}/lost-once`, Buffer.from('once'), ifAbsent);
        expect((await get(`${prefix}/lost-once`)).toString()).toBe('once');
      });

      it.each([301, 302, 307, 308])(
        'does not follow a %d to another host',
        async status => {
          let asked = 0;
          const other = createServer((_, response) => {
            asked++;
            response.end();
          });
          await new Promise<void>(resolve =>
            other.listen(0, '127.0.0.1', resolve),
          );
          try {
            const { port } = other.address() as AddressInfo;
            proxy.answer({
              match: /^/,
              status,
              headers: { Location: `http://127.0.0.1:${port}/` },
              times: 1000,
            });
            const failed = 'redirects elsewhere';
            expect(
              await messageOf(put(`${prefix}/away`, Buffer.from('x'))),
            ).toContain(failed);
            expect(await messageOf(get(`${prefix}/away`))).toContain(failed);
            expect(await messageOf(keysBelow(`${prefix}/`))).toContain(failed);
            expect(
              await messageOf(target.delete(`${prefix}/away`, { signal })),
            ).toContain(failed);
            expect(asked).toBe(0);
          } finally {
            other.close();
          }
        },
      );
    }
  });
}

function* pieces(content: Uint8Array, bytes: number): Iterable<Uint8Array> {
  for (let offset = 0; offset < content.byteLength; offset += bytes) {
    yield content.subarray(offset, offset + bytes);
  }
}
