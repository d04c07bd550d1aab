import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './makeFolder';

describe('makeFolder', () => {
  let root: string;

  beforeEach(async () => {
    root = await fs.mkdtemp(join(tmpdir(), 'make-folder-'));
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await fs.rm(root, { recursive: true, force: true });
  });

  it('makes a folder and those above it, for nobody else to write to', async () => {
    const path = join(root, 'a/b/c');
    await Promise.all([makeFolder(path), makeFolder(path)]);
    await makeFolder(path);
    for (const made of ['a', 'a/b', 'a/b/c']) {
      expect((await fs.stat(join(root, made))).mode & 0o777 & ~0o750).toBe(0);
    }
    await makeFolder(join(root, 'own'), { mode: 0o700 });
    expect((await fs.stat(join(root, 'own'))).mode & 0o777).toBe(0o700);
  });

  it('takes a folder that is there, also through a link, and no file', async () => {
    await makeFolder('/');
    await fs.symlink(root, join(root, 'link'));
    await makeFolder(join(root, 'link/below'));
    expect(await fs.readdir(root)).toContain('below');
    await fs.writeFile(join(root, 'file'), '');
    for (const path of ['file', 'file/below', 'file/far/below']) {
      await expect(makeFolder(join(root, path))).rejects.toMatchObject({
        code: expect.stringMatching(/^(EEXIST|ENOTDIR)$/),
      });
    }
  });

  // Node's recursive mkdir never returns there, and takes a core.
  it('ends where a parent is there and takes no folders', async () => {
    const mkdir = jest
      .spyOn(fs, 'mkdir')
      .mockImplementation(async (path, options) => {
        expect(options).not.toHaveProperty('recursive');
        throw Object.assign(new Error(`mkdir '${path}'`), {
          code: path === '/' ? 'EEXIST' : 'ENOENT',
        });
      });
    await expect(makeFolder('/proc/nothing/below')).rejects.toMatchObject({
      code: 'ENOENT',
    });
    expect(mkdir.mock.calls.length).toBeLessThan(10);
  });
});
