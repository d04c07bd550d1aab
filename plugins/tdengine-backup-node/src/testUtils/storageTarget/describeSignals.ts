import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestedTarget } from './TestedTarget';

const MEBIBYTE = 1024 * 1024;

/** Of every storage target: what a signal ends. */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeSignals(tested: TestedTarget): void {
  const { put, get, signal } = tested;

  it('heeds a signal that has fired already', async () => {
    const key = `${tested.prefix}/signal`;
    await put(key, Buffer.from('there'));
    const fired = { signal: AbortSignal.abort(new Error('enough')) };
    await expect(tested.target.upload(key, fired)).rejects.toThrow('enough');
    await expect(tested.target.read(key, fired)).rejects.toThrow('enough');
    await expect(tested.target.stat(key, fired)).rejects.toThrow('enough');
    await expect(tested.target.delete(key, fired)).rejects.toThrow('enough');
    expect((await get(key)).toString()).toBe('there');
  });

  it('publishes nothing once the signal has fired', async () => {
    const controller = new AbortController();
    const key = `${tested.prefix}/stopped`;
    const upload = await tested.target.upload(key, {
      signal: controller.signal,
    });
    await upload.write(randomBytes(1000));
    controller.abort(new Error('enough'));
    await expect(upload.write(randomBytes(1000))).rejects.toThrow();
    await expect(upload.complete()).rejects.toThrow();
    await upload.abort();
    expect(await tested.target.stat(key, { signal })).toBeUndefined();
  });

  it('tells who reads late that the signal has fired, and nobody else', async () => {
    const key = `${tested.prefix}/late`;
    await put(key, randomBytes(8 * MEBIBYTE));
    const controller = new AbortController();
    const stream = await tested.target.read(key, { signal: controller.signal });
    controller.abort(new Error('enough'));
    // An error that nobody hears ends a process, and fails this test.
    await sleep(50);
    await expect(stream.toArray()).rejects.toThrow();
  });

  it('stops reading when the signal fires', async () => {
    const key = `${tested.prefix}/long`;
    await put(key, randomBytes(8 * MEBIBYTE));
    const controller = new AbortController();
    const stream = await tested.target.read(key, { signal: controller.signal });
    await expect(
      (async () => {
        for await (const _ of stream) {
          controller.abort(new Error('enough'));
        }
      })(),
    ).rejects.toThrow();
    expect(stream.destroyed).toBe(true);
  });
}
