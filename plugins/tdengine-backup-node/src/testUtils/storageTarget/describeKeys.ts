import { TestedTarget } from './TestedTarget';

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

/** Of every storage target: which keys there can be. */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeKeys(tested: TestedTarget): void {
  const { put, get, keysBelow, signal } = tested;

  it('takes deep keys and long ones', async () => {
    const deep = `${tested.prefix}/${'d/'.repeat(60)}end`;
    const long = `${tested.prefix}/${'n'.repeat(255)}`;
    const wide = `${tested.prefix}/${'数'.repeat(85)}/${'w'.repeat(255)}`;
    const keys = [deep, long, wide].sort();
    for (const key of keys) {
      await put(key, Buffer.from(key));
    }
    expect(await keysBelow(`${tested.prefix}/`)).toEqual(keys);
    for (const key of keys) {
      expect((await get(key)).toString()).toBe(key);
    }
  });

  it.each(UNSAFE_KEYS.map(key => [JSON.stringify(key).slice(0, 40), key]))(
    'refuses the key %s',
    async (_, key) => {
      const refused = { name: 'InputError' };
      await expect(tested.target.upload(key, { signal })).rejects.toMatchObject(
        refused,
      );
      await expect(tested.target.read(key, { signal })).rejects.toMatchObject(
        refused,
      );
      await expect(tested.target.stat(key, { signal })).rejects.toMatchObject(
        refused,
      );
      await expect(tested.target.delete(key, { signal })).rejects.toMatchObject(
        refused,
      );
    },
  );

  it('takes keys of other scripts', async () => {
    const keys = [
      `${tested.prefix}/温度/数据 1.bin`,
      `${tested.prefix}/Ωmega-é/😀.txt`,
      `${tested.prefix}/percent%2Fquestion?hash#plus+and&amp`,
    ].sort();
    for (const key of keys) {
      await put(key, Buffer.from(key));
    }
    expect(await keysBelow(`${tested.prefix}/`)).toEqual(keys);
    for (const key of keys) {
      expect((await get(key)).toString()).toBe(key);
    }
  });
}
