import { TestedTarget } from './TestedTarget';
import { HEAVY, LONG_MS } from './heavy';

/** Of every storage target: what a listing shows. */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeListing(
  tested: TestedTarget,
  options?: { objects?: number },
): void {
  const { put, keysBelow, signal } = tested;

  it('lists by the beginning of the key', async () => {
    for (const path of ['a/1', 'a/2', 'ab/3', 'b/c/4', 'a.json']) {
      await put(`${tested.prefix}/${path}`, Buffer.from(path));
    }
    const list = async (start: string) =>
      (await keysBelow(`${tested.prefix}/${start}`)).map(key =>
        key.slice(tested.prefix.length + 1),
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
            `${tested.prefix}/many/${next % 7}/${next}`,
            Buffer.alloc(next % 50),
          );
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      const sizes = new Map<string, number>();
      for await (const { key, size } of tested.target.list(
        `${tested.prefix}/many/`,
        {
          signal,
        },
      )) {
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

  it('lists what was written, and not what was deleted, from the next moment on', async () => {
    for (let round = 0; round < 10; round++) {
      const key = `${tested.prefix}/moment/${round % 2}/${round}`;
      await put(key, Buffer.from('x'));
      expect(await keysBelow(`${tested.prefix}/moment/`)).toEqual([key]);
      await tested.target.delete(key, { signal });
      expect(await keysBelow(`${tested.prefix}/moment/`)).toEqual([]);
    }
  });

  it('refuses to list outside of itself', async () => {
    await expect(keysBelow('../')).rejects.toMatchObject({
      name: 'InputError',
    });
    await expect(keysBelow('/')).rejects.toMatchObject({
      name: 'InputError',
    });
  });
}
