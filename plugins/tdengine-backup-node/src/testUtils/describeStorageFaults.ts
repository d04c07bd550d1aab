import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { FaultProxy } from './FaultProxy';
import { messageOf, useBadLine } from './storageTarget/BadLine';
import { describeHttpFaults } from './storageTarget/describeHttpFaults';

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

    const line = useBadLine(options);
    const { put, get, keysBelow, signal } = line;

    it('is only slower on a slow line', async () => {
      const content = randomBytes(MEBIBYTE);
      line.proxy.slow(4 * MEBIBYTE);
      await put(`${line.prefix}/slow`, content);
      expect((await get(`${line.prefix}/slow`)).equals(content)).toBe(true);
    });

    it.each([1, 5, 11])(
      'goes on with an upload that was cut after %d MiB',
      async mebibytes => {
        const content = randomBytes(20 * MEBIBYTE);
        line.proxy.cutAfter(mebibytes * MEBIBYTE, 'up');
        await put(`${line.prefix}/cut`, content);
        expect((await get(`${line.prefix}/cut`)).equals(content)).toBe(true);
      },
    );

    it.each([1, 3])(
      'goes on with a read that was cut after %d MiB',
      async mebibytes => {
        const content = randomBytes(5 * MEBIBYTE);
        await put(`${line.prefix}/cut`, content);
        line.proxy.cutAfter(mebibytes * MEBIBYTE, 'down');
        expect((await get(`${line.prefix}/cut`)).equals(content)).toBe(true);
      },
    );

    it('goes on after its connections were closed while they were idle', async () => {
      await put(`${line.prefix}/before`, Buffer.from('before'));
      line.proxy.dropConnections();
      expect(
        await line.target.stat(`${line.prefix}/before`, { signal }),
      ).toMatchObject({
        size: 6,
      });
      const content = randomBytes(3 * MEBIBYTE);
      const upload = await line.target.upload(`${line.prefix}/idle`, {
        signal,
      });
      await upload.write(content.subarray(0, MEBIBYTE));
      line.proxy.dropConnections();
      await upload.write(content.subarray(MEBIBYTE));
      line.proxy.dropConnections();
      await upload.complete();
      expect((await get(`${line.prefix}/idle`)).equals(content)).toBe(true);
    });

    it('goes on when the server was away for a moment', async () => {
      await line.proxy.refuse();
      const written = put(`${line.prefix}/away`, Buffer.from('there'));
      await sleep(300);
      await line.proxy.accept();
      await written;
      expect((await get(`${line.prefix}/away`)).toString()).toBe('there');
    });

    it('says in the end that nothing listens', async () => {
      await line.proxy.refuse();
      try {
        expect(
          await messageOf(put(`${line.prefix}/refused`, Buffer.from('x'))),
        ).toContain('nothing listens at that address');
        expect(await messageOf(line.target.probe({ signal }))).toContain(
          'nothing listens at that address',
        );
      } finally {
        await line.proxy.accept();
      }
      expect(await keysBelow(`${line.prefix}/`)).toEqual([]);
    });

    it('gives up on a server that says nothing', async () => {
      await put(`${line.prefix}/there`, Buffer.from('x'));
      line.proxy.silence(true);
      try {
        expect(
          await messageOf(line.target.stat(`${line.prefix}/there`, { signal })),
        ).toMatch(/not answer|silent/);
      } finally {
        line.proxy.silence(false);
      }
      expect(
        await line.target.stat(`${line.prefix}/there`, { signal }),
      ).toMatchObject({
        size: 1,
      });
    });

    it('ends at once when the signal fires while the server says nothing', async () => {
      await put(`${line.prefix}/there`, Buffer.from('x'));
      const controller = new AbortController();
      line.proxy.silence(true);
      const began = Date.now();
      const waiting = messageOf(
        line.target.stat(`${line.prefix}/there`, { signal: controller.signal }),
      );
      await sleep(200);
      controller.abort(new Error('enough'));
      expect(await waiting).toBe('enough');
      expect(Date.now() - began).toBeLessThan(900);
    });

    it('shows nothing of an upload that was aborted on a dead line', async () => {
      const controller = new AbortController();
      const upload = await line.target.upload(`${line.prefix}/dead`, {
        signal: controller.signal,
      });
      await upload.write(randomBytes(MEBIBYTE));
      await line.proxy.refuse();
      controller.abort(new Error('enough'));
      await upload.abort();
      await line.proxy.accept();
      expect(await keysBelow(`${line.prefix}/`)).toEqual([]);
      await line.target.removeUnfinished?.(`${line.prefix}/`, {
        signal,
        before: new Date(Date.now() + 60_000),
      });
    });

    if (options.http) {
      describeHttpFaults(line, options.http);
    }
  });
}
