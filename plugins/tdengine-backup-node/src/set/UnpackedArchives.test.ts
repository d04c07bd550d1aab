import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import {
  collect,
  createTestSet,
  FaultyTarget,
  useTestFolder,
} from './__testUtils__';
import { openBackupSet } from './openBackupSet';
import { UnpackedArchives, UnpackRequest } from './UnpackedArchives';

const { signal } = new AbortController();

describe('UnpackedArchives', () => {
  const folder = useTestFolder();
  let archives: UnpackedArchives;

  const folders = () => fs.readdir(folder.temporaryDirectory);

  function create(lingerMs?: number) {
    archives = UnpackedArchives.create({
      lingerMs,
      makeFolder: async () => {
        const path = await fs.mkdtemp(join(folder.temporaryDirectory, 'x-'));
        return { path, remove: () => fs.rm(path, { recursive: true }) };
      },
    });
  }

  /** Something that is unpacked when the test says so. */
  function slowRequest(bytes = 10) {
    let finish = () => {};
    const stopped: unknown[] = [];
    const unpack = jest.fn(
      (_folder: string, stop: AbortSignal) =>
        new Promise<Awaited<ReturnType<UnpackRequest['unpack']>>>(
          (resolve, reject) => {
            finish = () => resolve({ files: new Map(), unexpected: [] });
            stop.addEventListener('abort', () => {
              stopped.push(stop.reason);
              reject(stop.reason);
            });
          },
        ),
    );
    const request: UnpackRequest = { key: 'a', bytes, unpack };
    return { request, unpack, stopped, finish: () => finish() };
  }

  const untilCalled = async (call: jest.Mock) => {
    while (call.mock.calls.length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
  };

  const untilFolder = async (count: number) => {
    while ((await folders()).length !== count) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };

  afterEach(() => archives.close());

  it('unpacks once for all who ask at a time, and removes it after the last', async () => {
    create(20);
    const { request, unpack, finish } = slowRequest();
    const asking = Array.from({ length: 20 }, () =>
      archives.acquire(request, { signal }),
    );
    await untilCalled(unpack);
    finish();
    const leases = await Promise.all(asking);
    expect(unpack).toHaveBeenCalledTimes(1);
    const [last, ...others] = leases;
    await Promise.all(others.map(lease => lease.release()));
    await Promise.all(others.map(lease => lease.release()));
    await new Promise(resolve => setTimeout(resolve, 60));
    expect(await folders()).toHaveLength(1);
    await last.release();
    await (await archives.acquire(request, { signal })).release();
    expect(unpack).toHaveBeenCalledTimes(1);
    await untilFolder(0);
    expect(archives.has('a')).toBe(false);
  });

  it('goes on while one still waits, and stops when all have left', async () => {
    create();
    const { request, unpack, stopped } = slowRequest();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = archives.acquire(request, { signal: first.signal });
    const other = archives.acquire(request, { signal: second.signal });
    await untilCalled(unpack);
    first.abort(new Error('gone'));
    await expect(one).rejects.toThrow('gone');
    expect(stopped).toEqual([]);
    second.abort(new Error('gone too'));
    await expect(other).rejects.toThrow('gone too');
    expect(stopped).toHaveLength(1);
    expect(await folders()).toEqual([]);
  });

  it('begins anew after a failure', async () => {
    create();
    const failing = {
      ...slowRequest().request,
      unpack: async () => {
        throw new Error('The disk is ill');
      },
    };
    await expect(archives.acquire(failing, { signal })).rejects.toThrow('ill');
    const working = {
      ...failing,
      unpack: async () => ({ files: new Map(), unexpected: [] }),
    };
    await expect(archives.acquire(working, { signal })).resolves.toBeDefined();
  });

  it('refuses at once what has no room, after making room', async () => {
    create();
    const idle = { ...slowRequest().request, key: 'idle' };
    idle.unpack = async () => ({ files: new Map(), unexpected: [] });
    await (await archives.acquire(idle, { signal })).release();
    expect(await folders()).toHaveLength(1);
    const { request, unpack } = slowRequest(2 ** 52);
    await expect(archives.acquire(request, { signal })).rejects.toMatchObject({
      name: 'StorageFullError',
      message: expect.stringContaining(`that takes ${2 ** 52} bytes`),
    });
    expect(unpack).not.toHaveBeenCalled();
    expect(archives.has('idle')).toBe(false);
    await archives.close();
    expect(await folders()).toEqual([]);
  });

  it('removes everything at the end', async () => {
    create();
    const { request } = slowRequest();
    const waiting = archives.acquire(request, { signal });
    waiting.catch(() => {});
    await untilFolder(1);
    await archives.close();
    await expect(waiting).rejects.toThrow('Nobody waits');
    expect(await folders()).toEqual([]);
  });

  describe('with a tar.gz', () => {
    async function createSet() {
      const target = new FaultyTarget(folder.target);
      const { location, manifest } = await createTestSet({
        target,
        packaging: 'tar.gz',
        signal,
      });
      const open = () =>
        openBackupSet({
          target,
          location,
          temporaryDirectory: join(folder.temporaryDirectory, 'own'),
          unpacked: archives,
          signal,
        });
      const reads = () =>
        target.calls.filter(call => /^read .*tar\.gz$/.test(call)).length;
      const pathOf = (kind: string) =>
        manifest.files.find(file => file.kind === kind)!.path;
      return { open, reads, pathOf, manifest };
    }

    it('serves twenty readers out of one copy', async () => {
      create();
      const { open, reads, pathOf } = await createSet();
      const texts = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const reader = await open();
          const bytes = await collect(reader.read(pathOf('rows'), { signal }));
          await reader.close();
          return bytes.toString('hex');
        }),
      );
      expect(new Set(texts).size).toBe(1);
      expect(reads()).toBe(1);
      expect(await folders()).toHaveLength(1);
    });

    it('unpacks no rows for who reads none', async () => {
      create();
      const { open, reads, pathOf, manifest } = await createSet();
      const reader = await open();
      for (const kind of ['schema', 'tables', 'counts']) {
        await collect(reader.read(pathOf(kind), { signal }));
      }
      expect(reads()).toBe(1);
      const [copy] = await folders();
      expect(
        await fs.readdir(join(folder.temporaryDirectory, copy)),
      ).toHaveLength(
        manifest.files.filter(({ kind }) => kind !== 'rows').length,
      );
      await collect(reader.read(pathOf('rows'), { signal }));
      await collect(reader.read(pathOf('schema'), { signal }));
      expect(reads()).toBe(2);
      await reader.close();
    });
  });
});
