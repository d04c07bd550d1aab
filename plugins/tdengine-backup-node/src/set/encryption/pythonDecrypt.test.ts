import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { LocalFolderTarget } from '../../target';
import {
  createLinesCodec,
  createTestSet,
  TestSet,
  useTestFolder,
} from '../__testUtils__';
import { openBackupSet } from '../openBackupSet';
import { serializeWithDigest } from '../serializeManifest';
import { verifyBackupSet } from '../verify';
import { EncryptedSetHeader } from './EncryptedSetHeader';
import { EncryptionKeys } from './EncryptionKeys';

jest.setTimeout(120_000);

const DOCS = resolve(__dirname, '../../../../../docs');
const GOLDEN = resolve(
  __dirname,
  '../__fixtures__/golden-v1-encrypted/backups/20260102',
);
const CHUNK = 16384 + 16;
const SECRET = Buffer.alloc(32, 7).toString('base64');
const PASSPHRASE = 'pass phrase of the golden set';
const { signal } = new AbortController();
const execute = promisify(execFile);

/** The one on PATH may be another than the one whose packages the system has. */
const python = ['python3', '/usr/bin/python3'].find(program => {
  try {
    const code =
      'import sys, cryptography; assert sys.version_info >= (3, 9) and int(cryptography.__version__.split(".")[0]) >= 38';
    execFileSync(program, ['-c', code], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
const NAME = `docs/decrypt.py${
  python
    ? ''
    : ' (skipped: there is no python3 of 3.9 or later with the package cryptography)'
}`;

it('docs/decrypt.py is no longer than the README says', async () => {
  const text = await fs.readFile(join(DOCS, 'decrypt.py'), 'utf8');
  expect(text.split('\n').length - 1).toBeLessThanOrEqual(100);
});

(python ? describe : describe.skip)(NAME, () => {
  const folder = useTestFolder();
  const plain = () => join(folder.path, 'plain');

  const run = async (script: string, args: string[], input = '') => {
    const running = execute(python!, [join(DOCS, script), ...args]);
    running.child.stdin!.end(input);
    return (await running).stdout;
  };

  const decrypt = (set: string, keyId: string, key: string) =>
    run('decrypt.py', [set, keyId, plain()], `${key}\n`);

  /** What it says where it refuses a set; nothing is there then that looks like one. */
  async function refusalOf(set: string, keyId = 'k1', key = SECRET) {
    const message = await decrypt(set, keyId, key).then(
      () => 'nothing',
      ({ stderr }) => stderr,
    );
    const files = await folder.files();
    return files.includes('plain/metadata.json') ? 'too late' : message;
  }

  it.each([
    ['a folder, by its secret', 'encrypted-0d0c1a52', 'golden-secret', SECRET],
    [
      'a zip, by its passphrase',
      'encrypted-1d0c1a52.zip',
      'golden-passphrase',
      PASSPHRASE,
    ],
  ])('makes %s a plain set', async (_, name, keyId, key) => {
    await decrypt(join(GOLDEN, name), keyId, key);

    const reader = await openBackupSet({
      target: LocalFolderTarget.create({ name: 'disk', path: folder.path }),
      location: { prefix: 'plain', packaging: 'folder' },
      temporaryDirectory: folder.temporaryDirectory,
      signal,
    });
    const { compression } = reader.manifest;
    const codec = createLinesCodec(compression);
    expect(await verifyBackupSet({ reader, codec, signal })).toMatchObject({
      ok: true,
      problems: [],
      checkedFiles: 9,
      checkedRows: 86,
    });
    await reader.close();
    expect(await run('reader.py', [plain()])).toBe(
      [
        'power.meters: 75 rows, every file as it was written',
        'power.Tb1: 11 rows, every file as it was written',
        'power.view: 0 rows, every file as it was written',
        '',
      ].join('\n'),
    );
    const { mode } = await fs.stat(join(plain(), 'metadata.json'));
    expect(mode % 0o100).toBe(0);
  });

  it.each([
    [
      'another secret',
      'encrypted-0d0c1a52',
      'golden-secret',
      Buffer.alloc(32, 8).toString('base64'),
      'golden-secret is enciphered with another key',
    ],
    [
      'another passphrase',
      'encrypted-1d0c1a52.zip',
      'golden-passphrase',
      'another phrase',
      'golden-passphrase is enciphered with another key',
    ],
    [
      'the id of another key',
      'encrypted-0d0c1a52',
      'golden-passphrase',
      PASSPHRASE,
      'this set opens with golden-secret',
    ],
    [
      'a secret that is cut short',
      'encrypted-0d0c1a52',
      'golden-secret',
      SECRET.slice(0, 20),
      'KEY has to be the secret, 32 bytes in base64',
    ],
  ])('refuses %s', async (_, name, keyId, key, message) => {
    expect(await refusalOf(join(GOLDEN, name), keyId, key)).toBe(
      `${message}\n`,
    );
  });

  it('says how it is called, and writes nothing into a folder that is there', async () => {
    const set = join(GOLDEN, 'encrypted-0d0c1a52');
    await expect(run('decrypt.py', [set])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^Deciphers an encrypted[^]*decrypt.py SET/,
      ),
    });
    await fs.mkdir(plain());
    expect(await refusalOf(set, 'golden-secret')).toBe(
      `${plain()} is there already; FOLDER is made\n`,
    );
    expect(await fs.readdir(plain())).toEqual([]);
    await fs.rmdir(plain());
    expect(await refusalOf('/nope')).toMatch(/^FileNotFoundError: .*\n$/);
  });

  describe('of a set that somebody altered', () => {
    let set: TestSet;
    let path: string;

    beforeEach(async () => {
      set = await createTestSet({
        target: folder.target,
        packaging: 'folder',
        signal,
        keys: await EncryptionKeys.create({
          keys: [{ id: 'k1', secret: SECRET }],
        }),
        // So that the enciphered manifest has several chunks.
        adjust: manifest => ({
          ...manifest,
          limitations: ['x'.repeat(40_000)],
        }),
      });
      path = join(folder.path, set.location.prefix);
    });

    async function alterHeader(
      change: (header: EncryptedSetHeader) => object,
    ): Promise<void> {
      const file = join(path, 'metadata.json');
      const header = JSON.parse(await fs.readFile(file, 'utf8'));
      const { bytes } = serializeWithDigest({ ...header, ...change(header) });
      await fs.writeFile(file, bytes);
    }

    /** With a header that fits, as somebody can write it who has no key. */
    async function alterManifest(
      change: (bytes: Buffer) => Buffer,
    ): Promise<void> {
      let stored = '';
      await alterHeader(header => {
        stored = header.manifest.path;
        return {};
      });
      const bytes = change(await fs.readFile(join(path, stored)));
      await fs.writeFile(join(path, stored), bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await alterHeader(() => ({
        manifest: { path: stored, size: bytes.byteLength, sha256 },
      }));
    }

    it('takes it as it was', async () => {
      await decrypt(path, 'k1', SECRET);
      expect(await folder.files()).toContain('plain/metadata.json');
    });

    it('misses chunks at the end', async () => {
      await alterManifest(bytes => {
        expect(bytes.byteLength).toBeGreaterThan(56 + 2 * CHUNK);
        return bytes.subarray(0, 56 + 2 * CHUNK);
      });
      expect(await refusalOf(path)).toContain('is damaged');
    });

    it('notices chunks that changed places', async () => {
      await alterManifest(bytes =>
        Buffer.concat([
          bytes.subarray(0, 56),
          bytes.subarray(56 + CHUNK, 56 + 2 * CHUNK),
          bytes.subarray(56, 56 + CHUNK),
          bytes.subarray(56 + 2 * CHUNK),
        ]),
      );
      expect(await refusalOf(path)).toContain('is damaged');
    });

    it('refuses a file in the place of the manifest', async () => {
      await alterHeader(({ files }) => ({ manifest: files[0] }));
      expect(await refusalOf(path)).toContain('is enciphered with another key');
    });

    it('refuses a header of another backup', async () => {
      await alterHeader(() => ({ backupId: 'another' }));
      expect(await refusalOf(path)).toContain(
        'k1 is enciphered with another key',
      );
    });

    it.each([
      ['time', { backupTime: '2026-01-03T03:04:05.678Z' }],
      ['files', { files: [] }],
    ])('refuses a header with other %s', async (_, change) => {
      await alterHeader(() => change);
      expect(await refusalOf(path)).toContain('the manifest');
    });

    it('refuses a damaged header', async () => {
      const file = join(path, 'metadata.json');
      const text = await fs.readFile(file, 'utf8');
      await fs.writeFile(file, text.replace('2026-01-02T', '2026-01-03T'));
      expect(await refusalOf(path)).toContain('metadata.json is damaged');
    });

    it('refuses a damaged file', async () => {
      const { storedPath } = set.manifest.files[3];
      const file = join(path, storedPath!);
      const bytes = await fs.readFile(file);
      bytes[bytes.length - 1] ^= 1;
      await fs.writeFile(file, bytes);
      expect(await refusalOf(path)).toContain(`${storedPath} is damaged`);
    });
  });
});
