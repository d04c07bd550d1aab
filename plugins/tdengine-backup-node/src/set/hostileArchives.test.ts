import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ArchiveEntries } from './ArchiveEntries';
import { BackupManifest } from './BackupManifest';
import { BackupSetReader } from './BackupSetReader';
import { openArchiveFile } from './openArchiveFile';
import { serializeManifest } from './serializeManifest';
import { checksumBackupSet } from './verify';
import {
  buildTar,
  buildZip,
  collect,
  TarEntryFixture,
  useTestFolder,
  ZipEntryFixture,
} from './__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const { signal } = new AbortController();
const MEBIBYTE = 1024 * 1024;
const CONTENT = Buffer.from('rows of a table');

function manifestOf(
  files: Record<string, Buffer>,
  changes: Partial<BackupManifest['files'][number]> = {},
): BackupManifest {
  const time = '2026-01-02T03:04:05Z';
  const sum = (field: 'size' | 'rawSize') =>
    Object.values(files).reduce(
      (total, { byteLength }) => total + (changes[field] ?? byteLength),
      0,
    );
  return {
    formatVersion: 1,
    backupId: 'b1',
    name: 'uploaded',
    backupTime: time,
    kind: 'full',
    tdengineVersion: '3.3.7.5',
    source: { type: 'tdengine', instance: 'plant', version: '3.3.7.5' },
    scope: {},
    window: { start: time, end: time },
    facts: {},
    dataFormat: 'lines',
    packaging: 'zip',
    compression: { algorithm: 'none', level: 0 },
    databases: [],
    tables: [],
    files: Object.entries(files).map(([path, content]) => {
      const digest = createHash('sha256').update(content).digest('hex');
      return {
        id: path,
        path,
        kind: 'schema',
        unit: 'u1',
        size: content.byteLength,
        rawSize: content.byteLength,
        rows: 0,
        contentDigest: digest,
        storedDigest: digest,
        origin: { backupId: 'b1', path },
        ...changes,
      };
    }),
    totals: { rows: 0, tables: 0, rawSize: sum('rawSize'), size: sum('size') },
    limitations: [],
  };
}

/** Archives that somebody made to harm whoever restores them. None is ever written outside of the temporary folder. */
describe('hostile archives', () => {
  const folder = useTestFolder();

  it('are no place for more entries than memory has room for', () => {
    const entries = new ArchiveEntries('upload.bin', 3);
    entries.add('a');
    entries.addFolder('b/');
    entries.add('c');
    expect(() => entries.add('d')).toThrow('it holds more than 3 entries');
    expect(() => entries.addFolder('e/')).toThrow('more than 3 entries');
  });

  it('are not opened where they are no files', async () => {
    await expect(
      openArchiveFile({
        path: folder.temporaryDirectory,
        temporaryDirectory: folder.temporaryDirectory,
        signal,
      }),
    ).rejects.toThrow('is not a file');
  });

  const metadata = (manifest = manifestOf({ 'a/b.txt': CONTENT })) => ({
    name: 'metadata.json',
    content: serializeManifest(manifest).bytes,
  });
  const file = { name: 'a/b.txt', content: CONTENT };

  async function openFile(bytes: Buffer): Promise<BackupSetReader> {
    const path = join(folder.temporaryDirectory, 'upload.bin');
    await fs.writeFile(path, bytes);
    return openArchiveFile({
      path,
      temporaryDirectory: join(folder.temporaryDirectory, 'work'),
      signal,
    });
  }

  /** Opens an archive and reads everything in it, then looks at what it left. */
  async function readAll(bytes: Buffer): Promise<Record<string, string>> {
    const contents: Record<string, string> = {};
    let reader: BackupSetReader | undefined;
    try {
      reader = await openFile(bytes);
      for (const { path } of reader.manifest.files) {
        const content = await collect(reader.read(path, { signal }));
        contents[path] = content.toString();
      }
      return contents;
    } finally {
      await reader?.close();
      const work = join(folder.temporaryDirectory, 'work');
      expect(await fs.readdir(work).catch(() => [])).toEqual([]);
      expect(await fs.readdir(folder.temporaryDirectory)).not.toContain('x');
      expect(await fs.readdir(join(folder.path, '..'))).toHaveLength(2);
    }
  }

  describe('zip', () => {
    const zip = (...entries: ZipEntryFixture[]) => buildZip(entries);

    it('is read when it is decent', async () => {
      expect(await readAll(zip(metadata(), file))).toEqual({
        'a/b.txt': CONTENT.toString(),
      });
    });

    it('is read when another tool packed it: folders, deflate, any order', async () => {
      expect(
        await readAll(
          zip(
            { name: 'a/', content: Buffer.alloc(0), mode: 0o040755 },
            { ...file, deflate: true },
            { ...metadata(), deflate: true },
          ),
        ),
      ).toEqual({ 'a/b.txt': CONTENT.toString() });
    });

    it.each<[string, ZipEntryFixture, string]>([
      ['climbs', { name: '../x', content: CONTENT }, 'relative path'],
      [
        'climbs later',
        { name: 'a/../../x', content: CONTENT },
        'relative path',
      ],
      ['is absolute', { name: '/x', content: CONTENT }, 'absolute path'],
      [
        'has a drive letter',
        { name: 'C:/x', content: CONTENT },
        'absolute path',
      ],
      [
        'has a drive letter deeper',
        { name: 'a/C:/x', content: CONTENT },
        'colon',
      ],
      [
        'has backslashes',
        { name: '..\\x', content: CONTENT },
        'invalid characters',
      ],
      [
        'holds a NUL',
        { name: 'x\0.txt', content: CONTENT },
        'control character',
      ],
      [
        'holds a line feed',
        { name: 'x\n.txt', content: CONTENT },
        'control character',
      ],
      ['is hidden', { name: '.ssh/x', content: CONTENT }, 'begins with a dot'],
      ['is empty', { name: '', content: CONTENT }, 'empty'],
      [
        'has an empty segment',
        { name: 'a//x', content: CONTENT },
        'empty segment',
      ],
      ['is too long', { name: 'x'.repeat(300), content: CONTENT }, '255 bytes'],
      ['is there twice', file, "holds 'a/b.txt' twice"],
      ['differs in case', { ...file, name: 'A/B.TXT' }, 'case or Unicode'],
      [
        'is a link',
        { name: 'x', content: Buffer.from('/etc/passwd'), mode: 0o120777 },
        'a link or a device',
      ],
      [
        'is a device',
        { name: 'x', content: CONTENT, mode: 0o020666 },
        'a link or a device',
      ],
      [
        'is a climbing folder',
        { name: '../x/', content: Buffer.alloc(0) },
        'relative path',
      ],
      [
        'is encrypted',
        {
          name: 'x',
          content: CONTENT,
          flags: 1,
          storedSize: CONTENT.byteLength + 12,
        },
        'encrypted',
      ],
      [
        'is strongly encrypted',
        { name: 'x', content: CONTENT, flags: 0x41 },
        'ncrypt',
      ],
      [
        'is of an unknown method',
        { name: 'x', content: CONTENT, method: 14 },
        'method 14',
      ],
      ['declares two sizes', { name: 'x', content: CONTENT, size: 5 }, 'size'],
      [
        'reaches beyond the end',
        { name: 'x', content: CONTENT, offset: 1_000_000 },
        'beyond the end',
      ],
      [
        'is larger than the archive',
        { name: 'x', content: CONTENT, size: 1_000_000, storedSize: 1_000_000 },
        'beyond the end',
      ],
      [
        'has a broken ZIP64 field',
        {
          name: 'x',
          content: CONTENT,
          size: 0xffffffff,
          storedSize: 0xffffffff,
          extra: Buffer.from([1, 0, 4, 0, 1, 2, 3, 4]),
        },
        'upload.bin',
      ],
    ])('is refused when an entry %s', async (_, entry, message) => {
      const bytes = zip(metadata(), file, entry);
      await expect(readAll(bytes)).rejects.toMatchObject({
        name: 'DamagedBackupError',
        message: expect.stringContaining("Archive 'upload.bin' is refused"),
      });
      await expect(readAll(bytes)).rejects.toThrow(message);
    });

    it('is refused when the same name differs in Unicode form', async () => {
      await expect(
        readAll(
          zip(
            metadata(),
            { name: 'a/é', content: CONTENT },
            { name: 'a/e\u0301', content: CONTENT },
          ),
        ),
      ).rejects.toThrow('case or Unicode form');
    });

    it.each([
      ['more', CONTENT.byteLength - 1],
      ['fewer', CONTENT.byteLength + 1],
    ])(
      'is refused when a file has %s bytes than the manifest says',
      async (_, size) => {
        const manifest = manifestOf({ 'a/b.txt': CONTENT }, { size });
        await expect(readAll(zip(metadata(manifest), file))).rejects.toThrow(
          `'a/b.txt' has ${CONTENT.byteLength} bytes in archive 'upload.bin' where its manifest says ${size}`,
        );
      },
    );

    it.each([
      ['more', -1],
      ['fewer', 1],
    ])(
      'is refused when a file unfolds to %s than it declares',
      async (word, more) => {
        const size = CONTENT.byteLength + more;
        const manifest = manifestOf({ 'a/b.txt': CONTENT }, { size });
        await expect(
          readAll(zip(metadata(manifest), { ...file, deflate: true, size })),
        ).rejects.toThrow(
          `'a/b.txt' has ${word} than the ${size} bytes it should have`,
        );
      },
    );

    it('gives no more than the manifest says, whatever is inside', async () => {
      const bomb = Buffer.alloc(64 * MEBIBYTE);
      const manifest = manifestOf({ 'a/b.txt': CONTENT }, { size: 1000 });
      const reader = await openFile(
        zip(metadata(manifest), {
          name: 'a/b.txt',
          content: bomb,
          deflate: true,
          size: 1000,
        }),
      );
      let given = 0;
      await expect(
        (async () => {
          for await (const chunk of await reader.read('a/b.txt', { signal })) {
            given += chunk.byteLength;
          }
        })(),
      ).rejects.toThrow('more than the 1000 bytes');
      expect(given).toBeLessThanOrEqual(1000);
      await reader.close();
    });

    it('is refused when its metadata.json is a bomb', async () => {
      const bomb = { name: 'metadata.json', content: Buffer.alloc(MEBIBYTE) };
      await expect(
        readAll(zip({ ...bomb, deflate: true, size: 1000 })),
      ).rejects.toThrow('more than the 1000 bytes');
      await expect(
        readAll(zip({ ...bomb, deflate: true, size: 2 ** 30 })),
      ).rejects.toThrow('metadata.json is larger than');
    });

    it('is refused when the local header is about something else', async () => {
      const other = { ...file, localName: 'c/d.txt' };
      await expect(readAll(zip(metadata(), other))).rejects.toThrow(
        'its local header is about something else',
      );
    });

    it('is refused without a metadata.json', async () => {
      await expect(readAll(zip(file))).rejects.toThrow(
        'holds no metadata.json',
      );
    });

    it('is refused when the manifest itself is hostile', async () => {
      const manifest = manifestOf({ '../../x': CONTENT });
      await expect(readAll(zip(metadata(manifest)))).rejects.toThrow(
        'names the unsafe path "../../x"',
      );
    });

    it('says what it lacks and what it has too much', async () => {
      const reader = await openFile(
        zip(metadata(), { name: 'c.txt', content: CONTENT }),
      );
      const { problems } = await checksumBackupSet({ reader, signal });
      await reader.close();
      expect(problems).toMatchObject([
        { path: 'c.txt', problem: 'unexpected' },
        { path: 'a/b.txt', problem: 'missing' },
      ]);
    });

    it('is refused when its directory is nonsense', async () => {
      const decent = zip(metadata(), file);
      const directory = decent.lastIndexOf(Buffer.from('PK\x01\x02'));
      decent.fill(0, directory, directory + 20);
      await expect(readAll(decent)).rejects.toThrow(
        "Archive 'upload.bin' is refused",
      );
      await expect(
        readAll(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(900)])),
      ).rejects.toThrow("Archive 'upload.bin' is refused");
    });
  });

  describe('tar.gz', () => {
    const tar = (...entries: TarEntryFixture[]) => buildTar(entries);

    it('is read when it is decent', async () => {
      expect(await readAll(await tar(metadata(), file))).toEqual({
        'a/b.txt': CONTENT.toString(),
      });
    });

    it('is read with folders in it', async () => {
      const bytes = await tar(
        metadata(),
        { name: 'a/', type: 'directory' },
        file,
      );
      expect(await readAll(bytes)).toEqual({ 'a/b.txt': CONTENT.toString() });
    });

    it.each<[string, TarEntryFixture, string]>([
      ['climbs', { name: '../x', content: CONTENT }, "'..'"],
      ['climbs later', { name: 'a/../../x', content: CONTENT }, "'..'"],
      ['is absolute', { name: '/x', content: CONTENT }, 'absolute'],
      ['has a drive letter', { name: 'C:/x', content: CONTENT }, 'colon'],
      ['has backslashes', { name: '..\\x', content: CONTENT }, 'backslash'],
      ['holds a line feed', { name: 'x\ny', content: CONTENT }, 'control'],
      ['is hidden', { name: '.ssh/x', content: CONTENT }, 'begins with a dot'],
      ['is the archive itself', { name: './x', content: CONTENT }, "'.'"],
      ['is too long', { name: 'x'.repeat(300), content: CONTENT }, '255 bytes'],
      ['is there twice', file, "holds 'a/b.txt' twice"],
      ['differs in case', { ...file, name: 'A/b.txt' }, 'case or Unicode'],
      ['is a second manifest', metadata(), "holds 'metadata.json' twice"],
      [
        'is a symbolic link',
        { name: 'x', type: 'symlink', linkname: '/etc/passwd' },
        'a link or a device',
      ],
      [
        'is a hard link',
        { name: 'x', type: 'link', linkname: 'a/b.txt' },
        'a link or a device',
      ],
      ['is a pipe', { name: 'x', type: 'fifo' }, 'a link or a device'],
      [
        'is a block device',
        { name: 'x', type: 'block-device' },
        'a link or a device',
      ],
      [
        'is a character device',
        { name: 'x', type: 'character-device' },
        'a link or a device',
      ],
      [
        'is of an unknown type',
        {
          name: 'x',
          content: CONTENT,
          patch: header => header.write('S', 156, 'latin1'),
        },
        'a link or a device',
      ],
      ['is a climbing folder', { name: '../x', type: 'directory' }, "'..'"],
      [
        'declares more than there is',
        {
          name: 'x',
          content: CONTENT,
          patch: header => header.write('00077777777\0', 124, 'latin1'),
        },
        "Archive 'upload.bin'",
      ],
      [
        'declares a negative size',
        {
          name: 'x',
          content: CONTENT,
          patch: header => header.fill(0xff, 124, 136),
        },
        "Archive 'upload.bin'",
      ],
    ])('is refused when an entry %s', async (_, entry, message) => {
      const bytes = await tar(metadata(), file, entry);
      await expect(readAll(bytes)).rejects.toMatchObject({
        name: 'DamagedBackupError',
        message: expect.stringContaining("Archive 'upload.bin' is refused"),
      });
      await expect(readAll(bytes)).rejects.toThrow(message);
    });

    it.each([
      ['more', CONTENT.byteLength - 1],
      ['fewer', CONTENT.byteLength + 1],
    ])(
      'is refused when a file has %s bytes than the manifest says',
      async (_, size) => {
        const manifest = manifestOf({ 'a/b.txt': CONTENT }, { size });
        await expect(
          readAll(await tar(metadata(manifest), file)),
        ).rejects.toThrow(
          `'a/b.txt' has ${CONTENT.byteLength} bytes where its manifest says ${size}`,
        );
      },
    );

    it('is refused when it does not begin with its manifest', async () => {
      await expect(readAll(await tar(file, metadata()))).rejects.toThrow(
        'its first file is not metadata.json',
      );
      await expect(readAll(await tar())).rejects.toThrow(
        'it holds no metadata.json',
      );
    });

    it('is refused when it unfolds to far more than the manifest says', async () => {
      const zeros = Buffer.alloc(12 * MEBIBYTE);
      const bytes = await tar(
        metadata(),
        { name: 'x/1', content: zeros },
        { name: 'x/2', content: zeros },
        { name: 'x/3', content: zeros },
      );
      expect(bytes.byteLength).toBeLessThan(MEBIBYTE);
      await expect(readAll(bytes)).rejects.toThrow(
        "Archive 'upload.bin' is refused: It decompresses to more than",
      );
    });

    it('is refused when it begins with folders without end', async () => {
      const folders = Array.from(
        { length: 1_001 },
        (_, index): TarEntryFixture => ({
          name: `f${index}/`,
          type: 'directory',
        }),
      );
      await expect(readAll(await tar(...folders))).rejects.toThrow(
        "Archive 'upload.bin' is refused: it holds more than 1000 entries",
      );
    });

    it('is refused when a header would fill the memory', async () => {
      const bytes = await tar(metadata(), {
        name: 'x',
        content: Buffer.alloc(16 * MEBIBYTE, 'x'),
        patch: header => header.write('x', 156, 'latin1'),
      });
      await expect(readAll(bytes)).rejects.toThrow('Header exceeds max size');
    });

    it('is refused when it is cut short', async () => {
      const bytes = await tar(metadata(), file);
      for (const length of [20, bytes.byteLength - 20, bytes.byteLength - 1]) {
        await expect(readAll(bytes.subarray(0, length))).rejects.toMatchObject({
          name: 'DamagedBackupError',
          message: expect.stringContaining("Archive 'upload.bin' is refused"),
        });
      }
    });

    it('is refused when it is no tar inside', async () => {
      await expect(
        readAll(gzipSync(Buffer.alloc(2000, 'no tar '))),
      ).rejects.toThrow("Archive 'upload.bin' is refused");
    });

    it('says what it lacks and what it has too much', async () => {
      const reader = await openFile(
        await tar(metadata(), { name: 'c.txt', content: CONTENT }),
      );
      const { problems } = await checksumBackupSet({ reader, signal });
      await reader.close();
      expect(problems).toMatchObject([
        { path: 'c.txt', problem: 'unexpected' },
        { path: 'a/b.txt', problem: 'missing' },
      ]);
    });
  });
});
