import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompressionSettings } from 'backstage-plugin-tdengine-backup-node';
import {
  ColumnBlock,
  encodeBlock,
  Precision,
  typeFromName,
  Value,
} from 'tdengine-client';
import { writeParquetParts } from './writeParquetParts';

/** What is used of it, so that this compiles where it is not installed. */
interface DuckDb {
  DuckDBInstance: {
    create(path: string): Promise<{
      connect(): Promise<{
        runAndReadAll(
          sql: string,
        ): Promise<{ getRowObjects(): Array<Record<string, unknown>> }>;
        closeSync(): void;
      }>;
      closeSync(): void;
    }>;
  };
}

/** The binary of DuckDB is not there for every platform. */
function loadDuckDb(): DuckDb | undefined {
  try {
    return require('@duckdb/node-api');
  } catch {
    return undefined;
  }
}

const duckDb = loadDuckDb();
const NAME = duckDb
  ? 'Parquet files in DuckDB'
  : 'Parquet files in DuckDB (skipped: its binary for this platform is missing)';

/** Types, what DuckDB calls them, and values that are hard to keep; `undefined` is NULL. */
const COLUMNS: Array<[type: string, duckDb: string, values: Value[]]> = [
  ['BOOL', 'BOOLEAN', [true, undefined, false]],
  ['TINYINT', 'TINYINT', [-128, undefined, 127]],
  ['SMALLINT', 'SMALLINT', [-32768, undefined, 32767]],
  ['INT', 'INTEGER', [-2147483648, 2147483647, undefined]],
  ['BIGINT', 'BIGINT', [-(2n ** 63n), 2n ** 63n - 1n, undefined]],
  ['TINYINT UNSIGNED', 'UTINYINT', [0, 255, undefined]],
  ['SMALLINT UNSIGNED', 'USMALLINT', [65535, 0, undefined]],
  ['INT UNSIGNED', 'UINTEGER', [4294967295, undefined, 0]],
  ['BIGINT UNSIGNED', 'UBIGINT', [2n ** 64n - 1n, 0n, undefined]],
  ['FLOAT', 'FLOAT', [NaN, -0, Math.fround(0.1)]],
  ['DOUBLE', 'DOUBLE', [-Infinity, 5e-324, undefined]],
  ['VARCHAR(40)', 'VARCHAR', ['', undefined, 'a "b", 文\0']],
  ['NCHAR(40)', 'VARCHAR', ['😀三', undefined, '']],
  ['VARBINARY(40)', 'BLOB', [Buffer.from([0, 255]), undefined, Buffer.of()]],
  ['GEOMETRY(40)', 'BLOB', [Buffer.from([1, 2]), undefined, Buffer.of()]],
  ['BLOB', 'BLOB', [Buffer.from([9]), undefined, Buffer.of()]],
  ['DECIMAL(18, 4)', 'DECIMAL(18,4)', ['-1.5000', undefined, '99.9999']],
  [
    'DECIMAL(38, 10)',
    'DECIMAL(38,10)',
    [`-${'9'.repeat(28)}.0000000001`, '0.0000000001', undefined],
  ],
  ['TIMESTAMP', 'TIMESTAMP', [-1n, undefined, 4102444800123n]],
];

const TIMES: bigint[] = [1735689600000n, -1000n, 1735689600001n];
const NAMES = ['d1', 'd1', '表,"'];

(duckDb ? describe : describe.skip)(NAME, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), 'parquet-'));
  });

  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  async function write(
    columns: Array<[type: string, values: Value[]]>,
    options: {
      precision?: Precision;
      compression?: CompressionSettings['algorithm'];
    } = {},
  ): Promise<string> {
    const schema = columns.map(([type], index) => ({
      name: `c${index}`,
      ...typeFromName(type),
    }));
    const rows = NAMES.map((name, row) => [
      name,
      TIMES[row],
      ...columns.map(([, values]) => values[row]),
    ]);
    const block = ColumnBlock.parse(
      encodeBlock(
        [
          { name: 'tbname', ...typeFromName('VARCHAR(270)') },
          { name: 'ts', ...typeFromName('TIMESTAMP') },
          ...schema,
        ],
        rows,
      ),
    );
    async function* blocks() {
      yield block;
    }
    const path = join(folder, `${Math.random()}.parquet`);
    for await (const part of writeParquetParts(blocks(), {
      path: 'rows',
      facts: {
        database: 'power',
        table: 'meters',
        tableNames: true,
        precision: options.precision ?? 'ms',
        columnNames: ['ts', ...schema.map(({ name }) => name)],
      },
      compression: { algorithm: options.compression ?? 'zstd', level: 3 },
      onBlock: () => {},
    })) {
      await fs.writeFile(path, part.content);
    }
    return path;
  }

  async function query(sql: string): Promise<Array<Record<string, unknown>>> {
    const instance = await duckDb!.DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowObjects();
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }

  it.each(['none', 'gzip', 'zstd'] as const)(
    'have every type and value, NULL and empty told apart, compressed with %s',
    async compression => {
      const path = await write(
        COLUMNS.map(([type, , values]) => [type, values]),
        { compression },
      );
      const described = await query(`DESCRIBE SELECT * FROM '${path}'`);
      expect(
        described.map(({ column_name, column_type }) => [
          column_name,
          column_type,
        ]),
      ).toEqual([
        ['tbname', 'VARCHAR'],
        ['ts', 'TIMESTAMP WITH TIME ZONE'],
        ...COLUMNS.map(([, type], index) => [
          `c${index}`,
          type === 'TIMESTAMP' ? 'TIMESTAMP WITH TIME ZONE' : type,
        ]),
      ]);
      const columns = COLUMNS.map(([, type], index) => {
        if (type === 'BLOB') {
          return `hex(c${index}) AS c${index}`;
        }
        return type === 'TIMESTAMP'
          ? `epoch_ms(c${index}) AS c${index}`
          : `c${index}::VARCHAR AS c${index}`;
      });
      const rows = await query(
        `SELECT tbname, epoch_ms(ts) AS ts, ${columns.join()} FROM '${path}'`,
      );
      expect(rows).toHaveLength(3);
      rows.forEach((row, at) => {
        expect(row).toEqual({
          tbname: NAMES[at],
          ts: TIMES[at],
          ...Object.fromEntries(
            COLUMNS.map(([, type, values], index) => [
              `c${index}`,
              type === 'TIMESTAMP' ? values[at] ?? null : inDuckDb(values[at]),
            ]),
          ),
        });
      });
    },
  );

  it.each([
    ['ms', 'epoch_ms', 1n],
    ['us', 'epoch_us', 1n],
    // DuckDB has no nanoseconds with a zone, and cuts them off.
    ['ns', 'epoch_us', 1000n],
  ] as const)(
    'have timestamps in the precision %s of the database',
    async (precision, epoch, divisor) => {
      const path = await write([['INT', [1, 2, 3]]], { precision });
      const rows = await query(
        `SELECT typeof(ts) LIKE 'TIMESTAMP%' AS timestamp, ${epoch}(ts) AS ts FROM '${path}'`,
      );
      expect(rows).toEqual(
        TIMES.map(ts => ({ timestamp: true, ts: ts / divisor })),
      );
    },
  );

  it('have statistics of each row group that DuckDB takes', async () => {
    const path = await write([
      ['INT', [7, undefined, -3]],
      ['DOUBLE', [NaN, 2.5, -0]],
      ['VARCHAR(9)', ['b', 'a', undefined]],
      ['BIGINT UNSIGNED', [2n ** 64n - 1n, 5n, 9n]],
    ]);
    const statistics = await query(
      `SELECT path_in_schema AS name, stats_null_count AS nulls, stats_min_value AS least, stats_max_value AS greatest, num_values AS rows, compression FROM parquet_metadata('${path}') ORDER BY column_id`,
    );
    const common = { rows: 3n, compression: 'ZSTD' };
    expect(statistics).toEqual([
      { name: 'tbname', nulls: 0n, least: 'd1', greatest: '表,"', ...common },
      expect.objectContaining({ name: 'ts', nulls: 0n, ...common }),
      { name: 'c0', nulls: 1n, least: '-3', greatest: '7', ...common },
      { name: 'c1', nulls: 0n, least: '-0.0', greatest: '2.5', ...common },
      { name: 'c2', nulls: 1n, least: 'a', greatest: 'b', ...common },
      {
        name: 'c3',
        nulls: 0n,
        least: '5',
        greatest: '18446744073709551615',
        ...common,
      },
    ]);
    const found = await query(
      `SELECT count(*) AS rows FROM '${path}' WHERE c3 > 8 AND ts >= '2025-01-01'`,
    );
    expect(found).toEqual([{ rows: 2n }]);
  });

  it('have bytes where a text is not valid Unicode', async () => {
    const path = await write([
      ['VARCHAR(9)', ['a', Buffer.from([0xff]), undefined]],
      ['NCHAR(9)', ['a', Buffer.from([0, 0xd8, 0, 0]), undefined]],
    ]);
    expect(
      await query(
        `SELECT typeof(c0) AS type, hex(c0) AS c0, hex(c1) AS c1 FROM '${path}'`,
      ),
    ).toEqual([
      { type: 'BLOB', c0: '61', c1: '61000000' },
      { type: 'BLOB', c0: 'FF', c1: '00D80000' },
      { type: 'BLOB', c0: null, c1: null },
    ]);
  });
});

/** As DuckDB writes a value as text. */
function inDuckDb(value: Value): unknown {
  if (value === undefined) {
    return null;
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('hex').toUpperCase();
  }
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return {
      NaN: 'nan',
      '-Infinity': '-inf',
      '0.10000000149011612': '0.1',
      '5e-324': '5e-324',
    }[String(value)];
  }
  if (Object.is(value, -0)) {
    return '-0.0';
  }
  return String(value);
}
