import {
  ColumnSchema,
  encodeBlock,
  typeFromName,
  Value,
} from 'tdengine-client';
import { CaseSetUp, FidelityCase } from '../FidelityCase';

const START = 1_700_000_000_000;
/** So many rows of a table go back as a block of their own, fewer are bound together with those of other tables. */
const MANY = 2_500;

/** Numbers that no literal of SQL stands for. */
const numbers = [
  NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  5e-324,
  -5e-324,
  2.2250738585072009e-308,
  1.401298464324817e-45,
  1.1754942106924411e-38,
  1.7976931348623157e308,
  undefined,
];

/** Bytes that are text only for who does not look. */
const bytes = [
  [],
  [0],
  [0x61, 0, 0x62],
  [0, 0, 0],
  [0xff, 0xfe],
  [0x80],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f, 0x98],
  [0xe4, 0xb8, 0xad],
  [0x5c, 0x78, 0x34, 0x31],
  undefined,
];

export const oddNumbersCase: FidelityCase = {
  name: 'odd-numbers',
  title: 'NaN, infinities, negative zero and denormals, few rows and many',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  async setUp(context) {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, row) => [
        numbers[row % numbers.length],
        numbers[(row * 5 + 1) % numbers.length],
      ]);
    await writeTables(context, ['FLOAT', 'DOUBLE'], rows);
  },
};

export const oddBytesCase: FidelityCase = {
  name: 'odd-bytes',
  title: 'NUL bytes and invalid UTF-8 in VARCHAR and VARBINARY',
  options: "PRECISION 'us' VGROUPS 1 KEEP 36500",
  async setUp(context) {
    const value = (row: number) => {
      const chosen = bytes[row % bytes.length];
      return chosen && Uint8Array.from(chosen);
    };
    await writeTables(context, ['VARCHAR(40)', 'VARBINARY(40)'], count =>
      Array.from({ length: count }, (_, row) => [value(row), value(row * 7)]),
    );
  },
};

export const longRowsCase: FidelityCase = {
  name: 'long-rows',
  title: 'Rows of 64 KB',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  async setUp(context) {
    await writeTables(
      context,
      ['VARCHAR(32000)', 'NCHAR(8000)', 'VARBINARY(1400)'],
      count =>
        Array.from({ length: Math.min(count, 40) }, (_, row) => [
          `${row}${'x'.repeat(31_990)}`,
          `${'😀'.repeat(7_990)}${row}`,
          new Uint8Array(1_400).fill(row),
        ]),
    );
  },
};

/** Child tables of a super table and a normal table, each with few rows and with many, written as blocks. */
async function writeTables(
  { name, database, execute, client }: CaseSetUp,
  types: readonly string[],
  rows: (count: number) => Value[][],
): Promise<void> {
  const columns: ColumnSchema[] = ['TIMESTAMP', ...types].map(
    (type, index) => ({ name: `c${index}`, ...typeFromName(type) }),
  );
  const definition = ['TIMESTAMP', ...types]
    .map((type, index) => `c${index} ${type}`)
    .join(', ');
  await execute(`CREATE STABLE ${database}.st (${definition}) TAGS (t INT)`);
  await execute(
    `CREATE TABLE ${database}.few USING ${database}.st TAGS (1) ${database}.many USING ${database}.st TAGS (2)`,
  );
  await execute(`CREATE TABLE ${database}.plain (${definition})`);
  const writer = await client.writer(name);
  try {
    for (const [table, count] of [
      ['few', 24],
      ['many', MANY],
      ['plain', 24],
    ] as const) {
      const values = rows(count).map((row, index) => [
        BigInt(START + index),
        ...row,
      ]);
      await writer.writeBlock(table, encodeBlock(columns, values), columns);
    }
  } finally {
    await writer.close();
  }
}
