import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { LocalFolderTarget } from '../target';
import { copyBackupSet, CopyBackupSetOptions } from './copyBackupSet';
import { readStoredSet } from './readStoredSet';
import { createTestSet, FaultyTarget, useTestFolder } from './__testUtils__';

jest.setTimeout(60_000);

const { signal } = new AbortController();

describe('copyBackupSet', () => {
  const folder = useTestFolder();

  async function setUp(packaging: 'folder' | 'zip' | 'tar.gz' = 'folder') {
    const first = new FaultyTarget(folder.target);
    const { location } = await createTestSet({
      target: first,
      packaging,
      signal,
    });
    first.calls.length = 0;
    const place = (name: string) =>
      new FaultyTarget(
        LocalFolderTarget.create({ name, path: join(folder.path, name) }),
      );
    const second = place('second');
    const copy = (options: Partial<CopyBackupSetOptions> = {}) =>
      copyBackupSet({
        sources: [{ target: first, location }],
        target: second,
        signal,
        ...options,
      });
    return { first, second, place, location, copy };
  }

  it.each(['folder', 'zip', 'tar.gz'] as const)(
    'makes the same objects of a %s, the manifest last',
    async packaging => {
      const { first, second, location, copy } = await setUp(packaging);
      const made = await copy();
      const set = await readStoredSet({ target: first, location, signal });
      expect(made).toMatchObject({
        prefix: location.prefix,
        packaging,
        metadataSha256: location.metadataSha256,
        size: set.description.size,
      });
      for (const { key } of [...set.objects, set.metadata]) {
        const read = async (target: FaultyTarget) =>
          Buffer.concat(await (await target.read(key, { signal })).toArray());
        expect((await read(second)).equals(await read(first))).toBe(true);
      }
      const completed = second.calls.filter(it => it.startsWith('complete'));
      expect(completed.at(-1)).toBe(`complete ${set.metadata.key}`);
      expect(completed).toHaveLength(set.objects.length + 1);
    },
  );

  it('leaves no backup where it breaks off, and goes on from what was recorded', async () => {
    const { second, location, copy } = await setUp();
    await copy();
    const copied = new Set<string>();
    second.calls.length = 0;
    second.faults.write = key => {
      if (copied.size === 3) {
        throw new Error(`no room for ${key}`);
      }
    };
    await expect(
      copy({
        onObject: async ({ key }) => {
          copied.add(key);
        },
      }),
    ).rejects.toThrow('no room for');
    const open = () => readStoredSet({ target: second, location, signal });
    await expect(open()).rejects.toThrow('There is no backup');

    second.faults = {};
    second.calls.length = 0;
    await copy({ copied });
    const { objects } = await open();
    const completed = second.calls.filter(it => it.startsWith('complete'));
    expect(completed).toHaveLength(objects.length - 3 + 1);
  });

  it('takes an object from the next source where one is damaged or breaks off, and says so', async () => {
    const { first, place, location, copy } = await setUp();
    const third = place('third');
    await copy({ target: third });
    let broken = 0;
    first.faults.read = (key, content) => {
      if (key.endsWith('metadata.json')) {
        return content;
      }
      broken++;
      return broken === 1
        ? Readable.from([Buffer.from('something else')])
        : content.destroy(new Error('reset'));
    };
    const skipped: unknown[] = [];
    await copy({
      sources: [
        { target: first, location },
        { target: third, location },
      ],
      onSkipped: (_target, error) => skipped.push(error),
    });
    expect(skipped[0]).toMatchObject({ name: 'DamagedBackupError' });
    expect(skipped[1]).toMatchObject({ message: 'reset' });

    await expect(copy()).rejects.toThrow('reset');
  });

  it('stops where a source gives more than there is to be, and asks the next one', async () => {
    const { first, second, place, location, copy } = await setUp();
    const third = place('third');
    await copy({ target: third });
    const sizes = new Map(
      (await readStoredSet({ target: third, location, signal })).objects.map(
        ({ key, size }) => [key, size],
      ),
    );
    let given = 0;
    first.faults.read = (key, content) =>
      key.endsWith('metadata.json')
        ? content
        : Readable.from(
            (function* endless() {
              // A test that fails is to end, too.
              for (let i = 0; i < 10_000; i++) {
                given++;
                yield Buffer.alloc(1000);
              }
            })(),
            { highWaterMark: 1 },
          );
    second.faults.write = (key, written) => {
      if (written > (sizes.get(key) ?? Infinity)) {
        throw new Error(`${key} grows without an end`);
      }
    };
    const skipped: unknown[] = [];
    await copy({
      sources: [
        { target: first, location },
        { target: third, location },
      ],
      onSkipped: (_target, error) => skipped.push(error),
    });
    expect(skipped).toHaveLength(sizes.size);
    expect(skipped[0]).toMatchObject({
      name: 'DamagedBackupError',
      message: expect.stringMatching(
        /\(target .*\)' is not what was written: it has more than \d+ bytes/,
      ),
    });
    expect(given).toBeLessThan(1000);
    await readStoredSet({ target: second, location, signal });
  });

  it('removes what does not belong to the set, and changes nothing before it is allowed to', async () => {
    const { second, location, copy } = await setUp();
    await copy();
    const stray = join(folder.path, 'second', location.prefix, 'stray.txt');
    await fs.writeFile(stray, 'x');
    second.calls.length = 0;
    await expect(
      copy({
        beforeChange: async () => {
          throw new Error('somebody else does it');
        },
      }),
    ).rejects.toThrow('somebody else does it');
    expect(second.calls).toEqual([]);
    await copy();
    await expect(fs.stat(stray)).rejects.toThrow('ENOENT');
  });
});
