import { createHash, randomBytes } from 'node:crypto';
import { TestedTarget } from './TestedTarget';
import { HEAVY, LONG_MS } from './heavy';

const MEBIBYTE = 1024 * 1024;

/** What a process may grow by while an object of any size goes through it; most of it waits for the garbage collector. */
const FLAT_BYTES = 384 * MEBIBYTE;

/** Of every storage target: objects that do not fit in memory. */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeLargeObjects(
  tested: TestedTarget,
  options?: { largeObjectBytes?: number },
): void {
  const { put, get, signal } = tested;

  it(
    'streams a large object',
    async () => {
      const key = `${tested.prefix}/large`;
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
      const upload = await tested.target.upload(key, {
        signal,
        sizeHint: size,
      });
      for (let offset = 0; offset < size; offset += chunk.byteLength) {
        chunk.writeUInt32LE(offset % 2 ** 32, 0);
        const piece = Buffer.from(chunk.subarray(0, size - offset));
        written.update(piece);
        await upload.write(piece);
        measure();
      }
      expect(await upload.complete()).toMatchObject({ size });
      const read = createHash('sha256');
      for await (const piece of await tested.target.read(key, { signal })) {
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
    const key = (index: number) => `${tested.prefix}/at-once/${index}`;
    await Promise.all(
      contents.map((content, index) =>
        put(
          key(index),
          content.subarray(0, 5 * MEBIBYTE),
          content.subarray(5 * MEBIBYTE),
        ),
      ),
    );
    const read = await Promise.all(contents.map((_, index) => get(key(index))));
    read.forEach((content, index) =>
      expect(content.equals(contents[index])).toBe(true),
    );
  });
}
