import { execFileSync } from 'node:child_process';
import { constants, promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  canMountSmallFolder,
  mountSmallFolder,
  SmallFolder,
} from 'storage-servers';
import { describeStorageLimits } from '../testUtils/describeStorageLimits';
import { describeStorageLinks } from '../testUtils/describeStorageLinks';
import { describeStorageTarget } from '../testUtils/describeStorageTarget';
import { LocalFolderTarget } from './LocalFolderTarget';
import { localFolderTargetFactory } from './localFolderTargetFactory';

const { signal } = new AbortController();

let root: string;

beforeAll(async () => {
  root = await fs.mkdtemp(join(tmpdir(), 'local-folder-target-'));
});

afterAll(async () => {
  await fs.rm(root, { recursive: true, force: true });
});

afterEach(() => {
  jest.restoreAllMocks();
});

const describePipes = canMakePipes() ? describe : describe.skip;

describeStorageTarget('local', () =>
  LocalFolderTarget.create({ name: 'test', path: join(root, 'conformance') }),
);

describeStorageLinks('local', {
  folder: async () => {
    await fs.mkdir(join(root, 'linked'), { recursive: true });
    return join(root, 'linked');
  },
  makeTarget: () =>
    LocalFolderTarget.create({ name: 'test', path: join(root, 'linked') }),
});

const describeSmall = canMountSmallFolder() ? describe : describe.skip;

describeSmall(
  'LocalFolderTarget (where a small file system can be mounted)',
  () => {
    let small: SmallFolder;

    beforeAll(() => {
      small = mountSmallFolder(4);
    });

    afterAll(() => small.unmount());

    describeStorageLimits('local', {
      full: () => LocalFolderTarget.create({ name: 'small', path: small.path }),
    });
  },
);

describe('LocalFolderTarget', () => {
  let path: string;
  let target: LocalFolderTarget;

  beforeEach(async () => {
    path = await fs.mkdtemp(join(root, 'target-'));
    target = LocalFolderTarget.create({ name: 'disk', path });
  });

  async function put(key: string, content: string, ifAbsent = false) {
    const upload = await target.upload(key, { signal, ifAbsent });
    try {
      await upload.write(Buffer.from(content));
      await upload.complete();
    } catch (error) {
      await upload.abort();
      throw error;
    }
  }

  async function list(prefix = ''): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of target.list(prefix, { signal })) {
      keys.push(key);
    }
    return keys.sort();
  }

  function failWith(code: string) {
    return Object.assign(new Error(`${code}: made to fail`), { code });
  }

  it('writes beside the place, under a name that says what it is', async () => {
    const upload = await target.upload('a/b/c.tdb', { signal });
    await upload.write(Buffer.from('x'));
    const [partial] = await fs.readdir(join(path, 'a/b'));
    expect(partial).toMatch(/^\.c\.tdb\.[0-9a-f]{12}\.partial$/);
    await upload.complete();
    expect(await fs.readdir(join(path, 'a/b'))).toEqual(['c.tdb']);
  });

  it('leaves no folder behind where nothing came of an upload', async () => {
    await put('a/kept', 'x');
    const upload = await target.upload('a/b/c.tdb', { signal });
    await upload.abort();
    expect(await fs.readdir(join(path, 'a'))).toEqual(['kept']);
  });

  it('removes folders that a dead process made and never wrote into', async () => {
    await put('temp/one/kept', 'x');
    await fs.mkdir(join(path, 'temp/one/empty/deep'), { recursive: true });
    await fs.mkdir(join(path, 'temp/two/empty'), { recursive: true });
    await fs.mkdir(join(path, 'other'));
    await target.removeUnfinished('temp/', { signal, before: new Date() });
    expect(await fs.readdir(path, { recursive: true })).toEqual(
      expect.arrayContaining(['other', 'temp/one/kept']),
    );
    expect(await fs.readdir(join(path, 'temp'))).toEqual(['one']);
    expect(await fs.readdir(join(path, 'temp/one'))).toEqual(['kept']);
  });

  it('takes a file name as long as the file system does', async () => {
    const key = `a/${'n'.repeat(255)}`;
    await put(key, 'x');
    expect(await list()).toEqual([key]);
  });

  it('removes folders that a deletion leaves empty, but not itself', async () => {
    await put('a/b/c', '1');
    await put('a/d', '2');
    await target.delete('a/b/c', { signal });
    expect(await fs.readdir(join(path, 'a'))).toEqual(['d']);
    await target.delete('a/d', { signal });
    expect(await fs.readdir(path)).toEqual([]);
  });

  it('keeps a folder that an upload is on its way into', async () => {
    await put('a/b/one', '1');
    const upload = await target.upload('a/b/two', { signal });
    await target.delete('a/b/one', { signal });
    await upload.complete();
    expect(await list()).toEqual(['a/b/two']);
  });

  it('survives deletions and uploads in one folder at once', async () => {
    const rounds = Array.from({ length: 60 }, (_, index) => index);
    await Promise.all(
      rounds.map(async index => {
        await put(`busy/folder/${index}`, 'x');
        await target.delete(`busy/folder/${index}`, { signal });
      }),
    );
    expect(await list()).toEqual([]);
  });

  describePipes('at a pipe (where there is mkfifo)', () => {
    it('does not wait for a writer', async () => {
      await put('a', 'x');
      execFileSync('mkfifo', [join(path, 'pipe')]);
      // More than there are threads for files, each of which would wait for a writer for ever.
      const reads = Array.from({ length: 20 }, () =>
        target.read('pipe', { signal }),
      );
      for (const result of await Promise.allSettled(reads)) {
        expect(result).toMatchObject({
          status: 'rejected',
          reason: {
            name: 'NotFoundError',
            message: "There is no object 'pipe' on target 'disk'",
          },
        });
      }
      expect(await target.stat('pipe', { signal })).toBeUndefined();
      expect(await list()).toEqual(['a']);
    });
  });

  it('may itself be a link, as its administrator wishes', async () => {
    const link = join(root, 'link-to-target');
    await fs.symlink(path, link);
    const linked = LocalFolderTarget.create({ name: 'linked', path: link });
    await linked.probe({ signal });
    await put('a', 'x');
    expect(await linked.stat('a', { signal })).toMatchObject({ size: 1 });
  });

  it('leaves out what belongs to the file system or to an upload', async () => {
    await fs.mkdir(join(path, '.snapshot/old'), { recursive: true });
    await fs.writeFile(join(path, '.snapshot/old/a'), 'x');
    await fs.writeFile(join(path, '.nfs0000001'), 'x');
    await fs.writeFile(join(path, '.a.0123456789ab.partial'), 'x');
    await put('a', 'x');
    expect(await list()).toEqual(['a']);
  });

  it('removes what dead uploads left behind, and only that', async () => {
    const old = new Date(Date.now() - 60_000);
    const dead = join(path, 'temp/run/.dead.0123456789ab.partial');
    await fs.mkdir(join(path, 'temp/run'), { recursive: true });
    await fs.writeFile(dead, 'half');
    await fs.utimes(dead, old, old);
    const alive = await target.upload('temp/other/alive', { signal });
    await put('temp/other/done', 'x');

    const before = new Date(Date.now() - 30_000);
    expect(
      await target.removeUnfinished('temp/run/deaf', { signal, before }),
    ).toBe(0);
    expect(await target.removeUnfinished('temp/', { signal, before })).toBe(1);
    expect(await fs.readdir(join(path, 'temp'))).toEqual(['other']);
    await alive.complete();
    expect(await list()).toEqual(['temp/other/alive', 'temp/other/done']);
  });

  describe('where things go wrong', () => {
    async function failingHandle(method: 'write' | 'sync', code: string) {
      const open = fs.open.bind(fs);
      jest.spyOn(fs, 'open').mockImplementation(async (...options) => {
        const handle = await open(...options);
        if (options[1] === 'wx') {
          jest.spyOn(handle, method).mockRejectedValue(failWith(code));
        }
        return handle;
      });
    }

    it.each([
      ['write', 'ENOSPC', "No space left on target 'disk'"],
      ['sync', 'ENOSPC', "No space left on target 'disk'"],
      ['write', 'EDQUOT', "The disk quota of target 'disk' is used up"],
    ] as const)(
      'says so when %s answers %s, and leaves nothing',
      async (method, code, message) => {
        await failingHandle(method, code);
        await expect(put('a/b', 'content')).rejects.toMatchObject({
          name: 'StorageFullError',
          message: expect.stringContaining(message),
        });
        expect(await fs.readdir(path)).toEqual([]);
      },
    );

    it('names the path that is full', async () => {
      await failingHandle('write', 'ENOSPC');
      await expect(put('a/b', 'content')).rejects.toThrow(join(path, 'a/b'));
    });

    it('refuses at once what cannot fit', async () => {
      await expect(
        target.upload('huge', { signal, sizeHint: Number.MAX_SAFE_INTEGER }),
      ).rejects.toMatchObject({
        name: 'StorageFullError',
        message: expect.stringMatching(/bytes are needed, \d+ are free/),
      });
      expect(await fs.readdir(path)).toEqual([]);
    });

    it.each([
      ['EACCES', 'the user this process runs as may not'],
      ['EROFS', 'mounted read-only'],
      ['ESTALE', 'mount it again'],
      ['EIO', 'Could not write'],
    ])('explains %s', async (code, message) => {
      jest.spyOn(fs, 'mkdir').mockRejectedValue(failWith(code));
      await expect(put('a/b', 'x')).rejects.toThrow(message);
    });

    it('says when a file is in the way', async () => {
      await put('a', 'x');
      await expect(put('a/b', 'x')).rejects.toThrow('a file is in the way');
      await put('folder/x', 'x');
      await expect(put('folder', 'x')).rejects.toThrow(
        'a folder is in the way',
      );
    });

    it('does not lose an older object when the new one fails', async () => {
      await put('a', 'old');
      jest.spyOn(fs, 'rename').mockRejectedValue(failWith('EIO'));
      await expect(put('a', 'new')).rejects.toThrow('Could not write');
      expect(await fs.readFile(join(path, 'a'), 'utf8')).toBe('old');
      expect(await fs.readdir(path)).toEqual(['a']);
    });

    it('goes on where a directory cannot be made durable', async () => {
      const open = fs.open.bind(fs);
      jest.spyOn(fs, 'open').mockImplementation(async (...options) => {
        const handle = await open(...options);
        if (options[1] === 'r') {
          jest.spyOn(handle, 'sync').mockRejectedValue(failWith('EINVAL'));
        }
        return handle;
      });
      await put('a/b', 'x');
      expect(await list()).toEqual(['a/b']);
    });
  });

  describe('on a file system without hard links', () => {
    beforeEach(() => {
      jest.spyOn(fs, 'link').mockRejectedValue(failWith('EPERM'));
    });

    it('still creates only what is absent', async () => {
      await put('a', 'first', true);
      await expect(put('a', 'second', true)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(await fs.readFile(join(path, 'a'), 'utf8')).toBe('first');
      expect(await fs.readdir(path)).toEqual(['a']);
    });

    it('lets one of several win', async () => {
      const outcomes = await Promise.allSettled(
        ['1', '2', '3', '4'].map(content => put('a', content, true)),
      );
      const won = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(won).toHaveLength(1);
      expect(await fs.readdir(path)).toEqual(['a']);
    });

    it('takes over from a process that died', async () => {
      const lock = join(path, '.a.lock');
      await fs.writeFile(lock, '');
      await expect(put('a', 'x', true)).rejects.toThrow('at this moment');
      const old = new Date(Date.now() - 120_000);
      await fs.utimes(lock, old, old);
      await put('a', 'x', true);
      expect(await fs.readdir(path)).toEqual(['a']);
    });
  });

  it('takes an answer that got lost for what it was', async () => {
    const link = fs.link.bind(fs);
    jest.spyOn(fs, 'link').mockImplementation(async (from, to) => {
      await link(from, to);
      throw failWith('EEXIST');
    });
    await put('a', 'x', true);
    expect(await fs.readdir(path)).toEqual(['a']);
  });

  describe('probe', () => {
    it('makes the folder', async () => {
      const deep = LocalFolderTarget.create({
        name: 'deep',
        path: join(path, 'not/there/yet'),
      });
      await deep.probe({ signal });
      expect(await fs.readdir(deep.location)).toEqual([]);
    });

    it('says why the folder cannot be made', async () => {
      await put('file', 'x');
      const blocked = LocalFolderTarget.create({
        name: 'blocked',
        path: join(path, 'file/below'),
      });
      await expect(blocked.probe({ signal })).rejects.toThrow(
        "Could not make the folder '",
      );
    });

    const describeProc =
      process.platform === 'linux' ? describe : describe.skip;

    describeProc('where a parent takes no folders', () => {
      it('says so', async () => {
        const odd = LocalFolderTarget.create({
          name: 'odd',
          path: '/proc/nothing',
        });
        await expect(odd.probe({ signal })).rejects.toThrow(
          "Could not make the folder '/proc/nothing' on target 'odd'",
        );
        await expect(odd.upload('a', { signal })).rejects.toThrow(
          "Could not write '/proc/nothing/a' on target 'odd'",
        );
      });
    });

    it.each([
      ['EACCES', 'may not'],
      ['EROFS', 'read-only'],
      ['ENOSPC', 'No space left'],
    ])('says that it cannot be written to: %s', async (code, message) => {
      jest.spyOn(fs, 'open').mockRejectedValue(failWith(code));
      await expect(target.probe({ signal })).rejects.toThrow("Target 'disk'");
      await expect(target.probe({ signal })).rejects.toThrow(message);
    });

    it('leaves nothing when it cannot write to the end', async () => {
      const open = fs.open.bind(fs);
      jest.spyOn(fs, 'open').mockImplementation(async (...options) => {
        const handle = await open(...options);
        jest.spyOn(handle, 'write').mockRejectedValue(failWith('ENOSPC'));
        return handle;
      });
      await expect(target.probe({ signal })).rejects.toThrow(
        "cannot be written to; caused by StorageFullError: No space left on target 'disk'",
      );
      expect(await fs.readdir(path)).toEqual([]);
    });

    it('notices a folder that does not show what is in it', async () => {
      jest.spyOn(fs, 'readdir').mockResolvedValue([]);
      await expect(target.probe({ signal })).rejects.toThrow(
        'does not show an object that was just written',
      );
    });

    it('says that it cannot be deleted from', async () => {
      jest.spyOn(fs, 'rm').mockRejectedValue(failWith('EPERM'));
      await expect(target.probe({ signal })).rejects.toThrow(
        'cannot be deleted from',
      );
    });

    it('notices a folder that gives back something else', async () => {
      const open = fs.open.bind(fs);
      jest.spyOn(fs, 'open').mockImplementation(async (...options) => {
        if (typeof options[1] === 'number') {
          await fs.writeFile(options[0] as string, 'else');
        }
        return open(...options);
      });
      await expect(target.probe({ signal })).rejects.toThrow(
        'gives back other bytes',
      );
    });
  });

  it('tells the free space and all of it, also before the folder is there', async () => {
    const below = LocalFolderTarget.create({
      name: 'below',
      path: join(path, 'a/b/c'),
    });
    const free = await below.freeSpace({ signal });
    expect(free).toBeGreaterThan(0n);
    expect(await below.totalSpace({ signal })).toBeGreaterThan(free);
  });

  it('opens files without following links', async () => {
    await put('a', 'x');
    const open = jest.spyOn(fs, 'open');
    (await target.read('a', { signal })).destroy();
    const flags = open.mock.calls[0][1] as number;
    // eslint-disable-next-line no-bitwise
    expect(flags & constants.O_NOFOLLOW).toBe(constants.O_NOFOLLOW);
  });

  it.each([
    [-1, 1],
    [2, 1],
    [0, 1.5],
    [Number.NaN, 1],
  ])('refuses the range %d to %d', async (start, end) => {
    await put('a', 'x');
    await expect(
      target.read('a', { signal, range: { start, end } }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it.each(['', '  ', 'a\0b'])('refuses the folder %j', async folder => {
    expect(() =>
      LocalFolderTarget.create({ name: 'disk', path: folder }),
    ).toThrow("The path of target 'disk'");
  });
});

describe('localFolderTargetFactory', () => {
  it('makes a target from its configuration', () => {
    const target = localFolderTargetFactory.create({
      name: 'nightly',
      config: new ConfigReader({ type: 'local', path: '/var/backups' }),
    });
    expect(target).toMatchObject({
      name: 'nightly',
      type: 'local',
      location: '/var/backups',
    });
  });

  it('names the key that is missing', () => {
    expect(() =>
      localFolderTargetFactory.create({
        name: 'nightly',
        config: new ConfigReader({
          targets: [{ type: 'local' }],
        }).getConfigArray('targets')[0],
      }),
    ).toThrow("'targets[0].path'");
  });
});

function canMakePipes(): boolean {
  try {
    execFileSync('mkfifo', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    // One that knows no `--version` is there all the same.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
