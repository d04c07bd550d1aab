import { FidelityCase } from '../FidelityCase';

const columns = [
  'c_bool BOOL',
  'c_ti TINYINT',
  'c_si SMALLINT',
  'c_i INT',
  'c_bi BIGINT',
  'c_uti TINYINT UNSIGNED',
  'c_usi SMALLINT UNSIGNED',
  'c_ui INT UNSIGNED',
  'c_ubi BIGINT UNSIGNED',
  'c_f FLOAT',
  'c_d DOUBLE',
  'c_vc VARCHAR(200)',
  'c_nc NCHAR(100)',
  'c_vb VARBINARY(200)',
  'c_geo GEOMETRY(200)',
  'c_ts TIMESTAMP',
  'c_dec64 DECIMAL(18, 4)',
  'c_dec128 DECIMAL(38, 10)',
];

const tags = [
  'g_bool BOOL',
  'g_ti TINYINT',
  'g_si SMALLINT',
  'g_i INT',
  'g_bi BIGINT',
  'g_uti TINYINT UNSIGNED',
  'g_usi SMALLINT UNSIGNED',
  'g_ui INT UNSIGNED',
  'g_ubi BIGINT UNSIGNED',
  'g_f FLOAT',
  'g_d DOUBLE',
  'g_vc VARCHAR(200)',
  'g_nc NCHAR(100)',
  'g_vb VARBINARY(200)',
  'g_geo GEOMETRY(200)',
  'g_ts TIMESTAMP',
];

const awkward = String.raw`plain, \"double\" \'single\' \\back \n line \r \t tab 电表 😀`;
const nulls = (count: number) => Array(count).fill('NULL').join(', ');

/** Values of every column at its least, its greatest, zero and in between; one row each. */
function rows(smallest: string, greatest: string): string[] {
  return [
    `false, -128, -32768, -2147483648, -9223372036854775808, 0, 0, 0, 0, -3.4028234e38, -1.7976931348623157e308, '', '', '', 'POINT(-180 -90)', ${smallest}, -99999999999999.9999, -9999999999999999999999999999.9999999999`,
    `true, 127, 32767, 2147483647, 9223372036854775807, 255, 65535, 4294967295, 18446744073709551615, 3.4028234e38, 1.7976931348623157e308, '${awkward}', '${awkward}', '\\x00ff01007f80', 'LINESTRING(0 0, 1.5 2.5, -3 4)', ${greatest}, 99999999999999.9999, 9999999999999999999999999999.9999999999`,
    `true, 0, 0, 0, 0, 0, 0, 0, 0, 1.17549435e-38, 2.2250738585072014e-308, ' padded ', 'NULL', '\\x', 'POLYGON((0 0, 1 0, 1 1, 0 0))', 0, 0, 0`,
    `false, -1, -1, -1, 9007199254740993, 1, 1, 1, 9007199254740993, 0.1, 0.1, 'null', 'ß漢字مرحبا', '\\xdeadbeef', 'POINT(1 2)', 1, -0.0001, 0.0000000001`,
    nulls(columns.length),
  ];
}

function allTypes(precision: 'ms' | 'us' | 'ns'): FidelityCase {
  const scale = { ms: 1n, us: 1_000n, ns: 1_000_000n }[precision];
  const base = 1_700_000_000_000n * scale;
  return {
    name: `types-${precision}`,
    title: `Every column and tag type at its limits, ${precision}`,
    options: `PRECISION '${precision}' VGROUPS 2 KEEP 36500`,
    async setUp({ database, execute }) {
      await execute(
        `CREATE STABLE ${database}.everything (ts TIMESTAMP, ${columns.join(
          ', ',
        )}) TAGS (${tags.join(', ')})`,
      );
      const values = rows(String(base - 7n), String(base + 123_456_789n));
      for (const [index, tagValues] of [
        `false, -128, -32768, -2147483648, -9223372036854775808, 0, 0, 0, 0, -1.5, -2.25, '', '', '\\x', 'POINT(0 0)', ${base}`,
        `true, 127, 32767, 2147483647, 9223372036854775807, 255, 65535, 4294967295, 18446744073709551615, 3.5, 1e300, '${awkward}', '${awkward}', '\\x00ff', 'LINESTRING(0 0, 1 1)', ${
          base + 1n
        }`,
        nulls(tags.length),
      ].entries()) {
        await execute(
          `CREATE TABLE ${database}.everything_${index} USING ${database}.everything TAGS (${tagValues})`,
        );
        await execute(
          `INSERT INTO ${database}.everything_${index} VALUES ${values
            .map((row, offset) => `(${base + BigInt(offset)}, ${row})`)
            .join(' ')}`,
        );
      }
      await execute(
        `CREATE TABLE ${database}.plain (ts TIMESTAMP, ${columns.join(', ')})`,
      );
      await execute(
        `INSERT INTO ${database}.plain VALUES ${values
          .map((row, offset) => `(${base + BigInt(offset)}, ${row})`)
          .join(' ')}`,
      );
    },
  };
}

export const allTypesCases: FidelityCase[] = [
  allTypes('ms'),
  allTypes('us'),
  allTypes('ns'),
];
