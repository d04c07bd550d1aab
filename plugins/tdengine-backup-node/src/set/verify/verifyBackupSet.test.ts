import { Readable } from 'node:stream';
import { Packaging } from '../BackupManifest';
import { compressBlock } from '../compression';
import { countsPart } from '../counts';
import { openBackupSet } from '../openBackupSet';
import { checksumBackupSet, verifyBackupSet } from './verifyBackupSet';
import { VerificationProgress } from './verifyBackupSet';
import {
  collect,
  createLinesCodec,
  createLinesPart,
  createTestSet,
  MemorySetReader,
  Row,
  useTestFolder,
} from '../__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const { signal } = new AbortController();
const compression = { algorithm: 'zstd', level: 6 } as const;
const codec = createLinesCodec(compression);

const ROWS_FILE = 'power/meters/1-0-a1.lines';
const COUNTS_FILE = 'power/meters/1-a1.counts.jsonl.gz';

describe('verifyBackupSet', () => {
  const folder = useTestFolder();

  async function open(packaging: Packaging) {
    const { target, temporaryDirectory } = folder;
    const { location } = await createTestSet({
      target,
      packaging,
      signal,
      compression,
    });
    return openBackupSet({ target, location, temporaryDirectory, signal });
  }

  async function openCopy() {
    return MemorySetReader.copy(await open('folder'));
  }

  const verify = (reader: MemorySetReader) =>
    verifyBackupSet({ reader, codec, signal });

  const encodeRows = (rows: Row[]) =>
    collect(createLinesPart('', rows, compression).content);

  it.each(['folder', 'zip', 'tar.gz'] as const)(
    'finds a whole %s in order',
    async packaging => {
      const reader = await open(packaging);
      const report = await verifyBackupSet({ reader, codec, signal });
      await reader.close();
      expect(report).toEqual({
        backupId: reader.manifest.backupId,
        name: 'nightly',
        ok: true,
        checkedFiles: 9,
        checkedBytes: reader.manifest.totals.size,
        checkedRows: 86,
        problems: [],
        problemCount: 0,
        tables: [
          {
            database: 'power',
            stable: 'meters',
            expectedRows: 75,
            foundRows: 75,
          },
          { database: 'power', stable: 'Tb1', expectedRows: 11, foundRows: 11 },
          { database: 'power', stable: 'view', expectedRows: 0, foundRows: 0 },
        ],
        startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        finishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    },
  );

  it('tells each file as it is done', async () => {
    const reader = await openCopy();
    reader.files.set(ROWS_FILE, Buffer.from('x'));
    const progress: VerificationProgress[] = [];
    await verifyBackupSet({
      reader,
      codec,
      signal,
      parallelism: 4,
      onFile: update => progress.push(update),
    });
    expect(progress.map(({ filesDone }) => filesDone)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(progress.filter(({ ok }) => !ok).map(({ path }) => path)).toEqual([
      ROWS_FILE,
    ]);
  });

  it.each([
    [
      'a file that cannot be decoded',
      async (reader: MemorySetReader) =>
        reader.forge(ROWS_FILE, Buffer.from('not compressed')),
      [
        {
          path: ROWS_FILE,
          problem: 'undecodable',
          message: `'${ROWS_FILE}' cannot be decoded: It cannot be decompressed as zstd; caused by Error: Unknown frame descriptor`,
        },
      ],
    ],
    [
      'a file with a row less than its manifest says',
      async (reader: MemorySetReader) => reader.change(ROWS_FILE, { rows: 26 }),
      [
        {
          path: ROWS_FILE,
          problem: 'rows',
          message: `'${ROWS_FILE}' holds 25 rows where its manifest says 26`,
        },
        { path: 'metadata.json', problem: 'counts' },
      ],
    ],
    [
      'a row under another table than was counted',
      async (reader: MemorySetReader) => {
        const rows: Row[] = Array.from({ length: 25 }, (_, index) => [
          index < 4 ? 'd1' : 'd3',
          index,
        ]);
        reader.forge(ROWS_FILE, await encodeRows(rows), { rawSize: 1000 });
      },
      [
        {
          path: COUNTS_FILE,
          problem: 'counts',
          message: `Table "d1" has 4 rows in '${ROWS_FILE}' where '${COUNTS_FILE}' says 5`,
        },
        { path: COUNTS_FILE, problem: 'counts' },
      ],
    ],
    [
      'counts of a table that has no rows',
      async (reader: MemorySetReader) => {
        const counts = new Map([
          ['d1', 5],
          ['d3', 20],
          ['d9', 1],
        ]);
        reader.forge(
          COUNTS_FILE,
          await collect(countsPart('unit', counts).content),
          {
            rawSize: 1000,
          },
        );
      },
      [
        {
          path: COUNTS_FILE,
          problem: 'counts',
          message: `Table "d9" has 0 rows in '${ROWS_FILE}' where '${COUNTS_FILE}' says 1`,
        },
      ],
    ],
    [
      'counts that cannot be read',
      async (reader: MemorySetReader) =>
        reader.forge(
          COUNTS_FILE,
          await compressBlock(Buffer.from('["d1",5\n'), {
            algorithm: 'gzip',
            level: 1,
          }),
        ),
      [
        {
          path: COUNTS_FILE,
          problem: 'undecodable',
          message: `'${COUNTS_FILE}' cannot be decoded: Line 1 is not ["table", rows]`,
        },
      ],
    ],
    [
      'a unit whose counts were left out',
      async (reader: MemorySetReader) => {
        reader.manifest.files = reader.manifest.files.filter(
          ({ path }) => path !== COUNTS_FILE,
        );
      },
      [
        {
          path: ROWS_FILE,
          problem: 'counts',
          message: `'${ROWS_FILE}' cannot be counted by table: unit 'power.meters.1' has no counts file`,
        },
      ],
    ],
    [
      'a table with other rows than the manifest says',
      async (reader: MemorySetReader) => {
        reader.manifest.tables[1].recordCount = 12;
      },
      [
        {
          path: 'power/tb1/0-0-a1.lines',
          problem: 'counts',
          message:
            "power.Tb1 has 11 rows in its files, 'power/tb1/0-0-a1.lines' first, where the manifest says 12",
        },
      ],
    ],
    [
      'a total that is not the sum',
      async (reader: MemorySetReader) => {
        reader.manifest.totals.rows = 87;
      },
      [
        {
          path: 'metadata.json',
          problem: 'counts',
          message:
            "'metadata.json' says 87 rows in all where its files add up to 86",
        },
      ],
    ],
    [
      'a file that is gone',
      async (reader: MemorySetReader) => reader.files.delete(ROWS_FILE),
      [
        {
          path: ROWS_FILE,
          problem: 'missing',
          message: `'${ROWS_FILE}' is missing`,
        },
      ],
    ],
  ])('finds %s', async (_, damage, expected) => {
    const reader = await openCopy();
    await damage(reader);
    const report = await verify(reader);
    expect(report.ok).toBe(false);
    expect(report.problems).toMatchObject(expected);
    expect(report.problemCount).toBe(expected.length);
    expect(report.checkedFiles).toBe(reader.manifest.files.length);
  });

  it('counts a file that several tables share by table', async () => {
    const reader = await openCopy();
    const shared = 'power/tb1/0-0-a1.lines';
    const rows: Row[] = [
      ['Tb1', 1],
      ['Tb1', 2],
      ['Tb2', 3],
    ];
    const counts = new Map([
      ['Tb1', 2],
      ['Tb2', 1],
    ]);
    reader.forge(shared, await encodeRows(rows), { rows: 3 });
    reader.forge(
      'power/tb1/0-a1.counts.jsonl.gz',
      await collect(countsPart('unit', counts).content),
      { rawSize: 100 },
    );
    const [, table] = reader.manifest.tables;
    reader.manifest.tables[1] = { ...table, recordCount: 2 };
    reader.manifest.tables.push({ ...table, stable: 'Tb2', recordCount: 1 });
    reader.manifest.totals.rows = 78;
    const report = await verify(reader);
    expect(report.problems).toEqual([]);
    expect(report.tables.map(({ foundRows }) => foundRows)).toEqual([
      75, 2, 0, 1,
    ]);
  });

  it('takes a read that fails for a problem of that file, not a crash', async () => {
    const reader = await openCopy();
    const { read } = reader;
    reader.read = async (path, options) => {
      if (path === ROWS_FILE) {
        return Readable.from(
          (async function* failing() {
            yield Buffer.from('half');
            throw new Error('the network went away');
          })(),
        );
      }
      if (path === COUNTS_FILE) {
        throw new Error('403 Forbidden');
      }
      return read.call(reader, path, options);
    };
    const expected = [
      {
        path: ROWS_FILE,
        problem: 'unreadable',
        message: `'${ROWS_FILE}' cannot be read: the network went away`,
      },
      {
        path: COUNTS_FILE,
        problem: 'unreadable',
        message: `'${COUNTS_FILE}' cannot be read: 403 Forbidden`,
      },
    ];
    expect((await verify(reader)).problems).toEqual(expected);
    expect((await checksumBackupSet({ reader, signal })).problems).toEqual(
      expected,
    );
  });

  it('takes an archive that storage does not give up for a problem', async () => {
    const reader = await openCopy();
    const archive = {
      file: 'nightly.zip',
      size: 1,
      sha256: 'f'.repeat(64),
      read: async () => {
        throw new Error('403 Forbidden');
      },
    };
    async function* unexpectedFiles() {
      throw new Error('403 Forbidden');
    }
    const report = await checksumBackupSet({
      reader: Object.assign(reader, { archive, unexpectedFiles }),
      signal,
    });
    expect(report.problems).toEqual([
      {
        path: 'nightly.zip',
        problem: 'unreadable',
        message: "'nightly.zip' cannot be read: 403 Forbidden",
      },
      {
        path: 'nightly.zip',
        problem: 'unreadable',
        message: "The files of 'nightly.zip' cannot be listed: 403 Forbidden",
      },
    ]);
  });

  it('reads what a decoder leaves, too', async () => {
    const reader = await openCopy();
    const lazy = {
      ...codec,
      inspect: async () => ({ rows: 25, rawBytes: 0 }),
    };
    reader.manifest.files = reader.manifest.files.filter(
      ({ path }) => path === ROWS_FILE || path === COUNTS_FILE,
    );
    reader.manifest.tables = [];
    reader.manifest.totals.rows = 25;
    expect(
      (await verifyBackupSet({ reader, codec: lazy, signal })).problems,
    ).toEqual([]);
    reader.files.set(
      ROWS_FILE,
      Buffer.from(reader.files.get(ROWS_FILE)!).reverse(),
    );
    expect(
      (await verifyBackupSet({ reader, codec: lazy, signal })).problems,
    ).toMatchObject([{ path: ROWS_FILE, problem: 'digest' }]);
  });

  it('keeps a thousand problems and counts the rest', async () => {
    const reader = await openCopy();
    const [file] = reader.manifest.files;
    reader.manifest.files = Array.from({ length: 1200 }, (_, index) => ({
      ...file,
      path: `none/${index}`,
    }));
    reader.manifest.tables = [];
    reader.manifest.totals.rows = 0;
    const report = await verify(reader);
    expect(report.problems).toHaveLength(1000);
    expect(report.problemCount).toBe(1200);
  });

  it('stops when it is told to', async () => {
    const reader = await openCopy();
    const controller = new AbortController();
    await expect(
      verifyBackupSet({
        reader,
        codec,
        signal: controller.signal,
        onFile: () => controller.abort(new Error('cancelled by somebody')),
      }),
    ).rejects.toThrow('cancelled by somebody');
  });
});
