import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { TargetObjects } from './TargetObjects';

const LINK = 'symbolic link';

/**
 * Registers tests of a `StorageTarget` that keeps objects as files under their keys: who can put a link among them gets
 * nothing outside of the target read, written, listed or deleted, and odd names are in nobody's way. Call it at the top
 * of a test file, beside {@link describeStorageTarget}.
 *
 * @public
 */
// eslint-disable-next-line jest/no-export -- the suite is what this module is for
export function describeStorageLinks(
  name: string,
  options: {
    /** The folder of the target, which has to be there, as a path of this machine. */
    folder: () => Promise<string> | string;
    makeTarget: () => Promise<StorageTarget> | StorageTarget;
  },
): void {
  describe(`storage target ${name} with links in it`, () => {
    const { signal } = new AbortController();
    let target: StorageTarget;
    let objects: TargetObjects;
    let outside: string;
    let folder: string;
    let prefix: string;

    beforeAll(async () => {
      target = await options.makeTarget();
      objects = TargetObjects.create(target);
    });

    beforeEach(async () => {
      prefix = `links-${randomBytes(8).toString('hex')}`;
      folder = join(await options.folder(), prefix);
      outside = await fs.mkdtemp(join(tmpdir(), 'outside-'));
      await fs.mkdir(join(outside, 'inner'));
      await fs.mkdir(folder);
      // Whoever the server runs as may do all that is tried here.
      for (const each of [outside, join(outside, 'inner'), folder]) {
        await fs.chmod(each, 0o777);
      }
      for (const each of ['secret', 'inner/secret']) {
        await fs.writeFile(join(outside, each), 'not yours');
        await fs.chmod(join(outside, each), 0o666);
      }
    });

    const assertUntouched = async () => {
      expect(
        (await fs.readdir(outside, { recursive: true })).map(String).sort(),
      ).toEqual(['inner', 'inner/secret', 'secret']);
      for (const each of ['secret', 'inner/secret']) {
        expect(await fs.readFile(join(outside, each), 'utf8')).toBe(
          'not yours',
        );
      }
    };

    afterEach(async () => {
      await assertUntouched();
      await fs.rm(folder, { recursive: true });
      await fs.rm(outside, { recursive: true });
    });

    const upload = async (key: string) =>
      objects.put(key, [Buffer.from('mine')]);

    it('goes nowhere through a folder that is one', async () => {
      await fs.symlink(outside, join(folder, 'link'));
      for (const path of ['link/secret', 'link/inner/secret']) {
        const key = `${prefix}/${path}`;
        await expect(target.read(key, { signal })).rejects.toThrow(LINK);
        await expect(target.stat(key, { signal })).rejects.toThrow(LINK);
        await expect(target.delete(key, { signal })).rejects.toThrow(LINK);
        await expect(upload(key)).rejects.toThrow(LINK);
      }
      for (const path of ['link/new', 'link/a/b/new']) {
        await expect(upload(`${prefix}/${path}`)).rejects.toThrow(LINK);
      }
    });

    it('goes on with no upload whose folder became one', async () => {
      await upload(`${prefix}/here/before`);
      const begun = await target.upload(`${prefix}/here/new`, { signal });
      await begun.write(Buffer.from('mine'));
      await fs.rename(join(folder, 'here'), join(folder, 'gone'));
      await fs.symlink(outside, join(folder, 'here'));
      await expect(begun.complete()).rejects.toThrow();
      await begun.abort();
    });

    it('lists nothing behind one, and removes nothing there', async () => {
      await fs.symlink(outside, join(folder, 'link'));
      await fs.symlink(join(outside, 'secret'), join(folder, 'file'));
      await upload(`${prefix}/mine`);
      expect(await objects.keysBelow(`${prefix}/`)).toEqual([`${prefix}/mine`]);
      const before = new Date(Date.now() + 60_000);
      for (const path of ['link/', 'link/inner/', 'link/inner/s']) {
        const start = `${prefix}/${path}`;
        await expect(objects.keysBelow(start)).rejects.toThrow(LINK);
        await expect(
          target.removeUnfinished?.(start, { signal, before }),
        ).rejects.toThrow(LINK);
      }
    });

    it('lists nothing that no key can name', async () => {
      const odd = ['a:b', 'c\\d', 'end ', 'esc\u001b[2J', 'folder:'];
      for (const each of odd) {
        await fs.mkdir(join(folder, `in ${each}`));
        await fs.writeFile(join(folder, `in ${each}`, 'file'), 'x');
        await fs.writeFile(join(folder, each), 'x');
      }
      await upload(`${prefix}/mine`);
      // Each can be deleted: an odd file in the folder of a backup kept that from being deleted.
      expect(await objects.keysBelow(`${prefix}/`)).toEqual([`${prefix}/mine`]);
      await objects.removeBelow(`${prefix}/`);
    });

    it('takes a file that is one for none, and puts one in its place', async () => {
      const key = `${prefix}/file`;
      await fs.symlink(join(outside, 'secret'), join(folder, 'file'));
      expect(await target.stat(key, { signal })).toBeUndefined();
      await expect(target.read(key, { signal })).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      await upload(key);
      expect((await objects.get(key)).toString()).toBe('mine');
    });
  });
}
