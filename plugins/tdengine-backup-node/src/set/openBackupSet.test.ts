import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { openArchiveFile } from './openArchiveFile';
import { openBackupSet } from './openBackupSet';
import { BackupSetReader } from './BackupSetReader';
import {
  collect,
  createTestSet,
  FaultyTarget,
  useTestFolder,
} from './__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const { signal } = new AbortController();
const PACKAGINGS = ['folder', 'zip', 'tar.gz'] as const;

describe('openBackupSet', () => {
  const folder = useTestFolder();
  const open: BackupSetReader[] = [];

  afterEach(async () => {
    await Promise.all(open.splice(0).map(reader => reader.close()));
  });

  async function create(packaging: (typeof PACKAGINGS)[number]) {
    const { target, temporaryDirectory } = folder;
    const set = await createTestSet({
      target,
      packaging,
      signal,
      name: packaging.replace('.', '_'),
    });
    const { location } = set;
    const reader = await openBackupSet({
      target,
      location,
      temporaryDirectory,
      signal,
    });
    open.push(reader);
    return { ...set, reader };
  }

  async function contents(reader: BackupSetReader) {
    const all: Record<string, string> = {};
    for (const { path } of reader.manifest.files) {
      const bytes = await collect(reader.read(path, { signal }));
      all[path] = bytes.toString('hex');
    }
    return all;
  }

  it('gives the same files whatever the packaging', async () => {
    const [asFolder, asZip, asTar] = [
      await contents((await create('folder')).reader),
      await contents((await create('zip')).reader),
      await contents((await create('tar.gz')).reader),
    ];
    expect(Object.keys(asFolder)).toHaveLength(9);
    expect(asZip).toEqual(asFolder);
    expect(asTar).toEqual(asFolder);
  });

  describe.each(PACKAGINGS)('as %s', packaging => {
    it('gives the manifest that was published', async () => {
      const { reader, manifest } = await create(packaging);
      expect(reader.manifest).toMatchObject(manifest);
    });

    it('is opened where only its being a folder or an archive is known', async () => {
      const { location, target } = await create(packaging);
      const reader = await openBackupSet({
        target,
        location: {
          prefix: location.prefix,
          packaging: packaging === 'folder' ? 'folder' : 'archive',
        },
        temporaryDirectory: folder.temporaryDirectory,
        signal,
      });
      open.push(reader);
      expect(Object.keys(await contents(reader))).toHaveLength(9);
    });

    it('reads ranges', async () => {
      const { reader } = await create(packaging);
      const { path, size } = reader.manifest.files[2];
      const whole = await collect(reader.read(path, { signal }));
      for (const [start, end] of [
        [0, 1],
        [3, 3],
        [5, 20],
        [size - 1, size],
        [size - 5, size + 100],
        [size + 5, size + 10],
        [0, size],
      ]) {
        const part = await collect(
          reader.read(path, { signal, range: { start, end } }),
        );
        expect(part.toString('hex')).toBe(
          whole.subarray(start, end).toString('hex'),
        );
      }
    });

    it('tells sizes', async () => {
      const { reader } = await create(packaging);
      for (const { path, size } of reader.manifest.files) {
        expect(await reader.size(path, { signal })).toBe(size);
      }
    });

    it('gives nothing that the manifest does not name', async () => {
      const { reader } = await create(packaging);
      for (const path of ['metadata.json', 'none', '../../x', '/etc/passwd']) {
        const missing = { name: 'NotFoundError' };
        await expect(reader.read(path, { signal })).rejects.toMatchObject(
          missing,
        );
        await expect(reader.size(path, { signal })).rejects.toMatchObject(
          missing,
        );
      }
    });

    it('finds nothing unexpected', async () => {
      const { reader } = await create(packaging);
      const unexpected: string[] = [];
      for await (const path of reader.unexpectedFiles!({ signal })) {
        unexpected.push(path);
      }
      expect(unexpected).toEqual([]);
    });

    it('leaves nothing behind when it is closed', async () => {
      const { reader } = await create(packaging);
      await contents(reader);
      await reader.close();
      open.pop();
      expect(await fs.readdir(folder.temporaryDirectory)).toEqual([]);
    });

    it('stops reading when it is told to', async () => {
      const { reader } = await create(packaging);
      const fired = AbortSignal.abort(new Error('enough'));
      await expect(
        collect(reader.read(reader.manifest.files[2].path, { signal: fired })),
      ).rejects.toThrow();
      // One caller's patience is not another's.
      expect(Object.keys(await contents(reader))).toHaveLength(9);
    });

    it('refuses a manifest other than the recorded one', async () => {
      const { location } = await create(packaging);
      await expect(
        openBackupSet({
          target: folder.target,
          location: { ...location, metadataSha256: 'f'.repeat(64) },
          temporaryDirectory: folder.temporaryDirectory,
          signal,
        }),
      ).rejects.toThrow('is not the one that was published');
    });

    it('is no backup without its metadata.json', async () => {
      const { location, target } = await create(packaging);
      const key =
        packaging === 'folder'
          ? `${location.prefix}/metadata.json`
          : `${location.prefix}.metadata.json`;
      await target.delete(key, { signal });
      await expect(
        openBackupSet({
          target,
          location,
          temporaryDirectory: folder.temporaryDirectory,
          signal,
        }),
      ).rejects.toThrow(
        `There is no backup at '${location.prefix}' on target 'disk': '${key}' is missing`,
      );
    });
  });

  it('reads an archive where it lies, in few requests', async () => {
    const target = new FaultyTarget(folder.target);
    const { location } = await createTestSet({
      target,
      packaging: 'zip',
      signal,
    });
    target.calls.length = 0;
    const reader = await openBackupSet({
      target,
      location,
      temporaryDirectory: folder.temporaryDirectory,
      signal,
    });
    open.push(reader);
    await reader.size(reader.manifest.files[0].path, { signal });
    // The manifest and, in one piece, the directory.
    expect(target.calls).toHaveLength(2);
    await collect(reader.read(reader.manifest.files[0].path, { signal }));
    expect(target.calls).toHaveLength(4);
    expect(await fs.readdir(folder.temporaryDirectory)).toEqual([]);
  });

  it('fetches an archive first from a target without ranges', async () => {
    const target = new FaultyTarget(folder.target);
    target.capabilities = new Set(['ifAbsent']);
    const { location } = await createTestSet({
      target,
      packaging: 'zip',
      signal,
    });
    const reader = await openBackupSet({
      target,
      location,
      temporaryDirectory: folder.temporaryDirectory,
      signal,
    });
    target.calls.length = 0;
    expect(Object.keys(await contents(reader))).toHaveLength(9);
    expect(target.calls).toEqual([]);
    await reader.close();
    expect(await fs.readdir(folder.temporaryDirectory)).toEqual([]);
  });

  it('unpacks a tar only when it is read, and once', async () => {
    const target = new FaultyTarget(folder.target);
    const { location } = await createTestSet({
      target,
      packaging: 'tar.gz',
      signal,
    });
    target.calls.length = 0;
    const reader = await openBackupSet({
      target,
      location,
      temporaryDirectory: folder.temporaryDirectory,
      signal,
    });
    open.push(reader);
    expect(target.calls).toHaveLength(1);
    await Promise.all([contents(reader), contents(reader)]);
    expect(target.calls).toHaveLength(2);
  });

  it('says that the archive is gone', async () => {
    const { location } = await create('zip');
    await folder.target.delete(`${location.prefix}.zip`, { signal });
    await expect(
      openBackupSet({
        target: folder.target,
        location,
        temporaryDirectory: folder.temporaryDirectory,
        signal,
      }),
    ).rejects.toThrow(`There is no object '${location.prefix}.zip'`);
  });

  describe('openArchiveFile', () => {
    it.each(['zip', 'tar.gz'] as const)(
      'opens a %s by itself',
      async packaging => {
        const { location, manifest } = await create(packaging);
        const expected = await contents(open[0]);
        const path = join(folder.temporaryDirectory, 'download.bin');
        await fs.rename(
          join(folder.path, `${location.prefix}.${packaging}`),
          path,
        );
        const reader = await openArchiveFile({
          path,
          temporaryDirectory: folder.temporaryDirectory,
          signal,
        });
        open.push(reader);
        expect(reader.manifest).toMatchObject(manifest);
        expect(reader.manifest.packaging).toBe(packaging);
        expect(await contents(reader)).toEqual(expected);
      },
    );

    it.each(['', 'PK', 'plain text that is no archive'])(
      'refuses the file %j',
      async text => {
        const path = join(folder.temporaryDirectory, 'file.zip');
        await fs.writeFile(path, text);
        await expect(
          openArchiveFile({
            path,
            temporaryDirectory: folder.temporaryDirectory,
            signal,
          }),
        ).rejects.toThrow("'file.zip' is neither a zip nor a tar.gz file");
      },
    );
  });
});
