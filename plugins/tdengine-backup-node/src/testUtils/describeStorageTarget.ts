import { createHash, randomBytes } from 'node:crypto';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { TargetObjects } from './TargetObjects';

const MEBIBYTE = 1024 * 1024;

/** What takes minutes, and is run by `yarn storage`. */
const HEAVY = process.env.STORAGE_TARGET_HEAVY === '1';

/** The last suite in a file says how long its tests may take; this one's long ones say it themselves. */
const LONG_MS = HEAVY ? 900_000 : 300_000;

/** What a process may grow by while an object of any size goes through it; most of it waits for the garbage collector. */
const FLAT_BYTES = 384 * MEBIBYTE;

const UNSAFE_KEYS = [
  '',
  '/absolute',
  '..',
  '../up',
  'a/../../up',
  'a/./b',
  'a//b',
  'a/',
  'a\\b',
  'C:/windows',
  'nul\0byte',
  'new\nline',
  '.hidden',
  'a/.hidden/b',
  'dot.',
  'space ',
  `${'x'.repeat(256)}`,
  `${'x/'.repeat(600)}x`,
  'lone-\ud800-surrogate',
];

/**
 * Registers one suite of tests that every `StorageTarget` has to pass. Call it at the top of a test file.
 *
 * @remarks
 *
 * Tests of capabilities that a target does not claim pass without asking it.
 *
 * @param name - of the suite
 * @param makeTarget - a target that can be written to; the suite keeps to keys below random prefixes
 *
 * @public
 */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeStorageTarget(
  name: string,
  makeTarget: () => Promise<StorageTarget> | StorageTarget,
  options?: {
    /** Bytes of the large object; 64 MiB where it is absent, 1 GiB with `STORAGE_TARGET_HEAVY=1`. */
    largeObjectBytes?: number;
    /** Objects in the long listing; 300 where it is absent, 10,000 with `STORAGE_TARGET_HEAVY=1`. */
    objects?: number;
  },
): void {
  describe(`storage target ${name}`, () => {
    // Real servers answer when they answer.
    jest.setTimeout(300_000);

    const { signal } = new AbortController();
    let target: StorageTarget;
    let objects: TargetObjects;
    let prefix: string;

    beforeAll(async () => {
      target = await makeTarget();
      objects = TargetObjects.create(target);
    });

    beforeEach(() => {
      prefix = `conformance/${randomBytes(8).toString('hex')}`;
    });

    afterEach(async () => {
      await objects.removeBelow(`${prefix}/`);
    });

    const put = (key: string, ...chunks: Uint8Array[]) =>
      objects.put(key, chunks);
    const get = (key: string, range?: { start: number; end: number }) =>
      objects.get(key, range);
    const keysBelow = (start: string) => objects.keysBelow(start);

    it('passes its own probe and leaves nothing of it behind', async () => {
      const before = await keysBelow('probe-');
      await target.probe({ signal });
      expect(await keysBelow('probe-')).toEqual(before);
    });

    it('gives back the bytes that were written, in whatever pieces', async () => {
      const content = randomBytes(300_000);
      await put(
        `${prefix}/a`,
        content.subarray(0, 1),
        content.subarray(1, 1),
        content.subarray(1, 70_000),
        content.subarray(70_000),
      );
      expect((await get(`${prefix}/a`)).equals(content)).toBe(true);
    });

    it('keeps an object without a byte', async () => {
      await put(`${prefix}/empty`);
      expect(await target.stat(`${prefix}/empty`, { signal })).toMatchObject({
        size: 0,
      });
      expect(await get(`${prefix}/empty`)).toHaveLength(0);
    });

    it('says what it stored', async () => {
      const key = `${prefix}/said`;
      const upload = await target.upload(key, { signal });
      await upload.write(Buffer.from('12345'));
      const completed = await upload.complete();
      expect(completed).toMatchObject({ key, size: 5 });
      const stat = await target.stat(key, { signal });
      expect(stat).toMatchObject({ key, size: 5 });
      expect(Math.abs(Date.now() - stat!.modifiedAt.getTime())).toBeLessThan(
        24 * 60 * 60 * 1000,
      );
    });

    it('tells what is not there', async () => {
      expect(await target.stat(`${prefix}/none`, { signal })).toBeUndefined();
      await expect(
        target.read(`${prefix}/none`, { signal }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
      await put(`${prefix}/folder/file`, Buffer.from('x'));
      expect(await target.stat(`${prefix}/folder`, { signal })).toBeUndefined();
      expect(
        await target.stat(`${prefix}/folder/file/deeper`, { signal }),
      ).toBeUndefined();
      await expect(
        target.read(`${prefix}/folder`, { signal }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('shows nothing of an object before it is complete', async () => {
      const key = `${prefix}/half`;
      const upload = await target.upload(key, { signal });
      await upload.write(randomBytes(100_000));
      expect(await target.stat(key, { signal })).toBeUndefined();
      expect(await keysBelow(`${prefix}/`)).toEqual([]);
      await expect(target.read(key, { signal })).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      await upload.complete();
      expect(await keysBelow(`${prefix}/`)).toEqual([key]);
    });

    it('keeps nothing of an aborted upload', async () => {
      const key = `${prefix}/aborted`;
      const upload = await target.upload(key, { signal });
      await upload.write(randomBytes(100_000));
      await upload.abort();
      await upload.abort();
      await expect(upload.complete()).rejects.toThrow();
      expect(await target.stat(key, { signal })).toBeUndefined();
      expect(await keysBelow(`${prefix}/`)).toEqual([]);
    });

    it('keeps a complete object when its upload is aborted late', async () => {
      const key = `${prefix}/late`;
      const upload = await target.upload(key, { signal });
      await upload.write(Buffer.from('kept'));
      await upload.complete();
      await upload.abort();
      expect((await get(key)).toString()).toBe('kept');
    });

    it('replaces an object at once and whole', async () => {
      const key = `${prefix}/replaced`;
      await put(key, Buffer.from('a longer first version'));
      const upload = await target.upload(key, { signal });
      await upload.write(Buffer.from('second'));
      expect((await get(key)).toString()).toBe('a longer first version');
      await upload.complete();
      expect((await get(key)).toString()).toBe('second');
    });

    it('keeps uploads of one key apart', async () => {
      const key = `${prefix}/twice`;
      const first = await target.upload(key, { signal });
      const second = await target.upload(key, { signal });
      await first.write(Buffer.from('first, and longer'));
      await second.write(Buffer.from('second'));
      await first.complete();
      await second.complete();
      expect((await get(key)).toString()).toBe('second');
    });

    it('creates only what is absent, if it says that it can', async () => {
      const key = `${prefix}/exclusive`;
      if (!target.capabilities.has('ifAbsent')) {
        return;
      }
      const attempts = await Promise.allSettled(
        Array.from({ length: 5 }, async (_, index) => {
          const upload = await target.upload(key, { signal, ifAbsent: true });
          try {
            await upload.write(Buffer.from(`writer ${index}`));
            await upload.complete();
            return `writer ${index}`;
          } catch (error) {
            await upload.abort();
            throw error;
          }
        }),
      );
      const winners = attempts.flatMap(attempt =>
        attempt.status === 'fulfilled' ? [attempt.value] : [],
      );
      const losers = attempts.flatMap(attempt =>
        attempt.status === 'rejected' ? [attempt.reason.name] : [],
      );
      expect(winners).toHaveLength(1);
      expect(losers).toEqual(Array(4).fill('ConflictError'));
      expect((await get(key)).toString()).toBe(winners[0]);
      expect(await keysBelow(`${prefix}/`)).toEqual([key]);
      await target.delete(key, { signal });
      const again = await target.upload(key, { signal, ifAbsent: true });
      await again.complete();
    });

    it('reads ranges, if it says that it can', async () => {
      if (!target.capabilities.has('range')) {
        return;
      }
      const key = `${prefix}/ranges`;
      const content = randomBytes(100_000);
      await put(key, content);
      const cases = [
        [0, 0],
        [0, 1],
        [5, 5],
        [99_999, 100_000],
        [1, 65_537],
        [0, 100_000],
        [99_000, 200_000],
        [100_000, 100_001],
      ];
      for (const [start, end] of cases) {
        expect((await get(key, { start, end })).toString('hex')).toBe(
          content.subarray(start, end).toString('hex'),
        );
      }
    });

    it('lists by the beginning of the key', async () => {
      for (const path of ['a/1', 'a/2', 'ab/3', 'b/c/4', 'a.json']) {
        await put(`${prefix}/${path}`, Buffer.from(path));
      }
      const list = async (start: string) =>
        (await keysBelow(`${prefix}/${start}`)).map(key =>
          key.slice(prefix.length + 1),
        );
      expect(await list('')).toEqual(['a.json', 'a/1', 'a/2', 'ab/3', 'b/c/4']);
      expect(await list('a')).toEqual(['a.json', 'a/1', 'a/2', 'ab/3']);
      expect(await list('a/')).toEqual(['a/1', 'a/2']);
      expect(await list('b/c')).toEqual(['b/c/4']);
      expect(await list('b/c/4')).toEqual(['b/c/4']);
      expect(await list('none/')).toEqual([]);
    });

    it(
      'lists many objects, each once, with its size',
      async () => {
        const count = HEAVY ? 10_000 : options?.objects ?? 300;
        const pending = Array.from({ length: count }, (_, index) => index);
        const worker = async () => {
          for (
            let next = pending.pop();
            next !== undefined;
            next = pending.pop()
          ) {
            await put(
              `${prefix}/many/${next % 7}/${next}`,
              Buffer.alloc(next % 50),
            );
          }
        };
        await Promise.all(Array.from({ length: 8 }, worker));
        const sizes = new Map<string, number>();
        for await (const { key, size } of target.list(`${prefix}/many/`, {
          signal,
        })) {
          expect(sizes.has(key)).toBe(false);
          sizes.set(key, size);
        }
        expect(sizes.size).toBe(count);
        for (const [key, size] of sizes) {
          expect(size).toBe(Number(key.split('/').pop()) % 50);
        }
      },
      LONG_MS,
    );

    it(
      'streams a large object',
      async () => {
        const key = `${prefix}/large`;
        const size = HEAVY
          ? 1024 * MEBIBYTE
          : options?.largeObjectBytes ?? 64 * MEBIBYTE;
        const before = process.memoryUsage.rss();
        let peak = before;
        const measure = () => {
          peak = Math.max(peak, process.memoryUsage.rss());
        };
        const written = createHash('sha256');
        const chunk = randomBytes(MEBIBYTE);
        const upload = await target.upload(key, { signal, sizeHint: size });
        for (let offset = 0; offset < size; offset += chunk.byteLength) {
          chunk.writeUInt32LE(offset % 2 ** 32, 0);
          const piece = Buffer.from(chunk.subarray(0, size - offset));
          written.update(piece);
          await upload.write(piece);
          measure();
        }
        expect(await upload.complete()).toMatchObject({ size });
        const read = createHash('sha256');
        for await (const piece of await target.read(key, { signal })) {
          read.update(piece);
          measure();
        }
        expect(read.digest('hex')).toBe(written.digest('hex'));
        expect(peak - before).toBeLessThan(FLAT_BYTES);
      },
      LONG_MS,
    );

    it('takes several large objects at once', async () => {
      const contents = Array.from({ length: 4 }, () =>
        randomBytes(12 * MEBIBYTE),
      );
      const key = (index: number) => `${prefix}/at-once/${index}`;
      await Promise.all(
        contents.map((content, index) =>
          put(
            key(index),
            content.subarray(0, 5 * MEBIBYTE),
            content.subarray(5 * MEBIBYTE),
          ),
        ),
      );
      const read = await Promise.all(
        contents.map((_, index) => get(key(index))),
      );
      read.forEach((content, index) =>
        expect(content.equals(contents[index])).toBe(true),
      );
    });

    it('lists what was written, and not what was deleted, from the next moment on', async () => {
      for (let round = 0; round < 10; round++) {
        const key = `${prefix}/moment/${round % 2}/${round}`;
        await put(key, Buffer.from('x'));
        expect(await keysBelow(`${prefix}/moment/`)).toEqual([key]);
        await target.delete(key, { signal });
        expect(await keysBelow(`${prefix}/moment/`)).toEqual([]);
      }
    });

    it('takes deep keys and long ones', async () => {
      const deep = `${prefix}/${'d/'.repeat(60)}end`;
      const long = `${prefix}/${'n'.repeat(255)}`;
      const wide = `${prefix}/${'数'.repeat(85)}/${'w'.repeat(255)}`;
      const keys = [deep, long, wide].sort();
      for (const key of keys) {
        await put(key, Buffer.from(key));
      }
      expect(await keysBelow(`${prefix}/`)).toEqual(keys);
      for (const key of keys) {
        expect((await get(key)).toString()).toBe(key);
      }
    });

    it('shows nothing of a large upload that was aborted in the middle', async () => {
      const key = `${prefix}/middle`;
      const upload = await target.upload(key, { signal });
      for (let written = 0; written < 20; written++) {
        await upload.write(randomBytes(MEBIBYTE));
      }
      await upload.abort();
      expect(await target.stat(key, { signal })).toBeUndefined();
      expect(await keysBelow(`${prefix}/`)).toEqual([]);
      expect(
        (await target.removeUnfinished?.(`${prefix}/`, {
          signal,
          before: new Date(Date.now() + 60_000),
        })) ?? 0,
      ).toBe(0);
    });

    it('removes what uploads left that never ended, if there is any', async () => {
      const upload = await target.upload(`${prefix}/left`, { signal });
      for (let written = 0; written < 20; written++) {
        await upload.write(randomBytes(MEBIBYTE));
      }
      const before = new Date(Date.now() - 60 * 60 * 1000);
      expect(
        (await target.removeUnfinished?.(`${prefix}/`, { signal, before })) ??
          0,
      ).toBe(0);
      await target.removeUnfinished?.(`${prefix}/`, {
        signal,
        before: new Date(Date.now() + 60_000),
      });
      expect(await keysBelow(`${prefix}/`)).toEqual([]);
      await upload.abort();
    });

    it.each(UNSAFE_KEYS.map(key => [JSON.stringify(key).slice(0, 40), key]))(
      'refuses the key %s',
      async (_, key) => {
        const refused = { name: 'InputError' };
        await expect(target.upload(key, { signal })).rejects.toMatchObject(
          refused,
        );
        await expect(target.read(key, { signal })).rejects.toMatchObject(
          refused,
        );
        await expect(target.stat(key, { signal })).rejects.toMatchObject(
          refused,
        );
        await expect(target.delete(key, { signal })).rejects.toMatchObject(
          refused,
        );
      },
    );

    it('refuses to list outside of itself', async () => {
      await expect(keysBelow('../')).rejects.toMatchObject({
        name: 'InputError',
      });
      await expect(keysBelow('/')).rejects.toMatchObject({
        name: 'InputError',
      });
    });

    it('takes keys of other scripts', async () => {
      const keys = [
        `${prefix}/温度/数据 1.bin`,
        `${prefix}/Ωmega-é/😀.txt`,
        `${prefix}/percent%2Fquestion?hash#plus+and&amp`,
      ].sort();
      for (const key of keys) {
        await put(key, Buffer.from(key));
      }
      expect(await keysBelow(`${prefix}/`)).toEqual(keys);
      for (const key of keys) {
        expect((await get(key)).toString()).toBe(key);
      }
    });

    it('deletes, and does not mind when there is nothing to delete', async () => {
      await put(`${prefix}/d/one`, Buffer.from('1'));
      await put(`${prefix}/d/two`, Buffer.from('2'));
      await target.delete(`${prefix}/d/one`, { signal });
      await target.delete(`${prefix}/d/one`, { signal });
      await target.delete(`${prefix}/never/was`, { signal });
      await target.delete(`${prefix}/d`, { signal });
      expect(await keysBelow(`${prefix}/`)).toEqual([`${prefix}/d/two`]);
    });

    it('heeds a signal that has fired already', async () => {
      const key = `${prefix}/signal`;
      await put(key, Buffer.from('there'));
      const fired = { signal: AbortSignal.abort(new Error('enough')) };
      await expect(target.upload(key, fired)).rejects.toThrow('enough');
      await expect(target.read(key, fired)).rejects.toThrow('enough');
      await expect(target.stat(key, fired)).rejects.toThrow('enough');
      await expect(target.delete(key, fired)).rejects.toThrow('enough');
      expect((await get(key)).toString()).toBe('there');
    });

    it('publishes nothing once the signal has fired', async () => {
      const controller = new AbortController();
      const key = `${prefix}/stopped`;
      const upload = await target.upload(key, { signal: controller.signal });
      await upload.write(randomBytes(1000));
      controller.abort(new Error('enough'));
      await expect(upload.write(randomBytes(1000))).rejects.toThrow();
      await expect(upload.complete()).rejects.toThrow();
      await upload.abort();
      expect(await target.stat(key, { signal })).toBeUndefined();
    });

    it('stops reading when the signal fires', async () => {
      const key = `${prefix}/long`;
      await put(key, randomBytes(8 * MEBIBYTE));
      const controller = new AbortController();
      const stream = await target.read(key, { signal: controller.signal });
      await expect(
        (async () => {
          for await (const _ of stream) {
            controller.abort(new Error('enough'));
          }
        })(),
      ).rejects.toThrow();
      expect(stream.destroyed).toBe(true);
    });

    it('says how much room there is, where it can', async () => {
      const free = await target.freeSpace?.({ signal });
      expect(free === undefined || free > 0n).toBe(true);
      const total = await target.totalSpace?.({ signal });
      expect(total === undefined || (free !== undefined && total >= free)).toBe(
        true,
      );
    });
  });
}
