import {
  ColumnBlock,
  ColumnSchema,
  encodeBlock,
  Precision,
  quoteIdentifier,
  TDengineClient,
  TDengineType,
  typeFromName,
  Value,
} from 'tdengine-client';

const UNITS: Readonly<Record<Precision, bigint>> = {
  ms: 1n,
  us: 1_000n,
  ns: 1_000_000n,
};

/** 2025-01-01T00:00:00Z, in milliseconds. */
const START = 1_735_689_600_000n;

const ODD_TEXT =
  'q\'uo"te `tick` back\\slash \\% \\_ new\nline\r\ttab 中文😀 end ';
const ODD_NAMES = [
  "it's",
  'say "hi"',
  'a/b\\c',
  'ti`ck',
  '表一😀',
  'Tb1',
  'tb1',
];

const COLUMNS = [
  ['ts', 'TIMESTAMP'],
  ['b', 'BOOL'],
  ['ti', 'TINYINT'],
  ['si', 'SMALLINT'],
  ['i', 'INT'],
  ['bi', 'BIGINT'],
  ['uti', 'TINYINT UNSIGNED'],
  ['usi', 'SMALLINT UNSIGNED'],
  ['ui', 'INT UNSIGNED'],
  ['ubi', 'BIGINT UNSIGNED'],
  ['f', 'FLOAT'],
  ['d', 'DOUBLE'],
  ['v', 'VARCHAR(100)'],
  ['n', 'NCHAR(100)'],
  ['vb', 'VARBINARY(100)'],
  ['g', 'GEOMETRY(100)'],
  ['t', 'TIMESTAMP'],
  ['d64', 'DECIMAL(18, 4)'],
  ['d128', 'DECIMAL(38, 10)'],
] as const;

const POINT = Buffer.from('0101000000000000000000f83f0000000000000440', 'hex');

/** Every column type at its limits, and what only binary writing can store. */
const ROWS: Value[][] = [
  [
    true,
    -128,
    -32768,
    -2147483648,
    -(2n ** 63n),
    0,
    0,
    0,
    0n,
    -3.4028234663852886e38,
    -Number.MAX_VALUE,
    '',
    '',
    Buffer.alloc(0),
    POINT,
    -1n,
    '-99999999999999.9999',
    `-${'9'.repeat(28)}.${'9'.repeat(10)}`,
  ],
  [
    false,
    127,
    32767,
    2147483647,
    2n ** 63n - 1n,
    255,
    65535,
    4294967295,
    2n ** 64n - 1n,
    3.4028234663852886e38,
    Number.MAX_VALUE,
    ODD_TEXT,
    ODD_TEXT,
    Buffer.from([0, 255, 10, 92, 39]),
    POINT,
    0n,
    '99999999999999.9999',
    `${'9'.repeat(28)}.${'9'.repeat(10)}`,
  ],
  [
    true,
    0,
    0,
    0,
    0n,
    1,
    1,
    1,
    1n,
    1.401298464324817e-45,
    5e-324,
    'NULL',
    'null',
    Buffer.from('\\x00'),
    POINT,
    1n,
    '0.0000',
    '0.0000000000',
  ],
  [
    false,
    1,
    1,
    1,
    1n,
    2,
    2,
    2,
    2n,
    NaN,
    NaN,
    'nul\0inside',
    'nul\0inside',
    Buffer.from('text'),
    POINT,
    2n,
    '0.0001',
    '-0.0000000001',
  ],
  [
    false,
    1,
    1,
    1,
    1n,
    2,
    2,
    2,
    2n,
    Infinity,
    -Infinity,
    Buffer.from([0xff, 0xfe, 0x41]),
    ' padded ',
    Buffer.from(','),
    POINT,
    2n,
    '1.5000',
    '1.5000000000',
  ],
  [
    false,
    1,
    1,
    1,
    1n,
    2,
    2,
    2,
    2n,
    -0,
    -0,
    '\\x41',
    '\\x41',
    Buffer.from('"'),
    POINT,
    2n,
    '12.3400',
    '12.3400000000',
  ],
  COLUMNS.slice(1).map(() => undefined),
];

/**
 * Makes a database with every kind of table and value that a backup has to keep.
 *
 * @param options - `boundTags` adds tags that only a server can be given, not the simulator
 * @internal
 */
export async function createSampleDatabase(
  client: TDengineClient,
  database: string,
  precision: Precision,
  options: { boundTags: boolean },
): Promise<void> {
  const name = quoteIdentifier(database);
  const unit = UNITS[precision];
  const execute = (sql: string) => client.execute(sql);
  await execute(
    `CREATE DATABASE ${name} PRECISION '${precision}' VGROUPS 2 KEEP 36500 BUFFER 16 COMP 1 CACHEMODEL 'last_row' STT_TRIGGER 1`,
  );
  await createAllTypes(client, database, unit);
  if (options.boundTags) {
    await createBoundTags(client, database, unit);
  }
  await createCompositeKeys(client, database, unit);

  await execute(
    `CREATE STABLE ${name}.json_tags (ts TIMESTAMP, v INT) TAGS (info JSON)`,
  );
  await execute(
    `CREATE TABLE ${name}.j1 USING ${name}.json_tags TAGS ('{"a":1.5,"b":"x y 文","c":null,"d":true}') ${name}.j2 USING ${name}.json_tags TAGS (NULL)`,
  );
  await execute(`INSERT INTO ${name}.j1 VALUES (${START * unit}, 1)`);

  const odd = `${name}.\`Odd "St"-超级 表\``;
  await execute(
    `CREATE STABLE ${odd} (\`Ts Col\` TIMESTAMP, \`Select\` INT, \`a\`\`b "c" 'd'\` DOUBLE) TAGS (\`Group By\` INT, \`标签\` NCHAR(40)) COMMENT 'it\\'s "odd" 注释'`,
  );
  for (const [index, child] of ODD_NAMES.entries()) {
    const table = `${name}.${quoteIdentifier(child)}`;
    await execute(
      `CREATE TABLE ${table} USING ${odd} TAGS (${index}, '值 \\'${index}\\' \\\\ \\n') COMMENT "it's ${index}" TTL ${
        index + 10
      }`,
    );
    await execute(
      `INSERT INTO ${table} VALUES (${
        (START + BigInt(index)) * unit
      }, ${index}, ${index}.5)`,
    );
  }

  await execute(
    `CREATE TABLE ${name}.events (ts TIMESTAMP ENCODE 'delta-i' COMPRESS 'zstd' LEVEL 'high', level INT, message NCHAR(200) ENCODE 'disabled' COMPRESS 'zstd') COMMENT 'normal ''table''' TTL 3650`,
  );
  await execute(
    `INSERT INTO ${name}.events VALUES (${
      START * unit
    }, 1, '启动 😀 \\'quoted\\'') (${(START + 1n) * unit}, NULL, NULL)`,
  );
  await execute(`CREATE TABLE ${name}.empty_normal (ts TIMESTAMP, v INT)`);

  await execute(
    `CREATE STABLE ${name}.panes (ts TIMESTAMP, f FLOAT, l INT) TAGS (site NCHAR(20), area DOUBLE) VIRTUAL 1`,
  );
  await execute(
    `CREATE VTABLE ${name}.view_1 (f FROM ${name}.at1.f, l FROM ${name}.events.level) USING ${name}.panes TAGS ('上海', NULL)`,
  );
  await execute(
    `CREATE VTABLE ${name}.view_2 (ts TIMESTAMP, l INT FROM ${name}.events.level, nothing INT)`,
  );
}

async function createAllTypes(
  client: TDengineClient,
  database: string,
  unit: bigint,
): Promise<void> {
  const name = quoteIdentifier(database);
  const columns = COLUMNS.map(([column, type]) => `${column} ${type}`);
  const tags = COLUMNS.slice(1)
    .filter(([, type]) => !type.startsWith('DECIMAL'))
    .map(([column, type]) => `g_${column} ${type}`);
  await client.execute(
    `CREATE STABLE ${name}.all_types (${columns.join(', ')}) TAGS (${tags.join(
      ', ',
    )})`,
  );
  const nulls = tags.map(() => 'NULL').join(', ');
  await client.execute(
    `CREATE TABLE ${name}.at1 USING ${name}.all_types TAGS (true, -128, -32768, -2147483648, -9223372036854775808, 255, 65535, 4294967295, 18446744073709551615, 1.5, 1e300, 'q\\'"\\\\ \\n %', '标签😀', '\\x00ff', 'POINT(0.1 -1e30)', -5)`,
  );
  await client.execute(
    `CREATE TABLE ${name}.at2 USING ${name}.all_types TAGS (${nulls})`,
  );
  await client.execute(
    `CREATE TABLE ${name}.at_empty USING ${name}.all_types (g_v, g_n, g_vb) TAGS ('', '', '')`,
  );
  const schema: ColumnSchema[] = COLUMNS.map(([column, type]) => ({
    name: column,
    ...typeFromName(type),
  }));
  const writer = await client.writer(database);
  const rows = ROWS.map((values, index) => [
    (START + BigInt(index)) * unit + (unit > 1n ? 1n : 0n),
    ...values,
  ]);
  await writer.writeBlock('at1', encodeBlock(schema, rows), schema);
  await writer.writeBlock('at2', encodeBlock(schema, rows.slice(1, 3)), schema);
  await writer.close();
}

/** A child table whose tags no literal can give. */
async function createBoundTags(
  client: TDengineClient,
  database: string,
  unit: bigint,
): Promise<void> {
  const name = quoteIdentifier(database);
  await client.execute(
    `CREATE STABLE ${name}.bound (ts TIMESTAMP, v INT) TAGS (f FLOAT, d DOUBLE, v1 VARCHAR(20), n NCHAR(20), g GEOMETRY(100))`,
  );
  const tags: ColumnSchema[] = [
    { name: 'f', ...typeFromName('FLOAT') },
    { name: 'd', ...typeFromName('DOUBLE') },
    { name: 'v1', ...typeFromName('VARCHAR(20)') },
    { name: 'n', ...typeFromName('NCHAR(20)') },
    { name: 'g', ...typeFromName('GEOMETRY(100)') },
  ];
  const tagBlock = ColumnBlock.parse(
    encodeBlock(tags, [
      [NaN, 5e-324, Buffer.from([0x61, 0, 0xff]), 'n\0é😀', POINT],
    ]),
  );
  const block = ColumnBlock.parse(
    encodeBlock(
      [{ name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 }],
      [[START * unit]],
    ),
  );
  const writer = await client.stmt2(database, {
    superTableInsert: true,
    columns: ['ts'],
    using: { superTable: 'bound', tags: tags.map(tag => tag.name) },
  });
  await writer.bind([
    {
      name: 'bound_1',
      block,
      from: 0,
      to: 1,
      columnIndexes: [0],
      tags: { block: tagBlock, row: 0 },
    },
  ]);
  await writer.close();
}

async function createCompositeKeys(
  client: TDengineClient,
  database: string,
  unit: bigint,
): Promise<void> {
  const name = quoteIdentifier(database);
  const ts = START * unit;
  await client.execute(
    `CREATE STABLE ${name}.comp_key (ts TIMESTAMP, k BIGINT COMPOSITE KEY, v DOUBLE) TAGS (site NCHAR(16))`,
  );
  await client.execute(
    `CREATE TABLE ${name}.cp1 USING ${name}.comp_key TAGS ('站点') ${name}.cp2 USING ${name}.comp_key TAGS (NULL)`,
  );
  await client.execute(
    `INSERT INTO ${name}.cp1 VALUES (${ts}, 1, 0.1) (${ts}, 2, 0.2) (${ts}, 9223372036854775807, NULL) (${
      ts + 1n
    }, -5, 0.3)`,
  );
  await client.execute(
    `CREATE TABLE ${name}.comp_text (ts TIMESTAMP, k VARCHAR(16) COMPOSITE KEY, v INT)`,
  );
  await client.execute(
    `INSERT INTO ${name}.comp_text VALUES (${ts}, 'a', 1) (${ts}, 'b', 2) (${ts}, '', 3)`,
  );
}

/**
 * Adds a super table with a BLOB column, which must never be written as a block.
 *
 * @internal
 */
export async function createBlobTable(
  client: TDengineClient,
  database: string,
  precision: Precision,
): Promise<void> {
  const name = quoteIdentifier(database);
  const ts = START * UNITS[precision];
  await client.execute(
    `CREATE STABLE ${name}.blobs (ts TIMESTAMP, v INT, b BLOB) TAGS (t INT)`,
  );
  await client.execute(
    `CREATE TABLE ${name}.bl1 USING ${name}.blobs TAGS (1) ${name}.bl2 USING ${name}.blobs TAGS (2)`,
  );
  await client.execute(
    `INSERT INTO ${name}.bl1 VALUES (${ts}, 1, '\\x00ff0a5c27') (${
      ts + 1n
    }, 2, NULL) (${
      ts + 2n
    }, NULL, '') ${name}.bl2 VALUES (${ts}, 3, '\\x${'ab'.repeat(5000)}')`,
  );
}
