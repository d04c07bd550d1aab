import { randomBytes } from 'node:crypto';
import { TestedTarget } from './TestedTarget';

const MEBIBYTE = 1024 * 1024;

/** Of every storage target: what is seen of an upload before, after and without its end. */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeUploads(tested: TestedTarget): void {
  const { get, keysBelow, signal } = tested;

  it('shows nothing of an object before it is complete', async () => {
    const key = `${tested.prefix}/half`;
    const upload = await tested.target.upload(key, { signal });
    await upload.write(randomBytes(100_000));
    expect(await tested.target.stat(key, { signal })).toBeUndefined();
    expect(await keysBelow(`${tested.prefix}/`)).toEqual([]);
    await expect(tested.target.read(key, { signal })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await upload.complete();
    expect(await keysBelow(`${tested.prefix}/`)).toEqual([key]);
  });

  it('keeps nothing of an aborted upload', async () => {
    const key = `${tested.prefix}/aborted`;
    const upload = await tested.target.upload(key, { signal });
    await upload.write(randomBytes(100_000));
    await upload.abort();
    await upload.abort();
    await expect(upload.complete()).rejects.toThrow();
    expect(await tested.target.stat(key, { signal })).toBeUndefined();
    expect(await keysBelow(`${tested.prefix}/`)).toEqual([]);
  });

  it('keeps a complete object when its upload is aborted late', async () => {
    const key = `${tested.prefix}/late`;
    const upload = await tested.target.upload(key, { signal });
    await upload.write(Buffer.from('kept'));
    await upload.complete();
    await upload.abort();
    expect((await get(key)).toString()).toBe('kept');
  });

  it('keeps uploads of one key apart', async () => {
    const key = `${tested.prefix}/twice`;
    const first = await tested.target.upload(key, { signal });
    const second = await tested.target.upload(key, { signal });
    await first.write(Buffer.from('first, and longer'));
    await second.write(Buffer.from('second'));
    await first.complete();
    await second.complete();
    expect((await get(key)).toString()).toBe('second');
  });

  it('shows nothing of a large upload that was aborted in the middle', async () => {
    const key = `${tested.prefix}/middle`;
    const upload = await tested.target.upload(key, { signal });
    for (let written = 0; written < 20; written++) {
      await upload.write(randomBytes(MEBIBYTE));
    }
    await upload.abort();
    expect(await tested.target.stat(key, { signal })).toBeUndefined();
    expect(await keysBelow(`${tested.prefix}/`)).toEqual([]);
    expect(
      (await tested.target.removeUnfinished?.(`${tested.prefix}/`, {
        signal,
        before: new Date(Date.now() + 60_000),
      })) ?? 0,
    ).toBe(0);
  });

  it('removes what uploads left that never ended, if there is any', async () => {
    const upload = await tested.target.upload(`${tested.prefix}/left`, {
      signal,
    });
    for (let written = 0; written < 20; written++) {
      await upload.write(randomBytes(MEBIBYTE));
    }
    const before = new Date(Date.now() - 60 * 60 * 1000);
    expect(
      (await tested.target.removeUnfinished?.(`${tested.prefix}/`, {
        signal,
        before,
      })) ?? 0,
    ).toBe(0);
    await tested.target.removeUnfinished?.(`${tested.prefix}/`, {
      signal,
      before: new Date(Date.now() + 60_000),
    });
    expect(await keysBelow(`${tested.prefix}/`)).toEqual([]);
    await upload.abort();
  });
}
