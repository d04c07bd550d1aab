import { BackupManifest } from './BackupManifest';
import { parseManifest } from './parseManifest';
import { serializeManifest } from './serializeManifest';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const DIGEST = 'ab'.repeat(32);
const from = 'backups/20260102/nightly/metadata.json';

function file(path: string): BackupManifest['files'][number] {
  return {
    id: path,
    path,
    kind: 'rows',
    unit: 'u1',
    size: 10,
    rawSize: 20,
    rows: 3,
    contentDigest: DIGEST,
    storedDigest: DIGEST,
    origin: { backupId: 'b1', path },
  };
}

const manifest: BackupManifest = {
  formatVersion: 1,
  backupId: 'b1',
  name: 'nightly "backup"',
  backupTime: '2026-01-02T03:04:05.678Z',
  kind: 'incremental',
  parentId: 'b0',
  baseId: 'b0',
  tdengineVersion: '3.3.7.5',
  source: { type: 'tdengine', instance: 'plant', version: '3.3.7.5' },
  scope: { all: true },
  window: { start: '2026-01-02T03:04:05Z', end: '2026-01-02T03:05:05+08:00' },
  position: [{ vgroup: 2, offset: 10 }],
  facts: { note: '"manifestDigest": "zero"' },
  dataFormat: 'native',
  packaging: 'folder',
  compression: { algorithm: 'zstd', level: 6 },
  databases: ['power'],
  tables: [
    {
      database: 'power',
      stable: '电表',
      kind: 'superTable',
      tableCount: 2,
      recordCount: 3,
      sourceCount: { before: 3, after: 3 },
      fileName: 'power/meters/a.tdb',
      files: ['power/meters/a.tdb'],
    },
  ],
  files: [file('power/meters/a.tdb'), file('power/meters/b.tdb')],
  totals: { rows: 6, tables: 2, rawSize: 40, size: 20 },
  limitations: [],
};

const TABLE = { ...manifest.tables[0], fileName: '', files: [] };

/** Serialises what need not be a manifest. */
function publish(changes: Record<string, unknown>): Buffer {
  return serializeManifest({ ...manifest, ...changes } as BackupManifest).bytes;
}

describe('serializeManifest', () => {
  it('is text that people can read', () => {
    const { bytes, manifestDigest } = serializeManifest(manifest);
    const text = bytes.toString();
    expect(text).toContain('\n  "name": "nightly \\"backup\\"",\n');
    expect(text.endsWith(`  "manifestDigest": "${manifestDigest}"\n}\n`)).toBe(
      true,
    );
  });

  it('gives the same bytes for what it gave out', () => {
    const { bytes } = serializeManifest(manifest);
    expect(
      serializeManifest(parseManifest(bytes, { from })).bytes.equals(bytes),
    ).toBe(true);
  });

  it('names the archive only where there is one', () => {
    const archive = { file: 'a.zip', size: 1, sha256: DIGEST };
    const { bytes } = serializeManifest(manifest, archive);
    const beside = parseManifest(bytes, { from });
    expect(beside.archive).toEqual(archive);
    const inside = serializeManifest(beside).bytes;
    expect(parseManifest(inside, { from }).archive).toBeUndefined();
  });
});

describe('parseManifest', () => {
  it('reads what was written', () => {
    const { bytes, manifestDigest } = serializeManifest(manifest);
    expect(parseManifest(bytes, { from })).toEqual({
      ...manifest,
      manifestDigest,
    });
    expect(parseManifest(bytes.toString(), { from }).name).toBe(manifest.name);
  });

  it('refuses every single flipped bit', () => {
    const { bytes } = serializeManifest(manifest);
    for (let position = 0; position < bytes.byteLength; position++) {
      const damaged = Buffer.from(bytes);
      // eslint-disable-next-line no-bitwise
      damaged[position] ^= 1 << position % 8;
      expect(() => parseManifest(damaged, { from })).toThrow(from);
    }
  });

  it('refuses every cut', () => {
    const { bytes } = serializeManifest(manifest);
    // Only the last line feed says nothing.
    for (let length = 0; length < bytes.byteLength - 1; length += 7) {
      expect(() => parseManifest(bytes.subarray(0, length), { from })).toThrow(
        from,
      );
    }
    expect(() => parseManifest(bytes.subarray(0, -1), { from })).toThrow(
      'do not fit its manifestDigest',
    );
  });

  it('says that it is not JSON', () => {
    expect(() => parseManifest('<html>', { from })).toThrow(
      `'${from}' is not JSON`,
    );
    expect(() =>
      parseManifest(Buffer.from([0x7b, 0xff, 0x7d]), { from }),
    ).toThrow(`'${from}' is not JSON`);
  });

  it.each(['[]', 'null', '1', '{}', '{"formatVersion":"1"}'])(
    'says that %s is not a manifest',
    text => {
      expect(() => parseManifest(text, { from })).toThrow(
        'is not a backup manifest: formatVersion is missing',
      );
    },
  );

  it('refuses a later format by its number, before anything else', () => {
    expect(() =>
      parseManifest('{"formatVersion":2,"all":"new"}', { from }),
    ).toThrow(
      expect.objectContaining({
        name: 'UnsupportedBackupFormatError',
        message: expect.stringContaining(
          'has format version 2, this software reads version 1',
        ),
      }),
    );
  });

  it('does not take a manifest without its digest', () => {
    expect(() => parseManifest(JSON.stringify(manifest), { from })).toThrow(
      'manifestDigest is missing',
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['backupId: Required', { backupId: undefined }],
    ['name: ', { name: 5 }],
    ['backupTime: has to be an ISO 8601 instant', { backupTime: 'yesterday' }],
    ['kind: ', { kind: 'partial' }],
    ['scope: is missing', { scope: undefined }],
    ['window.end: ', { window: { start: manifest.backupTime, end: 'x' } }],
    ['packaging: ', { packaging: 'rar' }],
    ['compression.level: ', { compression: { algorithm: 'zstd', level: 10 } }],
    ['compression.algorithm: ', { compression: { algorithm: 'xz', level: 1 } }],
    ['totals.rows: ', { totals: { ...manifest.totals, rows: -1 } }],
    ['totals.size: ', { totals: { ...manifest.totals, size: 1.5 } }],
    [
      'files[1].storedDigest: has to be a SHA-256 of 64 hex digits',
      {
        files: [
          manifest.files[0],
          { ...manifest.files[1], storedDigest: 'AB'.repeat(32) },
        ],
      },
    ],
    [
      'files[0].size: ',
      { files: [{ ...manifest.files[0], size: 2 ** 60 }, manifest.files[1]] },
    ],
    [
      'tables[0].sourceCount.after: ',
      {
        tables: [{ ...manifest.tables[0], sourceCount: { before: 1 } }],
      },
    ],
  ])('names the field: %s', (message, changes) => {
    expect(() => parseManifest(publish(changes), { from })).toThrow(
      expect.objectContaining({
        name: 'DamagedBackupError',
        message: expect.stringContaining(
          `'${from}' is not a backup manifest: ${message}`,
        ),
      }),
    );
  });

  it.each([
    '../escape',
    '/etc/passwd',
    'a/../../b',
    'C:\\windows',
    'a\0b',
    'a\\b',
    '.hidden',
    'a//b',
  ])('refuses the path %j', path => {
    expect(() =>
      parseManifest(publish({ files: [file(path)], tables: [] }), { from }),
    ).toThrow('names the unsafe path');
  });

  it.each([
    ['a/b', 'a/b'],
    ['a/b', 'A/B'],
    ['a/é', 'a/e\u0301'],
    ['a/ﬁ', 'a/fi'],
    ['straße', 'STRASSE'],
  ])('refuses %j beside %j', (left, right) => {
    expect(() =>
      parseManifest(publish({ files: [file(left), file(right)], tables: [] }), {
        from,
      }),
    ).toThrow('are one file where case or Unicode form is ignored');
  });

  it('refuses a file that is a folder, too', () => {
    expect(() =>
      parseManifest(publish({ files: [file('a/b'), file('A')], tables: [] }), {
        from,
      }),
    ).toThrow('both as a file and as a folder');
  });

  it('refuses to be in its own list', () => {
    expect(() =>
      parseManifest(publish({ files: [file('Metadata.json')], tables: [] }), {
        from,
      }),
    ).toThrow('lists itself');
  });

  it.each([{ files: ['power/none.tdb'] }, { fileName: 'power/none.tdb' }])(
    'refuses a reference to a file that is not listed: %j',
    changes => {
      const tables = [{ ...manifest.tables[0], ...changes }];
      expect(() => parseManifest(publish({ tables }), { from })).toThrow(
        "tables[0] (power.电表) refers to 'power/none.tdb', which is not in files",
      );
    },
  );

  it.each([
    ['rows is 7 where its files add up to 6', { rows: 7 }],
    ['tables is 1 where its tables add up to 2', { tables: 1 }],
    ['rawSize is 0 where its files add up to 40', { rawSize: 0 }],
    ['size is 21 where its files add up to 20', { size: 21 }],
  ])('refuses totals that are no sums: %s', (message, changes) => {
    const totals = { ...manifest.totals, ...changes };
    expect(() => parseManifest(publish({ totals }), { from })).toThrow(
      `'${from}' is not a backup manifest: totals.${message}`,
    );
  });

  it('counts rows of data, and no tables of lists', () => {
    const list = { ...file('power/meters/tables.jsonl'), kind: 'tables' };
    const files = [...manifest.files, list];
    const totals = { ...manifest.totals, rawSize: 60, size: 30 };
    expect(parseManifest(publish({ files, totals }), { from }).totals).toEqual(
      totals,
    );
  });

  const huge = [0, 1, 2].map(index => ({
    ...file(`x/${index}`),
    size: 9e15,
    rawSize: 9e15,
    rows: 9e15,
  }));

  it.each<[string, Record<string, unknown>]>([
    ['its size add up', { files: huge }],
    ['its rawSize add up', { files: huge.map(f => ({ ...f, size: 1 })) }],
    [
      'its rows add up',
      { files: huge.map(f => ({ ...f, size: 1, rawSize: 1 })) },
    ],
    [
      'its recordCount add up',
      { tables: [1, 2].map(() => ({ ...TABLE, recordCount: 9e15 })) },
    ],
    [
      'its tableCount add up',
      { tables: [1, 2].map(() => ({ ...TABLE, tableCount: 9e15 })) },
    ],
    [
      'its size add up',
      { archive: { file: 'a.zip', size: 2 ** 53 - 1, sha256: DIGEST } },
    ],
  ])('refuses sums that no number holds: %s', (message, changes) => {
    const { archive, ...fields } = changes;
    const { bytes } = serializeManifest(
      { ...manifest, tables: [], ...fields } as BackupManifest,
      archive as { file: string; size: number; sha256: string },
    );
    expect(() => parseManifest(bytes, { from })).toThrow(
      expect.objectContaining({
        name: 'DamagedBackupError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it.each(['../a.zip', 'b/a.zip', '/a.zip', '..'])(
    'refuses the archive %j',
    archive => {
      const { bytes } = serializeManifest(manifest, {
        file: archive,
        size: 1,
        sha256: DIGEST,
      });
      expect(() => parseManifest(bytes, { from })).toThrow(
        'names the unsafe archive',
      );
    },
  );

  it('lets later writers of the format add fields', () => {
    const { bytes } = serializeManifest({
      ...manifest,
      addedLater: true,
    } as BackupManifest);
    expect(parseManifest(bytes, { from }).name).toBe(manifest.name);
  });
});
