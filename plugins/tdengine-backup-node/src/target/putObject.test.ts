import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFolderTarget } from './LocalFolderTarget';
import { putObject } from './putObject';

const { signal } = new AbortController();

describe('putObject', () => {
  let path: string;
  let target: LocalFolderTarget;

  beforeEach(async () => {
    path = await fs.mkdtemp(join(tmpdir(), 'put-object-'));
    target = LocalFolderTarget.create({ name: 'disk', path });
  });

  afterEach(async () => {
    await fs.rm(path, { recursive: true, force: true });
  });

  const pieces = ['one', ' ', 'two'].map(text => Buffer.from(text));

  it('writes an object in pieces', async () => {
    expect(await putObject(target, 'a/b', pieces, { signal })).toMatchObject({
      key: 'a/b',
      size: 7,
    });
    expect(await fs.readFile(join(path, 'a/b'), 'utf8')).toBe('one two');
    await expect(
      putObject(target, 'a/b', [], { signal, ifAbsent: true }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await fs.readFile(join(path, 'a/b'), 'utf8')).toBe('one two');
  });

  it('leaves nothing of one whose content fails', async () => {
    const failing = (async function* content() {
      yield* pieces;
      throw new Error('broke');
    })();
    await expect(putObject(target, 'a/b', failing, { signal })).rejects.toThrow(
      'broke',
    );
    expect(await fs.readdir(path)).toEqual([]);
  });

  it('stops with the signal, and takes no other size for done', async () => {
    const controller = new AbortController();
    const stopping = (async function* content() {
      yield pieces[0];
      controller.abort(new Error('enough'));
      yield pieces[1];
    })();
    await expect(
      putObject(target, 'a', stopping, { signal: controller.signal }),
    ).rejects.toThrow('enough');
    expect(await fs.readdir(path)).toEqual([]);

    const upload = target.upload.bind(target);
    jest.spyOn(target, 'upload').mockImplementation(async (...args) => {
      const real = await upload(...args);
      return {
        write: chunk => real.write(chunk),
        abort: () => real.abort(),
        complete: async () => ({ ...(await real.complete()), size: 6 }),
      };
    });
    await expect(putObject(target, 'a', pieces, { signal })).rejects.toThrow(
      "Target 'disk' stored 6 of 7 bytes of 'a'",
    );
  });
});
