import { FakeAdapter, type FakeRequest } from '../__testUtils__/FakeAdapter';
import { ColumnBlock, TDengineType, encodeBlock } from '../block';
import type { Stmt2Table } from '../protocol';
import type { Stmt2Options, Stmt2Writer } from './Stmt2Writer';
import { TDengineClient } from './TDengineClient';

const block = ColumnBlock.parse(
  encodeBlock(
    [
      { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
      { name: 'n', type: TDengineType.NCHAR, bytes: 42 },
      {
        name: 'd',
        type: TDengineType.DECIMAL64,
        bytes: 8,
        precision: 4,
        scale: 2,
      },
      { name: 'j', type: TDengineType.JSON, bytes: 16384 },
    ],
    [
      [1n, 'a', '1.00', '{}'],
      [2n, undefined, undefined, undefined],
      [3n, Uint8Array.of(0, 0xd8, 0, 0), '1.00', '{}'],
    ],
  ),
);

/** Rows with BLOBs: the third is as late as the second, the fourth earlier. */
const blobs = ColumnBlock.parse(
  encodeBlock(
    [
      { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
      { name: 'b', type: TDengineType.BLOB, bytes: 4194304 },
    ],
    [-1n, 2n ** 32n, 2n ** 32n, -5n].map(time => [time, Uint8Array.of(1)]),
  ),
);

function table(name: string, part?: Partial<Stmt2Table>): Stmt2Table {
  return { name, block, from: 0, to: 2, columnIndexes: [0, 1], ...part };
}

describe('Stmt2Writer', () => {
  let adapter: FakeAdapter;
  let client: TDengineClient;
  let prepared: unknown[];

  afterEach(async () => {
    await client.close();
    await adapter.close();
  });

  async function open(
    answer?: (request: FakeRequest) => boolean,
    options?: Partial<Stmt2Options>,
  ): Promise<Stmt2Writer> {
    prepared = [];
    adapter = await FakeAdapter.start({
      answer: request => {
        if (request.action === 'stmt2_prepare') {
          prepared.push(request.args.sql);
        }
        if (answer?.(request)) {
          return true;
        }
        if (request.action === 'stmt2_exec') {
          request.reply({ affected: 4, stmt_id: 1 });
          return true;
        }
        return false;
      },
    });
    client = TDengineClient.create({ url: adapter.url, maxConnections: 1 });
    return client.stmt2('db1', { superTableInsert: true, ...options });
  }

  it('prepares once, binds and executes', async () => {
    const writer = await open();
    expect(await writer.bind([table('t1'), table('t2')])).toBe(4);
    expect(await writer.bind([table('t3'), table('t4')])).toBe(4);
    await writer.close();
    expect(prepared).toEqual(['insert into ? values (?,?)']);
    expect(adapter.actions).toEqual([
      'conn',
      'stmt2_init',
      'stmt2_prepare',
      'stmt2_bind',
      'stmt2_exec',
      'stmt2_bind',
      'stmt2_exec',
      'stmt2_close',
    ]);
    await (await client.stmt2('db1', { superTableInsert: false })).close();
    expect(adapter.actions.filter(action => action === 'conn')).toHaveLength(1);
  });

  it('names columns where the caller does', async () => {
    const writer = await open(undefined, { columns: ['ts', 'a`b'] });
    await writer.bind([table('t1'), table('t2')]);
    expect(prepared).toEqual(['insert into ? (`ts`, `a``b`) values (?,?)']);
  });

  it('creates tables with the tags that they bring', async () => {
    const pair = ColumnBlock.parse(block.slice(0, 2, [0, 1]));
    const tags = { block: pair, row: 1 };
    const writer = await open(undefined, {
      using: { superTable: 's`t', tags: ['a', 'b'] },
      columns: ['ts', 'v'],
    });
    await writer.bind([table('t1', { tags }), table('t2', { tags })]);
    expect(prepared).toEqual([
      'insert into ? using `s``t` (`a`, `b`) tags (?,?) (`ts`, `v`) values (?,?)',
    ]);
    await expect(writer.bind([table('t1')])).rejects.toThrow(
      "Table 't1' binds 0 tags, not 2",
    );
    await expect(
      writer.bind([table('t1', { tags: { block: pair, row: 2 } })]),
    ).rejects.toThrow(/Row 2 with the tags of table 't1' is outside/);
  });

  it('sends nothing without rows', async () => {
    const writer = await open();
    expect(await writer.bind([table('t1', { to: 0 })])).toBe(0);
    expect(await writer.bind([])).toBe(0);
    expect(adapter.actions).toEqual(['conn']);
  });

  it('says so when fewer rows were written than bound', async () => {
    const writer = await open();
    await expect(writer.bind([table('t1')])).rejects.toThrow(
      'TDengine wrote 4 of 2 rows bound for 1 tables',
    );
  });

  it('trusts the code of a failed execution, and takes a new statement afterwards', async () => {
    let failed = false;
    const writer = await open(({ action, reply }) => {
      if (action === 'stmt2_exec' && !failed) {
        failed = true;
        reply({ code: 0x2603, message: 'success', stmt_id: 1 });
        return true;
      }
      return false;
    });
    await expect(writer.bind([table('t1'), table('t2')])).rejects.toMatchObject(
      {
        code: 0x2603,
        message: "TDengine refused 'stmt2_exec': table does not exist (0x2603)",
      },
    );
    expect(await writer.bind([table('t1'), table('t2')])).toBe(4);
    expect(prepared).toHaveLength(2);
    expect(adapter.actions).toContain('stmt2_close');
  });

  it.each<[string, Stmt2Table[], RegExp]>([
    ['a table twice', [table('t1'), table('t1')], /'t1' is bound twice/],
    [
      'rows outside',
      [table('t1', { to: 4 })],
      /Rows 0 to 4 .* block of 3 rows/,
    ],
    ['a column outside', [table('t1', { columnIndexes: [9] })], /is outside/],
    ['JSON', [table('t1', { columnIndexes: [0, 3] })], /is JSON and cannot/],
    [
      'rows with BLOBs that are not later than the one before',
      [table('t1', { block: blobs, to: 3 })],
      /Row 2 for table 't1' is not later/,
    ],
    [
      'rows with BLOBs that are earlier',
      [table('t1', { block: blobs, from: 2, to: 4 })],
      /Row 3 for table 't1' is not later/,
    ],
    [
      'columns of different number',
      [table('t1'), table('t2', { columnIndexes: [0] })],
      /binds 1 columns, not 2/,
    ],
    [
      'a table of another database',
      [table('db2.t1')],
      /'db2.t1' cannot be the name of a table/,
    ],
    [
      'a name that quoted is too long',
      [table('`'.repeat(150))],
      /too long a name, quoted/,
    ],
  ])('does not bind %s', async (_, tables, message) => {
    const writer = await open();
    await expect(writer.bind(tables)).rejects.toThrow(message);
    expect(adapter.actions).toEqual(['conn']);
  });

  it('binds rows with BLOBs in the order of their timestamps', async () => {
    const writer = await open();
    expect(
      await writer.bind(
        ['t1', 't2'].map(name => table(name, { block: blobs, to: 2 })),
      ),
    ).toBe(4);
  });

  it('does not bind NCHAR that is not valid Unicode', async () => {
    const writer = await open();
    await expect(
      writer.bind([table('t1', { from: 2, to: 3 })]),
    ).rejects.toThrow(/Row 2: a value of NCHAR is not valid Unicode/);
    expect(adapter.actions).not.toContain('stmt2_bind');
  });

  it('binds decimals only where their form is known', async () => {
    const decimals = table('t1', { columnIndexes: [0, 2] });
    const writer = await open(({ action, reply }) => {
      if (action === 'conn') {
        reply({ version: '3.4.1.0' });
      }
      return action === 'conn';
    });
    await expect(writer.bind([decimals])).rejects.toMatchObject({
      name: 'TDengineUnsupportedVersionError',
      message: expect.stringContaining(
        'TDengine 3.4.1.0; write blocks instead',
      ),
    });
  });

  it('ends when aborted', async () => {
    const controller = new AbortController();
    const writer = await open(({ action }) => action === 'stmt2_exec', {
      signal: controller.signal,
    });
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 50);
    await expect(writer.bind([table('t1')])).rejects.toBe(reason);
    await writer.close();
  });

  it('gives its connection back when aborted, even if nobody closes it', async () => {
    const controller = new AbortController();
    await open(undefined, { signal: controller.signal });
    controller.abort();
    const next = await client.stmt2('db1', { superTableInsert: true });
    expect(await next.bind([table('t1'), table('t2')])).toBe(4);
  });
});
