import { setImmediate as tick } from 'node:timers/promises';
import {
  FAKE_FIELDS,
  FakeAdapter,
  fakeBlocks,
  type FakeAdapterOptions,
} from '../__testUtils__/FakeAdapter';
import { TDengineType, encodeBlock } from '../block';
import { TDengineConnectionError, TDengineProtocolError } from '../errors';
import { TDengineClient } from './TDengineClient';

describe('TDengineClient.scan', () => {
  let adapter: FakeAdapter;
  let client: TDengineClient;

  afterEach(async () => {
    await client.close();
    await adapter.close();
  });

  async function start(options: FakeAdapterOptions) {
    adapter = await FakeAdapter.start(options);
    client = TDengineClient.create({ url: adapter.url, maxConnections: 1 });
  }

  const count = (action: string) =>
    adapter.actions.filter(a => a === action).length;

  async function numbers(blocks: AsyncIterable<{ columns: readonly any[] }>) {
    const values: unknown[] = [];
    for await (const { columns } of blocks) {
      values.push(columns[1].value(0));
    }
    return values;
  }

  it('gives all blocks in order and the connection back', async () => {
    await start({ blocks: fakeBlocks(20) });
    const scan = await client.scan('select …');
    expect(scan.precision).toBe('ms');
    expect(scan.fields.map(({ name }) => name)).toEqual(['ts', 'v']);
    expect(await numbers(scan.blocks)).toEqual([...Array(20).keys()]);
    expect(count('free_result')).toBe(0);
    await numbers((await client.scan('select …')).blocks);
    expect(count('conn')).toBe(1);
  });

  it('has never more than one fetch on its way', async () => {
    let onTheirWay = 0;
    let most = 0;
    const blocks = fakeBlocks(30);
    await start({
      answer: ({ action, replyBlock }) => {
        if (action !== 'fetch_raw_block') {
          return false;
        }
        onTheirWay += 1;
        most = Math.max(most, onTheirWay);
        setTimeout(() => {
          onTheirWay -= 1;
          replyBlock({ block: blocks.shift() });
        }, 1);
        return true;
      },
    });
    const scan = await client.scan('select …', { readAhead: 5 });
    expect(await numbers(scan.blocks)).toHaveLength(30);
    expect(most).toBe(1);
  });

  it.each([0, 1, 4])(
    'reads %d blocks ahead of a slow consumer and not more',
    async readAhead => {
      await start({ blocks: fakeBlocks(20) });
      const scan = await client.scan('select …', { readAhead });
      const iterator = scan.blocks[Symbol.asyncIterator]();
      expect(count('fetch_raw_block')).toBe(0);
      for (let consumed = 1; consumed <= 5; consumed++) {
        await iterator.next();
        for (let turn = 0; turn < 50; turn++) {
          await tick();
        }
        expect(count('fetch_raw_block')).toBe(consumed + readAhead);
      }
      await iterator.return?.();
    },
  );

  it('frees the result when left early, and the connection serves on', async () => {
    await start({ blocks: fakeBlocks(20) });
    const scan = await client.scan('select …');
    for await (const block of scan.blocks) {
      expect(block.rows).toBe(1);
      break;
    }
    const unread = await client.scan('select …');
    await unread.close();
    await unread.close();
    expect(await numbers((await client.scan('select …')).blocks)).toHaveLength(
      20,
    );
    expect(count('free_result')).toBe(2);
    expect(count('conn')).toBe(1);
  });

  it('throws when the connection drops in the middle, and does not start again', async () => {
    await start({
      blocks: fakeBlocks(20),
      answer: ({ action, socket }) => {
        if (action === 'fetch_raw_block' && count(action) === 7) {
          socket.terminate();
          return true;
        }
        return false;
      },
    });
    const seen: number[] = [];
    const reading = async () => {
      const scan = await client.scan('select …');
      for await (const block of scan.blocks) {
        seen.push(block.rows);
      }
    };
    await expect(reading()).rejects.toThrow(TDengineConnectionError);
    expect(seen.length).toBeLessThan(7);
    expect(count('binary_query')).toBe(1);
  });

  it('throws an error that comes with the finished flag', async () => {
    await start({
      blocks: fakeBlocks(20),
      answer: ({ action, replyBlock }) => {
        if (action === 'fetch_raw_block' && count(action) === 3) {
          replyBlock({ code: 0x0706, message: 'Query canceled' });
          return true;
        }
        return false;
      },
    });
    const scan = await client.scan('select …');
    await expect(numbers(scan.blocks)).rejects.toMatchObject({
      code: 0x0706,
      sql: 'select …',
    });
  });

  it('throws when a fetch is not answered in time', async () => {
    adapter = await FakeAdapter.start({
      answer: ({ action }) => action === 'fetch_raw_block',
    });
    client = TDengineClient.create({ url: adapter.url, idleTimeoutMs: 50 });
    const scan = await client.scan('select …');
    await expect(numbers(scan.blocks)).rejects.toThrow(
      'No answer to the fetch of a block in 50 ms',
    );
  });

  it('throws the reason of its signal, while waiting and between blocks', async () => {
    await start({
      blocks: fakeBlocks(20),
      answer: ({ action }) =>
        action === 'fetch_raw_block' && count(action) === 5,
    });
    const reason = new Error('enough');
    const waiting = new AbortController();
    const first = await client.scan('select …', { signal: waiting.signal });
    setTimeout(() => waiting.abort(reason), 50);
    await expect(numbers(first.blocks)).rejects.toBe(reason);
    const between = new AbortController();
    const second = await client.scan('select …', { signal: between.signal });
    const reading = async () => {
      for await (const block of second.blocks) {
        between.abort(reason);
        expect(block.rows).toBe(1);
      }
    };
    await expect(reading()).rejects.toBe(reason);
  });

  it('gives the connection back when aborted before anything is read', async () => {
    await start({ blocks: fakeBlocks(1) });
    const controller = new AbortController();
    await client.scan('select …', { signal: controller.signal });
    controller.abort();
    expect(await numbers((await client.scan('select …')).blocks)).toEqual([0]);
  });

  it('passes over blocks without rows, but not for ever', async () => {
    const [block] = fakeBlocks(1);
    const empty = encodeBlock(FAKE_FIELDS, []);
    const some = Array(900).fill(empty);
    await start({ blocks: [...some, block, ...some, block] });
    const { rows } = await client.query('select …');
    expect(rows).toHaveLength(2);
    await client.close();
    await adapter.close();
    await start({
      answer: ({ action, replyBlock }) => {
        if (action !== 'fetch_raw_block') {
          return false;
        }
        replyBlock({ block: empty });
        return true;
      },
    });
    await expect(client.query('select …')).rejects.toThrow(
      'more than 1000 blocks without a row',
    );
    expect(count('fetch_raw_block')).toBeLessThan(1_010);
  });

  it('refuses a damaged block', async () => {
    const [block] = fakeBlocks(1);
    block[8] = 9;
    await start({ blocks: [block] });
    const scan = await client.scan('select …');
    await expect(numbers(scan.blocks)).rejects.toThrow(TDengineProtocolError);
  });

  it('refuses a block that is not of this result', async () => {
    await start({
      blocks: [
        encodeBlock(
          [
            { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
            { name: 'v', type: TDengineType.BIGINT, bytes: 8 },
          ],
          [[1n, 1n]],
        ),
      ],
    });
    const scan = await client.scan('select …');
    await expect(numbers(scan.blocks)).rejects.toThrow(
      'a block of 2 columns, BIGINT at 2, for a result of 2, INT there',
    );
  });

  it('can be read once', async () => {
    await start({ blocks: fakeBlocks(1) });
    const scan = await client.scan('select …');
    await numbers(scan.blocks);
    await expect(numbers(scan.blocks)).rejects.toThrow('can be read once');
  });
});
