import { randomBytes } from 'node:crypto';
import { TestedTarget } from './TestedTarget';

/** Of every storage target: what is stored, found, replaced and deleted. */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeObjects(tested: TestedTarget): void {
  const { put, get, keysBelow, signal } = tested;

  it('passes its own probe and leaves nothing of it behind', async () => {
    const before = await keysBelow('probe-');
    await tested.target.probe({ signal });
    expect(await keysBelow('probe-')).toEqual(before);
  });

  it('gives back the bytes that were written, in whatever pieces', async () => {
    const content = randomBytes(300_000);
    await put(
      `${tested.prefix}/a`,
      content.subarray(0, 1),
      content.subarray(1, 1),
      content.subarray(1, 70_000),
      content.subarray(70_000),
    );
    expect((await get(`${tested.prefix}/a`)).equals(content)).toBe(true);
  });

  it('keeps an object without a byte', async () => {
    await put(`${tested.prefix}/empty`);
    expect(
      await tested.target.stat(`${tested.prefix}/empty`, { signal }),
    ).toMatchObject({
      size: 0,
    });
    expect(await get(`${tested.prefix}/empty`)).toHaveLength(0);
  });

  it('says what it stored', async () => {
    const key = `${tested.prefix}/said`;
    const upload = await tested.target.upload(key, { signal });
    await upload.write(Buffer.from('12345'));
    const completed = await upload.complete();
    expect(completed).toMatchObject({ key, size: 5 });
    const stat = await tested.target.stat(key, { signal });
    expect(stat).toMatchObject({ key, size: 5 });
    expect(Math.abs(Date.now() - stat!.modifiedAt.getTime())).toBeLessThan(
      24 * 60 * 60 * 1000,
    );
  });

  it('tells what is not there', async () => {
    expect(
      await tested.target.stat(`${tested.prefix}/none`, { signal }),
    ).toBeUndefined();
    await expect(
      tested.target.read(`${tested.prefix}/none`, { signal }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await put(`${tested.prefix}/folder/file`, Buffer.from('x'));
    expect(
      await tested.target.stat(`${tested.prefix}/folder`, { signal }),
    ).toBeUndefined();
    expect(
      await tested.target.stat(`${tested.prefix}/folder/file/deeper`, {
        signal,
      }),
    ).toBeUndefined();
    await expect(
      tested.target.read(`${tested.prefix}/folder`, { signal }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('replaces an object at once and whole', async () => {
    const key = `${tested.prefix}/replaced`;
    await put(key, Buffer.from('a longer first version'));
    const upload = await tested.target.upload(key, { signal });
    await upload.write(Buffer.from('second'));
    expect((await get(key)).toString()).toBe('a longer first version');
    await upload.complete();
    expect((await get(key)).toString()).toBe('second');
  });

  it('creates only what is absent, if it says that it can', async () => {
    const key = `${tested.prefix}/exclusive`;
    if (!tested.target.capabilities.has('ifAbsent')) {
      return;
    }
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, async (_, index) => {
        const upload = await tested.target.upload(key, {
          signal,
          ifAbsent: true,
        });
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
    expect(await keysBelow(`${tested.prefix}/`)).toEqual([key]);
    await tested.target.delete(key, { signal });
    const again = await tested.target.upload(key, { signal, ifAbsent: true });
    await again.complete();
  });

  it('reads ranges, if it says that it can', async () => {
    if (!tested.target.capabilities.has('range')) {
      return;
    }
    const key = `${tested.prefix}/ranges`;
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

  it('deletes, and does not mind when there is nothing to delete', async () => {
    await put(`${tested.prefix}/d/one`, Buffer.from('1'));
    await put(`${tested.prefix}/d/two`, Buffer.from('2'));
    await tested.target.delete(`${tested.prefix}/d/one`, { signal });
    await tested.target.delete(`${tested.prefix}/d/one`, { signal });
    await tested.target.delete(`${tested.prefix}/never/was`, { signal });
    await tested.target.delete(`${tested.prefix}/d`, { signal });
    expect(await keysBelow(`${tested.prefix}/`)).toEqual([
      `${tested.prefix}/d/two`,
    ]);
  });

  it('says how much room there is, where it can', async () => {
    const free = await tested.target.freeSpace?.({ signal });
    expect(free === undefined || free > 0n).toBe(true);
    const total = await tested.target.totalSpace?.({ signal });
    expect(total === undefined || (free !== undefined && total >= free)).toBe(
      true,
    );
  });
}
