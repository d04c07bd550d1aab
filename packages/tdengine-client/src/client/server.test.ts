import { startTestServer, type TestServer } from '../__testUtils__/testServer';
import { ColumnBlock, TDengineType, encodeBlock } from '../block';
import { TDengineClient } from './TDengineClient';

const FIELDS = [
  { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
  { name: 'v', type: TDengineType.INT, bytes: 4 },
];

const START = 1763683200000n;

describe('TDengineClient and a server', () => {
  let server: TestServer;
  let client: TDengineClient;
  let database: string;

  beforeAll(async () => {
    server = await startTestServer();
    client = server.client;
    database = await server.createDatabase('keep 3650');
    await client.execute(
      `create table ${database}.many (ts timestamp, v int, s varchar(8))`,
    );
    await client.execute(
      `create stable ${database}.st (ts timestamp, extra int, v int) tags (t int)`,
    );
    await client.execute(
      `create table ${database}.c1 using ${database}.st tags (1) ${database}.c2 using ${database}.st tags (2)`,
    );
  }, 60_000);

  afterAll(async () => {
    await server.close();
  }, 60_000);

  const rowsOf = async (sql: string) =>
    (await client.query(sql, { database })).rows;

  function blockOf(...values: Array<[at: number | bigint, v: number]>) {
    return encodeBlock(
      FIELDS,
      values.map(([at, v]) => [
        typeof at === 'bigint' ? at : START + BigInt(at),
        v,
      ]),
    );
  }

  it('says what it is', async () => {
    const info = await client.assertSupported();
    expect(info.version).toMatch(/^3\./);
    expect(info.edition).toMatch(/\w/);
    await client.ping();
  });

  it('refuses a wrong password, over REST and WebSocket', async () => {
    const other = TDengineClient.create({
      ...server.options,
      password: 'wrong-secret',
    });
    const refused = {
      name: 'TDengineError',
      code: 855,
      message: expect.not.stringContaining('wrong-secret'),
    };
    await expect(other.ping()).rejects.toMatchObject(refused);
    await expect(other.query('select 1')).rejects.toMatchObject(refused);
    await other.close();
  });

  it('refuses what is not there', async () => {
    await expect(
      client.query('select 1', { database: 'nosuch' }),
    ).rejects.toMatchObject({ code: 904 });
    await expect(rowsOf('select * from nosuch')).rejects.toMatchObject({
      code: 9731,
      sql: 'select * from nosuch',
    });
    await expect(client.execute('selec 1')).rejects.toMatchObject({
      code: 9728,
    });
  });

  it('uses the database that the options name', async () => {
    await expect(
      client.execute(`insert into c1 values (${START + 500n}, 1, 1)`, {
        database,
      }),
    ).resolves.toEqual({ affectedRows: 1 });
    expect(await rowsOf(`select v from c1 where ts = ${START + 500n}`)).toEqual(
      [[1]],
    );
    await client.execute('delete from c1', { database });
  });

  it('reads many blocks, whole, in part and after a break', async () => {
    const writer = await client.writer(database);
    const count = 20_000;
    for (let from = 0; from < count; from += 4_000) {
      await writer.writeBlock(
        'many',
        blockOf(
          ...Array.from({ length: 4_000 }, (_, index): [number, number] => [
            from + index,
            from + index,
          ]),
        ),
        FIELDS,
      );
    }
    await writer.close();
    expect(await rowsOf('select count(*), sum(v) from many')).toEqual([
      [20_000n, 199_990_000n],
    ]);
    const partial = await client.scan('select ts, v, s from many', {
      database,
    });
    for await (const block of partial.blocks) {
      expect(block.columns[2].isNull(0)).toBe(true);
      break;
    }
    const { blocks } = await client.scan('select v from many order by ts', {
      database,
    });
    let sum = 0;
    let seen = 0;
    let blockCount = 0;
    for await (const { rows, columns } of blocks) {
      blockCount += 1;
      for (let row = 0; row < rows; row++) {
        sum += Number(columns[0].value(row));
      }
      seen += rows;
    }
    expect({ seen, sum }).toEqual({ seen: 20_000, sum: 199_990_000 });
    expect(blockCount).toBeGreaterThan(1);
  }, 60_000);

  it('reads an empty result', async () => {
    expect(await rowsOf('select * from many where v < 0')).toEqual([]);
  });

  it('writes blocks by name: other columns, other order', async () => {
    const writer = await client.writer(database);
    const block = ColumnBlock.parse(blockOf([1, 10], [2, 20]));
    await writer.writeBlock('c1', block.slice(0, 2, [1, 0]), [
      FIELDS[1],
      FIELDS[0],
    ]);
    expect(await rowsOf('select ts, extra, v from c1 order by ts')).toEqual([
      [START + 1n, undefined, 10],
      [START + 2n, undefined, 20],
    ]);
    await expect(
      writer.writeBlock('c1', block, [FIELDS[0], { ...FIELDS[1], name: 'x' }]),
    ).rejects.toThrow("Table 'c1' has no column 'x'");
    await expect(
      writer.writeBlock('nosuch', block, FIELDS),
    ).rejects.toMatchObject({ code: 9731 });
    await writer.close();
    await client.execute('delete from c1', { database });
  });

  it('writes none of a block with a timestamp outside KEEP', async () => {
    const writer = await client.writer(database);
    await expect(
      writer.writeBlock('c1', blockOf([1, 1], [1_000n, 2]), FIELDS),
    ).rejects.toMatchObject({ code: 0x060b });
    expect(await rowsOf('select v from c1')).toEqual([]);
    await writer.writeBlock('c1', blockOf([1, 1]), FIELDS);
    expect(await rowsOf('select v from c1')).toEqual([[1]]);
    await writer.close();
    await client.execute('delete from c1', { database });
  });

  it('binds named columns of several tables, and goes on after an error', async () => {
    const writer = await client.stmt2(database, {
      superTableInsert: true,
      columns: ['ts', 'v'],
    });
    const block = ColumnBlock.parse(blockOf([3, 3], [1, 1], [2, 2]));
    const columnIndexes = [0, 1];
    expect(
      await writer.bind([
        { name: 'c1', block, from: 0, to: 2, columnIndexes },
        { name: 'c2', block, from: 2, to: 3, columnIndexes },
      ]),
    ).toBe(3);
    await expect(
      writer.bind([{ name: 'nosuch', block, from: 0, to: 1, columnIndexes }]),
    ).rejects.toMatchObject({ code: 9731 });
    expect(
      await writer.bind([{ name: 'c2', block, from: 0, to: 1, columnIndexes }]),
    ).toBe(1);
    await writer.close();
    expect(
      await rowsOf('select tbname, ts, extra, v from st order by tbname, ts'),
    ).toEqual([
      ['c1', START + 1n, undefined, 1],
      ['c1', START + 3n, undefined, 3],
      ['c2', START + 2n, undefined, 2],
      ['c2', START + 3n, undefined, 3],
    ]);
  });
});
