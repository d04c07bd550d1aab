import { FakeAdapter, type FakeRequest } from '../__testUtils__/FakeAdapter';
import {
  TDengineType,
  encodeBlock,
  type ColumnSchema,
  type Value,
} from '../block';
import type { BlockWriter } from './BlockWriter';
import { TDengineClient } from './TDengineClient';

const WRITE = 'write_raw_block_with_fields';

const DESCRIBE_FIELDS: ColumnSchema[] = [
  { name: 'field', type: TDengineType.VARCHAR, bytes: 327 },
  { name: 'type', type: TDengineType.VARCHAR, bytes: 22 },
  { name: 'length', type: TDengineType.INT, bytes: 4 },
  { name: 'note', type: TDengineType.VARCHAR, bytes: 18 },
];

const ts: ColumnSchema = { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 };
const v: ColumnSchema = { name: 'v', type: TDengineType.INT, bytes: 4 };
const s: ColumnSchema = { name: 's', type: TDengineType.VARCHAR, bytes: 10 };
const blob: ColumnSchema = { name: 'b', type: TDengineType.BLOB, bytes: 5 };

const USUAL_TABLE: Value[][] = [
  ['ts', 'TIMESTAMP', 8, ''],
  ['v', 'INT', 4, 'COMPOSITE KEY'],
  ['s', 'VARCHAR', 16, ''],
  ['d', 'DECIMAL(10, 2)', 8, ''],
  ['t', 'INT', 4, 'TAG'],
];

describe('BlockWriter', () => {
  let adapter: FakeAdapter;
  let client: TDengineClient;

  afterEach(async () => {
    await client.close();
    await adapter.close();
  });

  async function open(
    table: Value[][] = USUAL_TABLE,
    answer?: (request: FakeRequest) => boolean,
    signal?: AbortSignal,
  ): Promise<BlockWriter> {
    adapter = await FakeAdapter.start({
      fields: DESCRIBE_FIELDS.map(field => ({
        ...field,
        // What the server states in JSON is the length without its prefix.
        bytes: field.bytes - (field.type === TDengineType.VARCHAR ? 2 : 0),
      })),
      blocks: [encodeBlock(DESCRIBE_FIELDS, table)],
      answer,
    });
    client = TDengineClient.create({ url: adapter.url, maxConnections: 1 });
    return client.writer('db1', { signal });
  }

  const count = (action: string) =>
    adapter.actions.filter(a => a === action).length;

  it('writes a block, and gives the connection back', async () => {
    const writer = await open();
    const fields = [s, ts];
    await writer.writeBlock('t1', encodeBlock(fields, [['a', 1n]]), fields);
    await writer.writeBlock('t1', encodeBlock(fields, [['b', 2n]]), fields);
    await writer.close();
    expect(adapter.actions).toEqual([
      'conn',
      'binary_query',
      'fetch_raw_block',
      'fetch_raw_block',
      WRITE,
      WRITE,
    ]);
    await (await client.writer('db1')).close();
    expect(count('conn')).toBe(1);
  });

  it('looks up the columns of a super table once for all children', async () => {
    const sql: unknown[] = [];
    const writer = await open(USUAL_TABLE, ({ args }) => {
      sql.push(...(args.sql ? [args.sql] : []));
      return false;
    });
    for (const table of ['t1', 't2', 't3']) {
      await writer.writeBlock(table, encodeBlock([ts], [[1n]]), [ts], {
        superTable: 's`t',
      });
    }
    expect(sql).toEqual(['DESCRIBE `s``t`']);
    expect(count(WRITE)).toBe(3);
  });

  it('looks the columns up again after the server refused', async () => {
    const writer = await open(USUAL_TABLE, ({ action, reply }) => {
      if (action === WRITE && count(WRITE) === 1) {
        reply({ code: 0x060b, message: 'Timestamp data out of range' });
        return true;
      }
      return false;
    });
    const block = encodeBlock([ts], [[1n]]);
    await expect(writer.writeBlock('t1', block, [ts])).rejects.toMatchObject({
      code: 0x060b,
      message:
        "TDengine refused a block of 1 rows for table 't1': Timestamp data out of range (0x060b)",
    });
    await writer.writeBlock('t1', block, [ts]);
    expect(count('binary_query')).toBe(2);
  });

  it('sends nothing for a block without rows', async () => {
    const writer = await open();
    await writer.writeBlock('t1', encodeBlock([ts], []), [ts]);
    expect(adapter.actions).toEqual(['conn']);
  });

  it.each<[string, ColumnSchema[], Value[], ColumnSchema[], RegExp]>([
    ['a BLOB', [ts, blob], [1n, Uint8Array.of(1)], [ts, blob], /'b' is BLOB/],
    ['a NULL BLOB', [ts, blob], [1n, undefined], [ts, blob], /'b' is BLOB/],
    ['a missing name', [ts, v], [1n, 1], [ts], /2 columns, 1 are named/],
    [
      'another type',
      [ts, v],
      [1n, 1],
      [ts, { ...s, name: 'v' }],
      /is INT, not/,
    ],
    ['a name twice', [ts, ts], [1n, 1n], [ts, ts], /each name once/],
    ['a NUL', [ts], [1n], [{ ...ts, name: 'a\0b' }], /cannot name a column/],
    [
      'a long name',
      [ts],
      [1n],
      [{ ...ts, name: '列'.repeat(22) }],
      /1 to 64 bytes/,
    ],
    [
      'an unknown column',
      [ts, v],
      [1n, 1],
      [ts, { ...v, name: 'x' }],
      /no column 'x'/,
    ],
    ['a tag', [ts, v], [1n, 1], [ts, { ...v, name: 't' }], /no column 't'/],
    [
      'a wider column',
      [ts, { ...s, bytes: 19 }],
      [1n, 'a'],
      [ts, { ...s, bytes: 19 }],
      /is VARCHAR of 18 bytes, the block has VARCHAR of 19 bytes/,
    ],
    [
      'another decimal',
      [ts, { name: 'd', type: 21, bytes: 8, precision: 10, scale: 3 }],
      [1n, '1.5'],
      [ts, { name: 'd', type: 21, bytes: 8, precision: 10, scale: 3 }],
      /is DECIMAL\(10, 2\), the block has DECIMAL\(10, 3\)/,
    ],
  ])('does not send %s', async (_, columns, row, fields, message) => {
    const writer = await open();
    const block = encodeBlock(columns, [row]);
    await expect(writer.writeBlock('t1', block, fields)).rejects.toThrow(
      message,
    );
    expect(count(WRITE)).toBe(0);
  });

  it('does not send a damaged block', async () => {
    const writer = await open();
    const block = encodeBlock([ts, s], [[1n, 'text']]);
    block[block.length - 7] = 200;
    await expect(writer.writeBlock('t1', block, [ts, s])).rejects.toThrow(
      /Damaged block: row 0 of column 2/,
    );
    expect(adapter.actions).toEqual(['conn']);
  });

  it('does not send a value longer than its column', async () => {
    const writer = await open();
    const block = encodeBlock([ts, s], [[1n, 'text']]);
    new DataView(block.buffer).setInt32(28 + 6, 5, true);
    await expect(writer.writeBlock('t1', block, [ts, s])).rejects.toThrow(
      "Row 0 of column 's' is longer than the column's 5 bytes",
    );
  });

  it('does not send to a table with a BLOB column', async () => {
    const writer = await open([...USUAL_TABLE, ['b', 'BLOB', 5, '']]);
    await expect(
      writer.writeBlock('t1', encodeBlock([ts], [[1n]]), [ts]),
    ).rejects.toThrow("Table 't1' has the BLOB column 'b'");
    expect(count(WRITE)).toBe(0);
  });

  it.each(['', 'a\0b', 'db.t1', 'n'.repeat(193)])(
    'refuses %p as the name of a table',
    async table => {
      const writer = await open();
      await expect(
        writer.writeBlock(table, encodeBlock([ts], [[1n]]), [ts]),
      ).rejects.toThrow(RangeError);
    },
  );

  it('gives its connection back when aborted, even if nobody closes it', async () => {
    const controller = new AbortController();
    await open(USUAL_TABLE, undefined, controller.signal);
    controller.abort();
    const next = await client.writer('db1');
    await next.writeBlock('t1', encodeBlock([ts], [[1n]]), [ts]);
    expect(count(WRITE)).toBe(1);
  });

  it('ends when aborted', async () => {
    const writer = await open(USUAL_TABLE, ({ action }) => action === WRITE);
    const controller = new AbortController();
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 50);
    const block = encodeBlock([ts], [[1n]]);
    const { signal } = controller;
    await expect(writer.writeBlock('t1', block, [ts], { signal })).rejects.toBe(
      reason,
    );
    await expect(writer.writeBlock('t1', block, [ts], { signal })).rejects.toBe(
      reason,
    );
    await writer.close();
  });
});
