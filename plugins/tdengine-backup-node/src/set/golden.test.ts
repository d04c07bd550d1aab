import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFolderTarget } from '../target';
import { EncryptionKeys } from './encryption';
import { createDecompressor } from './compression';
import { readCounts } from './counts';
import { openArchiveFile } from './openArchiveFile';
import { openBackupSet } from './openBackupSet';
import { verifyBackupSet } from './verify';
import { collect, createLinesCodec, createTestSet } from './__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const { signal } = new AbortController();
const PACKAGINGS = ['folder', 'zip', 'tar.gz'] as const;
const compression = { algorithm: 'zstd', level: 6 } as const;
const target = LocalFolderTarget.create({
  name: 'golden',
  path: join(__dirname, '__fixtures__/golden-v1'),
});

/**
 * Sets as the first release of format version 1 wrote them. They are never written anew; every later release has to read
 * them. A new format version gets a folder of its own, written by running this file's tests with WRITE_GOLDEN_SET=1.
 */
describe('golden sets of format version 1', () => {
  let temporaryDirectory: string;

  beforeAll(async () => {
    temporaryDirectory = await fs.mkdtemp(join(tmpdir(), 'golden-'));
    if (process.env.WRITE_GOLDEN_SET) {
      await fs.rm(target.location, { recursive: true, force: true });
      for (const packaging of PACKAGINGS) {
        const name = nameOf(packaging);
        await createTestSet({ target, packaging, signal, name, compression });
        await fs.rm(join(target.location, 'temp'), {
          recursive: true,
          force: true,
        });
      }
    }
  });

  afterAll(async () => {
    await fs.rm(temporaryDirectory, { recursive: true, force: true });
  });

  function nameOf(packaging: (typeof PACKAGINGS)[number]): string {
    return `golden_${packaging.replace('.', '_')}`;
  }

  describe.each(PACKAGINGS)('as %s', packaging => {
    const prefix = `backups/20260102/${nameOf(packaging)}-7d0c1a52`;

    const open = () =>
      openBackupSet({
        target,
        location: { prefix, packaging },
        temporaryDirectory,
        signal,
      });

    it('is whole', async () => {
      const reader = await open();
      const report = await verifyBackupSet({
        reader,
        codec: createLinesCodec(compression),
        signal,
      });
      await reader.close();
      expect(report).toMatchObject({
        ok: true,
        problems: [],
        checkedFiles: 9,
        checkedRows: 86,
      });
    });

    it('holds what was written', async () => {
      const reader = await open();
      const { manifest } = reader;
      expect(manifest).toMatchObject({
        formatVersion: 1,
        backupId: '7d0c1a52-5f7e-4c2b-9f0e-0d6c1b2a3f40',
        name: nameOf(packaging),
        kind: 'full',
        tdengineVersion: '3.3.7.5',
        databases: ['power'],
        packaging,
        totals: { rows: 86, tables: 6 },
      });
      const rows = await collect(
        createDecompressor('zstd')(
          await reader.read('power/tb1/0-0-a1.lines', { signal }),
        ),
      );
      expect(rows.toString()).toBe(
        [0, 856, 703, 550, 397, 244, 91, 947, 794, 641, 488]
          .map(value => `Tb1,${value}\n`)
          .join(''),
      );
      const counts = manifest.files.find(
        ({ path }) => path === 'power/meters/0-a1.counts.jsonl.gz',
      );
      expect([...(await readCounts(reader, counts!, { signal }))]).toEqual([
        ['d1', 40],
        ['d2', 10],
      ]);
      await reader.close();
    });
  });

  it.each(['zip', 'tar.gz'] as const)('as %s by itself', async packaging => {
    const reader = await openArchiveFile({
      path: join(
        target.location,
        `backups/20260102/${nameOf(packaging)}-7d0c1a52.${packaging}`,
      ),
      temporaryDirectory,
      signal,
    });
    const report = await verifyBackupSet({
      reader,
      codec: createLinesCodec(compression),
      signal,
    });
    await reader.close();
    expect(report.ok).toBe(true);
  });
});

describe('golden encrypted sets of format version 1', () => {
  const encrypted = LocalFolderTarget.create({
    name: 'golden-encrypted',
    path: join(__dirname, '__fixtures__/golden-v1-encrypted'),
  });
  let temporaryDirectory: string;
  let keys: EncryptionKeys;

  beforeAll(async () => {
    temporaryDirectory = await fs.mkdtemp(join(tmpdir(), 'golden-'));
    const options = [
      { id: 'golden-secret', secret: Buffer.alloc(32, 7).toString('base64') },
      { id: 'golden-passphrase', passphrase: 'pass phrase of the golden set' },
      {
        id: 'golden-age',
        recipient:
          'age1feydz64pd0vkulc3qm7r2qq4efa3q2y49xtkufzvy7t5805mnsuqnpxnpc',
        identity:
          'AGE-SECRET-KEY-1HUJPL9K552EXFAN65G5XJ5K3U6YRZLTD5WQXCV2TKPH95QT6L8ASMPJ5QQ',
      },
    ];
    keys = await EncryptionKeys.create({ keys: options });
    if (process.env.WRITE_GOLDEN_SET) {
      await fs.rm(encrypted.location, { recursive: true, force: true });
      for (const [index, packaging] of PACKAGINGS.entries()) {
        await createTestSet({
          target: encrypted,
          packaging,
          signal,
          name: 'encrypted',
          backupId: `${index}d0c1a52-5f7e-4c2b-9f0e-0d6c1b2a3f40`,
          compression,
          keys: await EncryptionKeys.create({ keys: [options[index]] }),
        });
        await fs.rm(join(encrypted.location, 'temp'), {
          recursive: true,
          force: true,
        });
      }
    }
  });

  afterAll(async () => {
    await fs.rm(temporaryDirectory, { recursive: true, force: true });
  });

  it.each([...PACKAGINGS.entries()])('%d, %s', async (index, packaging) => {
    const reader = await openBackupSet({
      target: encrypted,
      location: {
        prefix: `backups/20260102/encrypted-${index}d0c1a52`,
        packaging,
      },
      temporaryDirectory,
      keys,
      signal,
    });
    const report = await verifyBackupSet({
      reader,
      codec: createLinesCodec(compression),
      signal,
    });
    const rows = await collect(
      createDecompressor('zstd')(
        await reader.read('power/tb1/0-0-a1.lines', { signal }),
      ),
    );
    await reader.close();
    expect(report).toMatchObject({ ok: true, checkedRows: 86 });
    expect(rows.toString()).toMatch(/^Tb1,0\nTb1,856\nTb1,703\n/);
  });
});
