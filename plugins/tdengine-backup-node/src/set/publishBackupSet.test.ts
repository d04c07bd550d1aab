import { promises as fs } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StorageFullError } from '../target';
import { openBackupSet } from './openBackupSet';
import { FolderSetReader } from './FolderSetReader';
import { packArchive, PackProgress } from './packArchive';
import { publishArchive, publishFolder } from './publishBackupSet';
import { removeBackupSet } from './removeBackupSet';
import { checksumBackupSet } from './verify';
import { createTestSet, FaultyTarget, useTestFolder } from './__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const { signal } = new AbortController();
const PREFIX = 'backups/20260102/nightly-7d0c1a52';
const ARCHIVES = ['zip', 'tar.gz'] as const;

describe('publishing', () => {
  const folder = useTestFolder();

  async function check(packaging: 'folder' | 'zip' | 'tar.gz') {
    const reader = await openBackupSet({
      target: folder.target,
      location: { prefix: PREFIX, packaging },
      temporaryDirectory: folder.temporaryDirectory,
      signal,
    });
    const report = await checksumBackupSet({ reader, signal });
    await reader.close();
    return report.problems;
  }

  describe('a folder', () => {
    it('writes the manifest last', async () => {
      const target = new FaultyTarget(folder.target);
      await createTestSet({ target, packaging: 'folder', signal });
      const completed = target.calls.filter(call =>
        call.startsWith('complete'),
      );
      expect(completed).toHaveLength(10);
      expect(completed.pop()).toBe(`complete ${PREFIX}/metadata.json`);
    });

    it('says where it is and how large', async () => {
      const { location } = await createTestSet({
        target: folder.target,
        packaging: 'folder',
        signal,
      });
      const files = await folder.files();
      const sizes = await Promise.all(
        files.map(async file => (await fs.stat(join(folder.path, file))).size),
      );
      expect(location).toEqual({
        prefix: PREFIX,
        packaging: 'folder',
        metadataSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        size: sizes.reduce((sum, size) => sum + size, 0),
      });
    });

    it('refuses when a file is missing or has another size', async () => {
      const { target } = folder;
      const { manifest } = await createTestSet({
        target,
        packaging: 'folder',
        signal,
      });
      await target.delete(`${PREFIX}/metadata.json`, { signal });
      const { path } = manifest.files[3];
      await fs.appendFile(join(folder.path, PREFIX, path), 'x');
      const publish = () =>
        publishFolder({ target, prefix: PREFIX, manifest, signal });
      await expect(publish()).rejects.toThrow(
        `'${PREFIX}/${path}' has ${manifest.files[3].size + 1} bytes`,
      );
      await target.delete(`${PREFIX}/${path}`, { signal });
      await expect(publish()).rejects.toThrow(
        `'${PREFIX}/${path}' is missing on target 'disk'`,
      );
      expect(await folder.files()).not.toContain(`${PREFIX}/metadata.json`);
    });

    it('can be repeated after a crash, but not with something else', async () => {
      const { target } = folder;
      const { manifest, location } = await createTestSet({
        target,
        packaging: 'folder',
        signal,
      });
      expect(
        await publishFolder({ target, prefix: PREFIX, manifest, signal }),
      ).toEqual(location);
      await expect(
        publishFolder({
          target,
          prefix: PREFIX,
          manifest: { ...manifest, name: 'other' },
          signal,
        }),
      ).rejects.toThrow('There is another backup at');
      expect(await check('folder')).toEqual([]);
    });

    it('does not publish what could not be read', async () => {
      await expect(
        createTestSet({
          target: folder.target,
          packaging: 'folder',
          signal,
          adjust: manifest => ({ ...manifest, backupTime: 'today' }),
        }),
      ).rejects.toThrow('backupTime: has to be an ISO 8601 instant');
      expect(await folder.files()).not.toContain(`${PREFIX}/metadata.json`);
    });
  });

  describe.each(ARCHIVES)('a %s', packaging => {
    it('writes the archive, then the manifest beside it', async () => {
      const target = new FaultyTarget(folder.target);
      const { location } = await createTestSet({ target, packaging, signal });
      const completed = target.calls.filter(call =>
        call.startsWith(`complete ${PREFIX}`),
      );
      expect(completed).toEqual([
        `complete ${PREFIX}.${packaging}`,
        `complete ${PREFIX}.metadata.json`,
      ]);
      const { size } = await fs.stat(
        join(folder.path, `${PREFIX}.${packaging}`),
      );
      expect(location.archive).toEqual({
        file: `nightly-7d0c1a52.${packaging}`,
        size,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });

    it('is the same file for the same set', async () => {
      const publish = async () =>
        (
          await createTestSet({
            target: folder.target,
            packaging,
            signal,
          })
        ).location.archive;
      const first = await publish();
      await removeBackupSet({
        target: folder.target,
        location: { prefix: PREFIX, packaging },
        signal,
      });
      expect(await publish()).toEqual(first);
    });

    it('tells how far it is', async () => {
      const { target } = folder;
      const { manifest } = await createTestSet({ target, packaging, signal });
      const progress: PackProgress[] = [];
      const key = `backups/other.${packaging}`;
      await packArchive({
        target,
        key,
        packaging,
        manifest,
        reader: FolderSetReader.create({
          target,
          prefix: 'temp/run-1',
          manifest,
        }),
        level: 1,
        signal,
        onProgress: update => progress.push(update),
      });
      expect(progress).toHaveLength(9);
      expect(progress[8]).toEqual({
        filesDone: 9,
        files: 9,
        bytesDone: manifest.totals.size,
        bytes: manifest.totals.size,
      });
    });

    async function pack(
      target: FaultyTarget,
      packSignal: AbortSignal = signal,
    ) {
      const { manifest } = await createTestSet({
        target: folder.target,
        packaging: 'folder',
        signal,
      });
      return publishArchive({
        target,
        prefix: 'backups/20260103/x',
        packaging,
        manifest,
        attempt: '1',
        reader: FolderSetReader.create({ target, prefix: PREFIX, manifest }),
        signal: packSignal,
      });
    }

    async function expectNothing() {
      const files = await folder.files();
      expect(files.filter(file => !file.startsWith(PREFIX))).toEqual([]);
    }

    it('names the staged file that is not what was written', async () => {
      const target = new FaultyTarget(folder.target);
      target.faults.upload = () => {
        target.faults.upload = undefined;
        return fs.writeFile(
          join(folder.path, PREFIX, 'power/meters/1-0-a1.lines'),
          'something else',
        );
      };
      await expect(pack(target)).rejects.toThrow(
        "'power/meters/1-0-a1.lines' is not what was written",
      );
      await expectNothing();
    });

    it('leaves nothing when a staged file cannot be read', async () => {
      const target = new FaultyTarget(folder.target);
      target.faults.read = (key, content) => {
        if (key.includes('1-0')) {
          content.destroy(new Error('the disk is broken'));
        }
        return content;
      };
      await expect(pack(target)).rejects.toThrow('the disk is broken');
      await expectNothing();
    });

    it('leaves nothing when the target is full', async () => {
      const target = new FaultyTarget(folder.target);
      target.faults.write = () => {
        throw new StorageFullError("No space left on target 'disk' (/disk)");
      };
      await expect(pack(target)).rejects.toThrow(
        "No space left on target 'disk'",
      );
      await expectNothing();
    });

    it('leaves nothing when it is cancelled', async () => {
      const controller = new AbortController();
      const target = new FaultyTarget(folder.target);
      target.faults.read = (_, content) => {
        controller.abort(new Error('cancelled by somebody'));
        return content;
      };
      await expect(pack(target, controller.signal)).rejects.toThrow(
        'cancelled by somebody',
      );
      await expectNothing();
    });

    it('does not write over the archive of an attempt that died', async () => {
      const { target } = folder;
      const left = await target.upload(`${PREFIX}.${packaging}`, { signal });
      await left.write(Buffer.from('half an archive'));
      await left.complete();
      const { location } = await createTestSet({ target, packaging, signal });
      expect(location.archive?.file).toBe(`nightly-7d0c1a52.a1.${packaging}`);
      expect(await check(packaging)).toEqual([]);
      await removeBackupSet({ target, location, signal });
      expect(
        (await folder.files()).filter(file => file.startsWith('backups/')),
      ).toEqual([]);
    });

    it('is not harmed by an attempt that comes late', async () => {
      const { target } = folder;
      const { manifest } = await createTestSet({ target, packaging, signal });
      await expect(
        publishArchive({
          target,
          prefix: PREFIX,
          packaging,
          manifest: { ...manifest, name: 'late' },
          attempt: '0',
          reader: FolderSetReader.create({
            target,
            prefix: 'temp/run-1',
            manifest,
          }),
          signal,
        }),
      ).rejects.toThrow('There is another backup at');
      expect(await check(packaging)).toEqual([]);
    });

    it('can be repeated by the same attempt', async () => {
      const target = new FaultyTarget(folder.target);
      let failures = 1;
      target.faults.complete = key => {
        if (key.endsWith('metadata.json') && failures-- > 0) {
          throw new Error('the network went away');
        }
      };
      await expect(pack(target)).rejects.toThrow('the network went away');
      await removeBackupSet({
        target: folder.target,
        location: { prefix: PREFIX, packaging: 'folder' },
        signal,
      });
      const first = await pack(target);
      expect(first.archive?.file).toBe(`x.a1.${packaging}`);
    });
  });
});

describe('removing', () => {
  const folder = useTestFolder();

  it.each(['folder', ...ARCHIVES] as const)(
    'takes the manifest of a %s first and leaves its neighbours',
    async packaging => {
      const target = new FaultyTarget(folder.target);
      const { location } = await createTestSet({ target, packaging, signal });
      const neighbours = [
        `${PREFIX}0.zip`,
        `${PREFIX}-a1b2c3d4.zip`,
        `${PREFIX}-a1b2c3d4/metadata.json`,
        `${PREFIX}-b.metadata.json`,
        `${PREFIX}x/metadata.json`,
        // What somebody else put under the same prefix.
        ...(packaging === 'folder'
          ? [`${PREFIX}.metadata.json`, `${PREFIX}.zip`]
          : [`${PREFIX}/metadata.json`, `${PREFIX}/db/rows`]),
      ];
      for (const key of neighbours) {
        await (await target.upload(key, { signal })).complete();
      }
      const partial =
        packaging === 'folder'
          ? `${PREFIX}/.rows.0123456789ab.partial`
          : `${dirname(PREFIX)}/.${basename(PREFIX)}.zip.0123456789ab.partial`;
      await fs.writeFile(join(folder.path, partial), 'half');
      target.calls.length = 0;
      await removeBackupSet({ target, location, signal });
      expect(target.calls[0]).toMatch(/^delete .*metadata\.json$/);
      const left = (await folder.files()).filter(
        file => !file.startsWith('temp/'),
      );
      expect(left).toEqual(neighbours.sort());
      await removeBackupSet({ target, location, signal });
    },
  );

  it('leaves no backup when it breaks off', async () => {
    const target = new FaultyTarget(folder.target);
    const { location } = await createTestSet({
      target,
      packaging: 'folder',
      signal,
    });
    target.faults.delete = key => {
      if (key.endsWith('.lines')) {
        throw new Error('the network went away');
      }
    };
    await expect(removeBackupSet({ target, location, signal })).rejects.toThrow(
      'the network went away',
    );
    await expect(
      openBackupSet({
        target,
        location,
        temporaryDirectory: folder.temporaryDirectory,
        signal,
      }),
    ).rejects.toThrow('There is no backup');
    target.faults = {};
    await removeBackupSet({ target, location, signal });
    expect(await folder.files()).toEqual([]);
  });

  it('takes what failed attempts left in a folder', async () => {
    const { target } = folder;
    const { location } = await createTestSet({
      target,
      packaging: 'folder',
      signal,
    });
    const stray = `${PREFIX}/power/meters/0-0-a9.lines`;
    await (await target.upload(stray, { signal })).complete();
    await removeBackupSet({ target, location, signal });
    expect(await folder.files()).toEqual([]);
  });
});
