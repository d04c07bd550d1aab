import { TDengineType, Value } from 'tdengine-client';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { commentLiteral } from './commentLiteral';
import { createChildTableStatements } from './createChildTables';
import {
  createDatabaseStatement,
  databaseOptions,
} from './createDatabaseStatement';
import { createSuperTableStatement } from './createTableStatement';
import { geometryText } from './geometryText';
import { tagLiteral } from './tagLiteral';

const SCHEMA: DatabaseSchema = {
  formatVersion: 1,
  database: 'power',
  complete: true,
  precision: 'us',
  options: {
    precision: 'us',
    vgroups: 4,
    replica: 1,
    strict: 'on',
    duration: '10d',
    keep: '100d,200d,300d',
    buffer: 256,
    single_stable: true,
    cachemodel: 'both',
    table_prefix: 0,
    ss_keeplocal: '525600m',
    ss_compact: 0,
    something_new: 7,
  },
  superTables: [],
  normalTables: [],
  virtualTables: [],
};

describe('createDatabaseStatement', () => {
  it('makes clauses of the columns, the youngest options last', () => {
    const { options, unknown } = databaseOptions(SCHEMA, { vgroups: 1 });
    expect(createDatabaseStatement('po`wer', options)).toBe(
      "CREATE DATABASE `po``wer` PRECISION 'us' KEEP 100d,200d,300d DURATION 10d VGROUPS 1 REPLICA 1 SINGLE_STABLE 1 BUFFER 256 CACHEMODEL 'both' SS_COMPACT 0",
    );
    expect(unknown).toEqual(['something_new']);
  });

  it.each([
    [{ keep: '1d; DROP DATABASE x' }, /keep of the backup is not a duration/],
    [{ buffer: '1 VGROUPS 2' }, /buffer of the backup is not a number/],
  ])('lets nothing else into the statement: %j', (override, message) => {
    expect(() => databaseOptions(SCHEMA, override)).toThrow(message);
  });
});

describe('createSuperTableStatement', () => {
  it('keeps composite key, encodings, comment and KEEP', () => {
    expect(
      createSuperTableStatement(
        'db',
        {
          name: 'st',
          columns: [
            {
              name: 'ts',
              type: 'TIMESTAMP',
              encode: 'delta-i',
              compress: 'lz4',
              level: 'medium',
            },
            { name: 'k', type: 'VARCHAR(16)', compositeKey: true },
          ],
          tags: [{ name: 'a`b', type: 'NCHAR(10)' }],
          comment: "it\\'s",
          keepMinutes: 60,
        },
        { ifNotExists: true },
      ),
    ).toBe(
      "CREATE STABLE IF NOT EXISTS `db`.`st` (`ts` TIMESTAMP ENCODE 'delta-i' COMPRESS 'lz4' LEVEL 'medium', `k` VARCHAR(16) COMPOSITE KEY) TAGS (`a``b` NCHAR(10)) COMMENT 'it\\'s' KEEP 60m",
    );
  });

  it('lets only types into the statement', () => {
    expect(() =>
      createSuperTableStatement('db', {
        name: 'st',
        columns: [{ name: 'ts', type: 'INT) TAGS (x INT' }],
        tags: [],
      }),
    ).toThrow(/is not a type of TDengine/);
  });
});

describe('createChildTableStatements', () => {
  const parent = {
    database: 'db',
    superTable: 'st',
    tags: [
      { name: 'site', type: TDengineType.NCHAR },
      { name: 'f', type: TDengineType.DOUBLE },
    ],
  };

  it('puts many tables into a statement, and hands out what no literal can say', () => {
    const bound: string[] = [];
    const statements = [
      ...createChildTableStatements(
        parent,
        [
          { name: 'd1', tags: ["it's", 1.5], ttl: 3, comment: 'c' },
          { name: 'd2', tags: ['n\0', 1] },
          { name: 'd3', tags: [undefined, NaN] },
          { name: 'd4', tags: ['', undefined] },
        ],
        ({ name }) => bound.push(name),
      ),
    ];
    expect(statements).toEqual([
      {
        sql:
          "CREATE TABLE IF NOT EXISTS `db`.`d1` USING `db`.`st` (`site`,`f`) TAGS ('it\\'s',1.5) COMMENT 'c' TTL 3" +
          " IF NOT EXISTS `db`.`d4` USING `db`.`st` (`site`,`f`) TAGS ('',NULL)",
        tables: 2,
      },
    ]);
    expect(bound).toEqual(['d2', 'd3']);
  });

  it('keeps statements within what the server takes', () => {
    const tables = Array.from({ length: 5000 }, (_, index) => ({
      name: `d${index}`,
      tags: ['x'.repeat(index < 4000 ? 1 : 5000), 1],
    }));
    const statements = [
      ...createChildTableStatements(parent, tables, () => {}),
    ];
    expect(statements.reduce((sum, { tables: n }) => sum + n, 0)).toBe(5000);
    for (const { sql, tables: count } of statements) {
      expect(count).toBeLessThanOrEqual(2000);
      expect(Buffer.byteLength(sql)).toBeLessThanOrEqual(1_000_100);
    }
  });
});

describe('commentLiteral', () => {
  it.each([
    ['plain', "'plain'"],
    ["it''s", "'it''s'"],
    ["it\\'s", "'it\\'s'"],
    ["it's", '"it\'s"'],
    [`it's ""q"" \\" end`, `"it's ""q"" \\" end"`],
    ['ends with \\', "'ends with \\\\'"],
    ['', "''"],
  ])('quotes %j', (stored, literal) => {
    expect(commentLiteral(stored)).toBe(literal);
  });

  it.each([["x' TTL 1"], 1, { length: 0 }, null])(
    'refuses %j, which a file may have in its place',
    stored => {
      expect(() => commentLiteral(stored as unknown as string)).toThrow(
        TypeError,
      );
    },
  );
});

describe('tagLiteral', () => {
  it.each([
    [TDengineType.INT, undefined, 'NULL'],
    [TDengineType.BOOL, true, 'true'],
    [TDengineType.UBIGINT, 2n ** 64n - 1n, '18446744073709551615'],
    [TDengineType.DOUBLE, 1e300, '1e+300'],
    [TDengineType.DOUBLE, -0, '-0.0'],
    [TDengineType.DOUBLE, 5e-324, undefined],
    [TDengineType.FLOAT, Infinity, undefined],
    [TDengineType.NCHAR, "a'\\\n", "'a\\'\\\\\\n'"],
    [TDengineType.VARCHAR, 'a\0', undefined],
    [TDengineType.VARCHAR, Buffer.from([0xff]), undefined],
    [TDengineType.VARBINARY, Buffer.from([0, 255]), "'\\x00ff'"],
    [
      TDengineType.GEOMETRY,
      Buffer.from('0101000000000000000000f83f0000000000000440', 'hex'),
      "'POINT(1.5 2.5)'",
    ],
    [TDengineType.GEOMETRY, Buffer.from('00', 'hex'), undefined],
  ])('writes type %s %p as %p', (type, value, literal) => {
    expect(tagLiteral(type, value)).toBe(literal);
  });

  it.each([['1) TTL 1'], { a: 1 }, null])(
    'refuses %j, which a file may have in its place',
    value => {
      expect(() =>
        tagLiteral(TDengineType.INT, value as unknown as Value),
      ).toThrow(TypeError);
    },
  );
});

describe('geometryText', () => {
  const point = (x: number, y: number) => {
    const bytes = Buffer.alloc(16);
    bytes.writeDoubleLE(x, 0);
    bytes.writeDoubleLE(y, 8);
    return bytes.toString('hex');
  };
  const head = (type: number, count?: number) => {
    const bytes = Buffer.alloc(count === undefined ? 5 : 9);
    bytes[0] = 1;
    bytes.writeUInt32LE(type, 1);
    if (count !== undefined) {
      bytes.writeUInt32LE(count, 5);
    }
    return bytes.toString('hex');
  };
  const list = (count: number) => head(0, count).slice(10);

  it.each([
    [head(1) + point(0.1, -1e30), 'POINT(0.1 -1e+30)'],
    [head(2, 2) + point(0, 0) + point(1, 1), 'LINESTRING(0 0,1 1)'],
    [
      head(3, 1) +
        list(4) +
        point(0, 0) +
        point(1, 0) +
        point(1, 1) +
        point(0, 0),
      'POLYGON((0 0,1 0,1 1,0 0))',
    ],
    [head(4, 1) + head(1) + point(1, 2), 'MULTIPOINT(1 2)'],
    [
      head(5, 1) + head(2, 2) + point(0, 0) + point(1, 1),
      'MULTILINESTRING((0 0,1 1))',
    ],
    [head(6, 1) + head(3, 1) + list(1) + point(0, 0), 'MULTIPOLYGON(((0 0)))'],
    [
      head(7, 2) + head(1) + point(1, 2) + head(2, 1) + point(3, 4),
      'GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(3 4))',
    ],
    [head(1) + point(NaN, NaN), undefined],
    [head(1001) + point(0, 0), undefined],
    [head(2, 0), undefined],
    [`${head(1) + point(0, 0)}00`, undefined],
    [head(2, 0xffffffff), undefined],
  ])('reads %s', (hex, text) => {
    expect(geometryText(Buffer.from(hex, 'hex'))).toBe(text);
  });
});
