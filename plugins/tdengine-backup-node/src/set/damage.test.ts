import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Packaging } from './BackupManifest';
import { openBackupSet } from './openBackupSet';
import {
  checksumBackupSet,
  VerificationReport,
  verifyBackupSet,
} from './verify';
import {
  createLinesCodec,
  createTestSet,
  TestSet,
  useTestFolder,
} from './__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const { signal } = new AbortController();
const compression = { algorithm: 'zstd', level: 6 } as const;
const codec = createLinesCodec(compression);
const PACKAGINGS = ['folder', 'zip', 'tar.gz'] as const;

/**
 * What storage can do to a set. Whatever it is, verification and the checksums before a restore both refuse the set and
 * name the file.
 */
describe('damage', () => {
  const folder = useTestFolder();
  let set: TestSet;

  function create(packaging: Packaging): Promise<TestSet> {
    const { target } = folder;
    return createTestSet({ target, packaging, signal, compression });
  }

  /** Names what is wrong, in the set's own terms: from the reports, or from the error where it cannot even be opened. */
  async function findDamage(): Promise<{ verify: string; checksum: string }> {
    const check = async (run: typeof checksumBackupSet): Promise<string> => {
      try {
        const reader = await openBackupSet({
          target: folder.target,
          location: set.location,
          temporaryDirectory: folder.temporaryDirectory,
          signal,
        });
        try {
          return describeProblems(await run({ reader, signal }));
        } finally {
          await reader.close();
        }
      } catch (error) {
        return `${error}`;
      }
    };
    return {
      verify: await check(options => verifyBackupSet({ ...options, codec })),
      checksum: await check(checksumBackupSet),
    };
  }

  function describeProblems({ ok, problems }: VerificationReport): string {
    expect(ok).toBe(problems.length === 0);
    for (const { path, message } of problems) {
      expect(message).toContain(path);
    }
    return problems.map(({ path, problem }) => `${path}: ${problem}`).join();
  }

  function pathOf(file: string): string {
    return join(folder.path, file);
  }

  async function setFiles(): Promise<string[]> {
    return (await folder.files()).filter(file => file.startsWith('backups/'));
  }

  /** The name a message has to hold. */
  function nameOf(file: string): string {
    const { prefix, packaging } = set.location;
    return packaging === 'folder' && !file.endsWith('metadata.json')
      ? file.slice(prefix.length + 1)
      : file.split('/').pop()!;
  }

  describe.each(PACKAGINGS)('of a %s', packaging => {
    beforeEach(async () => {
      set = await create(packaging);
    });

    it('is not there to begin with', async () => {
      expect(await findDamage()).toEqual({ verify: '', checksum: '' });
    });

    it('shows for a flipped bit anywhere', async () => {
      for (const file of await setFiles()) {
        const path = pathOf(file);
        const original = await fs.readFile(path);
        const length = original.byteLength;
        const positions = new Set([
          0,
          1,
          Math.floor(length / 3),
          Math.floor(length / 2),
          length - 2,
          length - 1,
        ]);
        for (const position of positions) {
          const damaged = Buffer.from(original);
          // eslint-disable-next-line no-bitwise
          damaged[position] ^= 1 << position % 8;
          await fs.writeFile(path, damaged);
          const found = await findDamage();
          expect(found.verify).toContain(nameOf(file));
          expect(found.checksum).toContain(nameOf(file));
        }
        await fs.writeFile(path, original);
      }
      expect(await findDamage()).toEqual({ verify: '', checksum: '' });
    });

    it('shows for a file cut short anywhere', async () => {
      for (const file of await setFiles()) {
        const path = pathOf(file);
        const original = await fs.readFile(path);
        const length = original.byteLength;
        for (const kept of [0, 1, Math.floor(length / 2), length - 1]) {
          await fs.writeFile(path, original.subarray(0, kept));
          const found = await findDamage();
          expect(found.verify).toContain(nameOf(file));
          expect(found.checksum).toContain(nameOf(file));
        }
        await fs.writeFile(path, original);
      }
    });

    it('shows for a file that grew', async () => {
      for (const file of await setFiles()) {
        const path = pathOf(file);
        const original = await fs.readFile(path);
        await fs.writeFile(path, Buffer.concat([original, Buffer.alloc(1)]));
        const found = await findDamage();
        expect(found.verify).toContain(nameOf(file));
        expect(found.checksum).toContain(nameOf(file));
        await fs.writeFile(path, original);
      }
    });

    it('shows for a file that is gone', async () => {
      for (const file of await setFiles()) {
        const path = pathOf(file);
        const original = await fs.readFile(path);
        await fs.rm(path);
        const found = await findDamage();
        expect(found.verify).toContain(nameOf(file));
        expect(found.checksum).toContain(nameOf(file));
        await fs.writeFile(path, original);
      }
    });
  });

  describe('of a folder', () => {
    beforeEach(async () => {
      set = await create('folder');
    });

    it('shows for every single bit of the smallest file', async () => {
      const file = 'power/meters/0-1-a1.lines';
      const path = pathOf(`${set.location.prefix}/${file}`);
      const original = await fs.readFile(path);
      for (let bit = 0; bit < original.byteLength * 8; bit += 3) {
        const damaged = Buffer.from(original);
        // eslint-disable-next-line no-bitwise
        damaged[bit >> 3] ^= 1 << bit % 8;
        await fs.writeFile(path, damaged);
        expect(await findDamage()).toEqual({
          verify: `${file}: digest`,
          checksum: `${file}: digest`,
        });
      }
    });

    it('shows for files that changed places', async () => {
      const { prefix } = set.location;
      const [left, right] = [
        'power/meters/0-0-a1.lines',
        'power/meters/0-1-a1.lines',
      ].map(file => pathOf(`${prefix}/${file}`));
      const parked = pathOf('parked');
      await fs.rename(left, parked);
      await fs.rename(right, left);
      await fs.rename(parked, right);
      const found = await findDamage();
      for (const text of [found.verify, found.checksum]) {
        expect(text).toContain('power/meters/0-0-a1.lines: size');
        expect(text).toContain('power/meters/0-1-a1.lines: size');
      }
    });

    it('shows for a file too much', async () => {
      await fs.writeFile(
        pathOf(`${set.location.prefix}/power/meters/2-0-a1.lines`),
        'x',
      );
      expect(await findDamage()).toEqual({
        verify: 'power/meters/2-0-a1.lines: unexpected',
        checksum: 'power/meters/2-0-a1.lines: unexpected',
      });
    });

    it('shows for the manifest of another backup', async () => {
      const other = await createTestSet({
        target: folder.target,
        packaging: 'folder',
        signal,
        name: 'other',
        compression,
        adjust: manifest => {
          const [{ size, rawSize }, ...files] = manifest.files;
          const totals = {
            ...manifest.totals,
            size: manifest.totals.size - size,
            rawSize: manifest.totals.rawSize - rawSize,
          };
          return { ...manifest, files, totals };
        },
      });
      await fs.copyFile(
        pathOf(`${other.location.prefix}/metadata.json`),
        pathOf(`${set.location.prefix}/metadata.json`),
      );
      const found = await findDamage();
      expect(found.verify).toContain('is not the one that was published');
      expect(found.checksum).toContain('is not the one that was published');
    });
  });

  it('of an archive inside shows for the file in it, too', async () => {
    set = await create('zip');
    const path = pathOf(`${set.location.prefix}.zip`);
    const bytes = await fs.readFile(path);
    const file = set.manifest.files[2];
    const content = await fs.readFile(pathOf(`temp/run-1/${file.path}`));
    const position = bytes.indexOf(content) + Math.floor(file.size / 2);
    // eslint-disable-next-line no-bitwise
    bytes[position] ^= 1;
    await fs.writeFile(path, bytes);
    const expected = `${set.location.archive!.file}: digest,${
      file.path
    }: digest`;
    expect(await findDamage()).toEqual({
      verify: expected,
      checksum: expected,
    });
  });
});
