import { startTestServer, type TestServer } from '../__testUtils__/testServer';
import { quoteIdentifier } from '../sql';

/** Columns of all types but BLOB and JSON, which have paths of their own. */
const COLUMNS = `ts timestamp, c_bool bool, c_ti tinyint, c_si smallint,
  c_i int, c_bi bigint, c_uti tinyint unsigned, c_usi smallint unsigned,
  c_ui int unsigned, c_ubi bigint unsigned, c_f float, c_d double,
  c_bin varchar(64), c_nch nchar(64), c_vb varbinary(64), c_geo geometry(128),
  c_ts timestamp, c_dec64 decimal(10, 3), c_dec128 decimal(38, 10)`;

const ROWS = String.raw`
  (1763683200000000001, true, 127, 32767, 2147483647, 9223372036854775807,
   255, 65535, 4294967295, 18446744073709551615, 3.4028234e38,
   1.7976931348623157e308, 'it\'s \\ "so"\n', '文字😀', '\x0102ff00',
   'POINT(100 100)', 1763683200001, '1234567.891',
   '9999999999999999999999999999.0123456789')
  (1763683200000000002, false, -127, -32767, -2147483647,
   -9223372036854775807, 0, 0, 0, 0, -1.1754944e-38, 2.2250738585072014e-308,
   '', '', '', 'LINESTRING(1 1, 2 2)', -1, '-0.001', '-0.0000000001')
  (1763683200000000003, null, null, null, null, null, null, null, null, null,
   null, null, null, null, null, null, null, null, null)`;

const VALUES = [
  [
    1763683200000000001n,
    true,
    127,
    32767,
    2147483647,
    9223372036854775807n,
    255,
    65535,
    4294967295,
    18446744073709551615n,
    Math.fround(3.4028234e38),
    1.7976931348623157e308,
    `it's \\ "so"\n`,
    '文字😀',
    Buffer.of(1, 2, 255, 0),
    Buffer.from('010100000000000000000059400000000000005940', 'hex'),
    1763683200001n,
    '1234567.891',
    '9999999999999999999999999999.0123456789',
  ],
  [
    1763683200000000002n,
    false,
    -127,
    -32767,
    -2147483647,
    -9223372036854775807n,
    0,
    0,
    0,
    0n,
    Math.fround(-1.1754944e-38),
    2.2250738585072014e-308,
    '',
    '',
    Buffer.of(),
    Buffer.from(
      '010200000002000000000000000000f03f000000000000f03f00000000000000400000000000000040',
      'hex',
    ),
    -1n,
    '-0.001',
    '-0.0000000001',
  ],
  [1763683200000000003n, ...Array(18).fill(undefined)],
];

/** Names that SQL, binary messages and file systems each have their own idea of. */
const NAMES = [
  'tb1',
  'Tb1',
  'sp ace',
  'x`y',
  '`lead',
  "'q'",
  '表一😀',
  'a/b"c',
];

describe('data on its way through TDengine', () => {
  let server: TestServer;
  let source: string;
  let target: string;

  const create = (what: string) => server.client.execute(`create ${what}`);
  const insert = (what: string) => server.client.execute(`insert into ${what}`);

  beforeAll(async () => {
    server = await startTestServer();
    source = await server.createDatabase("precision 'ns' keep 36500");
    target = await server.createDatabase("precision 'ns' keep 36500");
    for (const database of [source, target]) {
      await create(`stable ${database}.st (${COLUMNS}) tags (t int)`);
      for (const name of NAMES) {
        await create(
          `table ${database}.${quoteIdentifier(
            name,
          )} using ${database}.st tags (1)`,
        );
      }
      await create(`table ${database}.nt (${COLUMNS})`);
      await create(
        `stable ${database}.ck (ts timestamp, k varchar(16) primary key, v int) tags (t int)`,
      );
      await create(`table ${database}.ck1 using ${database}.ck tags (1)`);
    }
    for (const name of [...NAMES, 'nt']) {
      await insert(`${source}.${quoteIdentifier(name)} values ${ROWS}`);
    }
    await insert(
      `${source}.ck1 values (1763683200000000000, 'a', 1) (1763683200000000000, 'b', 2) (1763683200000000001, 'a', null)`,
    );
  }, 60_000);

  afterAll(async () => {
    await server.close();
  }, 60_000);

  async function rowsOf(database: string, table: string) {
    const isChildren = table !== 'nt';
    const { rows } = await server.client.query(
      `select ${
        isChildren ? 'tbname, ' : ''
      }* from ${database}.${table} order by ts${isChildren ? ', tbname' : ''}`,
    );
    return rows;
  }

  async function empty(table: string) {
    await server.client.execute(`delete from ${target}.${table}`);
    expect(await rowsOf(target, table)).toEqual([]);
  }

  async function scan(table: string) {
    const { rows } = await server.client.query(`describe ${source}.${table}`);
    const columns = rows
      .filter(([, , , note]) => note !== 'TAG')
      .map(([name]) => quoteIdentifier(String(name)));
    const name = table === 'nt' ? `'nt'` : 'tbname';
    return server.client.scan(
      `select ${name}, ${columns.join(', ')} from ${source}.${table}`,
    );
  }

  it('reads every value of every type exactly', async () => {
    const { rows, precision } = await server.client.query(
      `select * from ${source}.nt order by ts`,
    );
    expect(precision).toBe('ns');
    expect(rows).toEqual(VALUES);
  });

  it.each(['st', 'nt', 'ck'])('writes the blocks of %s back', async table => {
    await empty(table);
    const { blocks, fields } = await scan(table);
    const columnIndexes = fields.map((_, index) => index).slice(1);
    const writer = await server.client.writer(target);
    for await (const block of blocks) {
      for (const { key, from, to } of block.runs(0)) {
        await writer.writeBlock(
          key,
          block.slice(from, to, columnIndexes),
          fields.slice(1),
          { superTable: table },
        );
      }
    }
    await writer.close();
    expect(await rowsOf(target, table)).toEqual(await rowsOf(source, table));
  });

  it.each(['st', 'nt', 'ck'])('binds the rows of %s', async table => {
    await empty(table);
    const { blocks, fields } = await scan(table);
    const columnIndexes = fields.map((_, index) => index).slice(1);
    const writer = await server.client.stmt2(target, {
      superTableInsert: table !== 'nt',
    });
    let written = 0;
    for await (const block of blocks) {
      const tables = block.runs(0).map(({ key, from, to }) => ({
        name: key,
        block,
        from,
        to,
        columnIndexes,
      }));
      // A table may come in several runs of a block, and is bound once at a time.
      for (const bound of groupsOfOnce(tables)) {
        written += await writer.bind(bound);
      }
    }
    await writer.close();
    const expected = await rowsOf(source, table);
    expect(written).toBe(expected.length);
    expect(await rowsOf(target, table)).toEqual(expected);
  });

  it('binds BLOBs', async () => {
    for (const database of [source, target]) {
      await create(
        `stable ${database}.bl (ts timestamp, b blob, d decimal(10, 2)) tags (t int)`,
      );
      await create(`table ${database}.bl1 using ${database}.bl tags (1)`);
    }
    await insert(
      String.raw`${source}.bl1 values (1, 'abc', 1.5) (2, null, null) (3, '\x00ff00', -2.25)`,
    );
    const { blocks } = await scan('bl');
    const writer = await server.client.stmt2(target, {
      superTableInsert: true,
    });
    for await (const block of blocks) {
      const columnIndexes = [1, 2, 3];
      await writer.bind([
        { name: 'bl1', block, from: 0, to: block.rows, columnIndexes },
      ]);
    }
    await writer.close();
    const { rows } = await server.client.query(
      `select ts, b, d from ${target}.bl1 order by ts`,
    );
    expect(rows).toEqual([
      [1n, Buffer.from('abc'), '1.50'],
      [2n, undefined, undefined],
      [3n, Buffer.of(0, 255, 0), '-2.25'],
    ]);
  });
});

function groupsOfOnce<T extends { name: string }>(items: T[]): T[][] {
  const groups: Array<Map<string, T>> = [];
  for (const item of items) {
    const free = groups.find(group => !group.has(item.name));
    if (free) {
      free.set(item.name, item);
    } else {
      groups.push(new Map([[item.name, item]]));
    }
  }
  return groups.map(group => [...group.values()]);
}
