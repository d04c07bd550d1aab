import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import {
  collect,
  createLinesCodec,
  createTestSet,
  FaultyTarget,
  TestSet,
  useTestFolder,
} from '../__testUtils__';
import { BackupManifest, Packaging } from '../BackupManifest';
import { BackupSetReader } from '../BackupSetReader';
import { BackupSetWriter } from '../BackupSetWriter';
import { describeBackupSet } from '../describeBackupSet';
import { openArchiveFile } from '../openArchiveFile';
import { openBackupSet, openCiphertext } from '../openBackupSet';
import { publishFolder } from '../publishBackupSet';
import { removeBackupSet } from '../removeBackupSet';
import { serializeWithDigest } from '../serializeManifest';
import { UnpackedArchives } from '../UnpackedArchives';
import { checksumBackupSet, verifyBackupSet } from '../verify';
import { VerifyingSetReader } from '../VerifyingSetReader';
import { EncryptionKeys } from './EncryptionKeys';
import { rewrapBackupSet } from './rewrapBackupSet';
import { SetCipher } from './SetCipher';

jest.setTimeout(120_000);

const { signal } = new AbortController();
const compression = { algorithm: 'zstd', level: 6 } as const;
const codec = createLinesCodec(compression);
const PACKAGINGS = ['folder', 'zip', 'tar.gz'] as const;

const K1 = { id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') };
const K2 = { id: 'k2', secret: Buffer.alloc(32, 2).toString('base64') };

describe('an encrypted set', () => {
  const folder = useTestFolder();
  let keys: EncryptionKeys;

  beforeAll(async () => {
    keys = await EncryptionKeys.create({ keys: [K1] });
  });

  function create(
    packaging: Packaging,
    options: Partial<Parameters<typeof createTestSet>[0]> = {},
  ): Promise<TestSet> {
    const { target } = folder;
    return createTestSet({
      target,
      packaging,
      signal,
      compression,
      keys,
      name: 'set',
      ...options,
    });
  }

  function open(
    { location }: Pick<TestSet, 'location'>,
    options: Partial<Parameters<typeof openBackupSet>[0]> = {},
  ): Promise<BackupSetReader> {
    const { target, temporaryDirectory } = folder;
    return openBackupSet({
      target,
      location,
      temporaryDirectory,
      keys,
      signal,
      ...options,
    });
  }

  async function contentOf(reader: BackupSetReader, path: string) {
    return collect(await reader.read(path, { signal }));
  }

  async function keysOf(...options: { id: string }[]): Promise<EncryptionKeys> {
    return EncryptionKeys.create({ keys: options });
  }

  async function metadataOf({ location }: TestSet) {
    const path = join(
      folder.path,
      location.packaging === 'folder'
        ? `${location.prefix}/metadata.json`
        : `${location.prefix}.metadata.json`,
    );
    return { path, value: JSON.parse(await fs.readFile(path, 'utf8')) };
  }

  describe.each(PACKAGINGS)('as %s', packaging => {
    it('reads as if it were none', async () => {
      const plain = await create(packaging, {
        keys: undefined,
        name: 'plain',
        backupId: 'plain',
      });
      const set = await create(packaging);
      const expected = await open(plain);
      const reader = await open(set);
      expect(reader.manifest).toMatchObject(set.manifest);
      expect(reader.manifest.files.map(({ path }) => path)).toEqual(
        plain.manifest.files.map(({ path }) => path),
      );
      for (const { path, contentSize } of reader.manifest.files) {
        const content = await contentOf(expected, path);
        expect((await contentOf(reader, path)).equals(content)).toBe(true);
        expect(contentSize).toBe(content.byteLength);
        expect(await reader.size(path, { signal })).toBe(content.byteLength);
      }
      const report = await verifyBackupSet({ reader, codec, signal });
      expect(report).toMatchObject({
        ok: true,
        problems: [],
        checkedFiles: 9,
        checkedRows: 86,
      });
      await reader.close();
      await expected.close();
    });

    it('is verified while it is read, also in ranges', async () => {
      const set = await create(packaging);
      const reader = VerifyingSetReader.create(await open(set));
      const [{ path }] = reader.manifest.files;
      const content = await contentOf(reader, path);
      const range = { start: 3, end: 9 };
      const part = await collect(await reader.read(path, { signal, range }));
      expect(part.equals(content.subarray(3, 9))).toBe(true);
      await reader.close();
    });

    it('shows no name of what is in it', async () => {
      const set = await create(packaging);
      const names = ['power', 'meters', 'tables', 'counts', 'schema', 'plant'];
      for (const file of await folder.files()) {
        if (!file.startsWith('backups/')) {
          continue;
        }
        let bytes = await fs.readFile(join(folder.path, file));
        if (file.endsWith('.tar.gz')) {
          bytes = gunzipSync(bytes);
        }
        for (const name of names) {
          expect(file).not.toContain(name);
          expect(bytes.includes(name)).toBe(false);
        }
      }
      const { value } = await metadataOf(set);
      expect(Object.keys(value)).toEqual([
        'formatVersion',
        'backupId',
        'backupTime',
        'packaging',
        'encryption',
        'manifest',
        'files',
        ...(packaging === 'folder' ? [] : ['archive']),
        'manifestDigest',
      ]);
      for (const { path } of value.files) {
        expect(path).toMatch(/^data\/[0-9a-f]{32}-a1$/);
      }
    });

    it('is refused before anything is read where the key does not do', async () => {
      const set = await create(packaging);
      const target = new FaultyTarget(folder.target);
      for (const [options, message] of [
        [{ keys: undefined }, "encrypted with key 'k1', and no keys are"],
        [{ keys: await keysOf(K2) }, "with key 'k1', which is not configured"],
        [
          { keys: await keysOf({ ...K2, id: 'k1' }) },
          "key 'k1', and the key configured under this id is another one",
        ],
      ] as const) {
        target.calls.length = 0;
        const refused = open(set, { ...options, target });
        await expect(refused).rejects.toMatchObject({
          name: 'EncryptionKeyError',
        });
        await expect(refused).rejects.toThrow(message);
        expect(target.calls.filter(call => /^read/.test(call))).toHaveLength(1);
      }
    });

    it('can be checked without a key', async () => {
      const set = await create(packaging);
      const { target, temporaryDirectory } = folder;
      const options = { target, temporaryDirectory, signal };
      const reader = await openCiphertext({
        ...options,
        location: set.location,
      });
      expect(reader.manifest.tables).toEqual([]);
      const report = await checksumBackupSet({ reader, signal });
      expect(report).toMatchObject({ ok: true, checkedFiles: 10 });
      await reader.close();

      const damaged = packaging === 'folder' ? '/data/' : `.${packaging}`;
      const file = (await folder.files()).find(it => it.includes(damaged))!;
      const bytes = await fs.readFile(join(folder.path, file));
      bytes[bytes.byteLength - 30] += 1;
      await fs.writeFile(join(folder.path, file), bytes);
      const again = await openCiphertext({
        ...options,
        location: set.location,
      });
      expect((await checksumBackupSet({ reader: again, signal })).ok).toBe(
        false,
      );
      await again.close();
    });

    it('gets another key around it, and nothing else is written', async () => {
      const set = await create(packaging);
      const { target } = folder;
      const { location } = set;
      const before = await reading();
      const reader = await open(set);
      const both = await EncryptionKeys.create({
        keys: [{ ...K1, retired: true }, K2],
      });
      const options = { target, location, keys: both, signal };
      expect(await rewrapBackupSet(options)).toEqual({
        keyId: 'k2',
        changed: true,
      });
      const after = await reading();
      const changed = [...after].filter(
        ([file, bytes]) => !before.get(file)?.equals(bytes),
      );
      expect(changed.map(([file]) => file)).toEqual([
        expect.stringMatching(/metadata\.json$/),
      ]);
      // Who has it open goes on.
      await contentOf(reader, set.manifest.files[0].path);
      await reader.close();
      await expect(open(set)).rejects.toThrow("key 'k2', which is not");
      const renewed = await open(set, { keys: await keysOf(K2) });
      const report = await verifyBackupSet({ reader: renewed, codec, signal });
      expect(report.ok).toBe(true);
      await renewed.close();
      expect(await rewrapBackupSet(options)).toEqual({
        keyId: 'k2',
        changed: false,
      });

      async function reading(): Promise<Map<string, Buffer>> {
        const files = (await folder.files()).filter(it =>
          it.startsWith('backups/'),
        );
        return new Map(
          await Promise.all(
            files.map(
              async file =>
                [file, await fs.readFile(join(folder.path, file))] as const,
            ),
          ),
        );
      }
    });

    it('is described without a key and removed with all of its files', async () => {
      const set = await create(packaging);
      const { target } = folder;
      const { location } = set;
      const description = await describeBackupSet({ target, location, signal });
      expect(description).toMatchObject({
        backupId: set.manifest.backupId,
        metadataSha256: location.metadataSha256,
        size: location.size,
        wrappedKeys: [{ keyId: 'k1', type: 'secret' }],
      });
      await removeBackupSet({ target, location, signal });
      expect(
        (await folder.files()).filter(file => file.startsWith('backups/')),
      ).toEqual([]);
    });

    it('is refused with a header that is not its own', async () => {
      const set = await create(packaging);
      const other = await create(packaging, {
        name: 'other',
        backupId: '00000000',
      });
      const { path, value } = await metadataOf(set);
      const { value: foreign } = await metadataOf(other);
      const original = await fs.readFile(path);
      const refusals: [object, RegExp][] = [
        [{ encryption: foreign.encryption }, /configured under this id is an/],
        [
          { backupId: foreign.backupId, encryption: foreign.encryption },
          /not what was written|says otherwise/,
        ],
        [{ backupTime: '2020-01-01T00:00:00Z' }, /says otherwise/],
        [{ files: value.files.slice(1) }, /says otherwise/],
        [
          { files: [{ ...value.files[0], size: 1 }, ...value.files.slice(1)] },
          /says otherwise/,
        ],
        [{ encryption: { construction: 'rot13', keys: [] } }, /by "rot13"/],
        [
          { manifest: { ...value.manifest, size: 2 ** 32 } },
          /its manifest is larger than the 67108864 bytes/,
        ],
        [
          {
            encryption: {
              ...value.encryption,
              keys: [value.encryption.keys[0], value.encryption.keys[0]],
            },
          },
          /it names a key twice/,
        ],
        [
          {
            encryption: {
              ...value.encryption,
              keys: ['a', 'b', 'c'].map(keyId => ({
                ...value.encryption.keys[0],
                keyId,
                type: 'passphrase',
              })),
            },
          },
          /more than 2 passphrases/,
        ],
        [
          { encryption: { ...value.encryption, keys: [] } },
          /encryption\.keys: Array must contain/,
        ],
        [
          { manifest: value.files[0], files: value.files.slice(1) },
          /not what was written|says otherwise/,
        ],
        [{ files: [{ ...value.files[0], path: '../x' }] }, /unsafe path/],
      ];
      for (const [changes, message] of refusals) {
        const { manifestDigest: _, ...fields } = { ...value, ...changes };
        await fs.writeFile(path, serializeWithDigest(fields).bytes);
        await expect(
          open({ location: { ...set.location, metadataSha256: undefined! } }),
        ).rejects.toThrow(message);
      }
      await fs.writeFile(path, original);
      await (await open(set)).close();
      await fs.writeFile(
        path,
        await fs.readFile((await metadataOf(other)).path),
      );
      await expect(open(set)).rejects.toThrow('not the one that was published');
    });
  });

  it.each(['zip', 'tar.gz'] as const)(
    'opens by itself as %s, and after a change of keys by the header beside it',
    async packaging => {
      const set = await create(packaging);
      const { target, temporaryDirectory } = folder;
      const { prefix } = set.location;
      const path = join(folder.path, `${prefix}.${packaging}`);
      const options = { path, temporaryDirectory, signal };
      const reader = await openArchiveFile({ ...options, keys });
      expect((await verifyBackupSet({ reader, codec, signal })).ok).toBe(true);
      await reader.close();
      await expect(openArchiveFile(options)).rejects.toThrow("with key 'k1'");

      await rewrapBackupSet({
        target,
        location: set.location,
        keys: await EncryptionKeys.create({ keys: [K1, K2], defaultKey: 'k2' }),
        signal,
      });
      const renewed = { ...options, keys: await keysOf(K2) };
      await expect(openArchiveFile(renewed)).rejects.toThrow("with key 'k1'");
      const beside = await openArchiveFile({
        ...renewed,
        metadataPath: join(folder.path, `${prefix}.metadata.json`),
      });
      expect(
        (await verifyBackupSet({ reader: beside, codec, signal })).ok,
      ).toBe(true);
      await beside.close();
    },
  );

  it('shares an unpacked tar.gz without unpacking the rows for its manifest', async () => {
    const set = await create('tar.gz');
    const target = new FaultyTarget(folder.target);
    let unpackedFolders = 0;
    const unpacked = UnpackedArchives.create({
      lingerMs: 0,
      makeFolder: async () => {
        unpackedFolders++;
        const path = await fs.mkdtemp(join(folder.temporaryDirectory, 'u-'));
        return { path, remove: () => fs.rm(path, { recursive: true }) };
      },
    });
    const reader = await open(set, { target, unpacked });
    expect(unpackedFolders).toBe(0);
    await contentOf(reader, set.manifest.files[0].path);
    expect(unpackedFolders).toBe(1);
    await reader.close();
    await unpacked.close();
  });

  it('reads any range of any file', async () => {
    const cipher = await SetCipher.create({ backupId: 'b', keys });
    const writer = BackupSetWriter.create({
      target: folder.target,
      prefix: 'backups/20260102/ranges-b',
      backupId: 'b',
      attempt: '1',
      cipher,
    });
    const bytes = Buffer.from(
      Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 251),
    );
    const sizes = [0, 1, 16_383, 16_384, 16_385, 32_768, 70_000];
    const files = [];
    for (const size of sizes) {
      files.push(
        await writer.writePart(
          {
            path: `power/${size}.bin`,
            kind: 'rows',
            content: Readable.from([bytes.subarray(0, size)]),
            summary: () => ({ rows: 0, rawBytes: size }),
          },
          { id: 'unit' },
          { signal },
        ),
      );
    }
    const base = await create('folder', { name: 'base' });
    const manifest: BackupManifest = {
      ...base.manifest,
      backupId: 'b',
      tables: [],
      files,
      totals: {
        rows: 0,
        tables: 0,
        rawSize: sizes.reduce((sum, size) => sum + size, 0),
        size: files.reduce((sum, { size }) => sum + size, 0),
      },
    };
    const location = await publishFolder({
      target: folder.target,
      prefix: 'backups/20260102/ranges-b',
      manifest,
      cipher,
      signal,
    });
    const reader = await open({ location });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.nat(72_000),
        fc.nat(72_000),
        async (file, a, b) => {
          const range = { start: Math.min(a, b), end: Math.max(a, b) };
          const content = await collect(
            await reader.read(file.path, { signal, range }),
          );
          const whole = bytes.subarray(0, file.contentSize);
          expect(content.equals(whole.subarray(range.start, range.end))).toBe(
            true,
          );
        },
      ),
      { numRuns: 200 },
    );
    await reader.close();
  });

  it('is written for the holder of a private key alone', async () => {
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const set = await create('zip', {
      keys: await EncryptionKeys.create({ keys: [{ id: 'safe', recipient }] }),
    });
    await expect(
      open(set, {
        keys: await EncryptionKeys.create({
          keys: [{ id: 'safe', recipient }],
        }),
      }),
    ).rejects.toMatchObject({ problem: 'writeOnly' });
    const reader = await open(set, {
      keys: await EncryptionKeys.create({
        keys: [{ id: 'safe', recipient, identity }],
      }),
    });
    expect((await verifyBackupSet({ reader, codec, signal })).ok).toBe(true);
    await reader.close();
  });

  it('is not published with a file that is not enciphered', async () => {
    const plain = await create('folder', { keys: undefined });
    await expect(
      publishFolder({
        target: folder.target,
        prefix: plain.location.prefix,
        manifest: plain.manifest,
        cipher: await SetCipher.create({ backupId: 'b', keys }),
        signal,
      }),
    ).rejects.toThrow('of an encrypted set is not enciphered');
  });

  it('removes what was enciphered of a unit that is read again', async () => {
    const writer = BackupSetWriter.create({
      target: folder.target,
      prefix: 'temp/run',
      backupId: 'b',
      attempt: '1',
      cipher: await SetCipher.create({ backupId: 'b', keys }),
    });
    const file = await writer.writePart(
      {
        path: 'power/a.bin',
        kind: 'rows',
        content: Readable.from([Buffer.from('x')]),
        summary: () => ({ rows: 1, rawBytes: 1 }),
      },
      { id: 'unit' },
      { signal },
    );
    expect(await folder.files()).toEqual([`temp/run/${file.storedPath}`]);
    expect(file).toMatchObject({ size: 73, contentSize: 1 });
    expect(file.origin).toEqual({
      backupId: 'b',
      path: 'power/a-a1.bin',
      keyId: 'k1',
    });
    await writer.discard([file.path], { signal });
    expect(await folder.files()).toEqual([]);
  });
});
