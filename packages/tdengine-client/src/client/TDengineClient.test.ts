import {
  FakeAdapter,
  fakeBlocks,
  type FakeAdapterOptions,
} from '../__testUtils__/FakeAdapter';
import {
  TDengineConnectionError,
  TDengineTimeoutError,
  TDengineUnsupportedVersionError,
} from '../errors';
import type { TDengineConnectionOptions } from '../connection';
import { TDengineClient } from './TDengineClient';

const versionBody = (version: string) =>
  JSON.stringify({
    code: 0,
    column_meta: [['server_version()', 'VARCHAR', 13]],
    data: [[version]],
    rows: 1,
  });

describe('TDengineClient', () => {
  let adapter: FakeAdapter;
  let client: TDengineClient;

  afterEach(async () => {
    await client.close();
    await adapter.close();
  });

  async function start(
    fake: FakeAdapterOptions,
    options?: Partial<TDengineConnectionOptions>,
  ) {
    adapter = await FakeAdapter.start(fake);
    client = TDengineClient.create({
      url: adapter.url,
      user: 'root',
      password: 'sesame',
      ...options,
    });
  }

  describe('connection test', () => {
    it('asks for the version over REST', async () => {
      await start({});
      await expect(client.ping()).resolves.toBeUndefined();
      expect(adapter.urls).toEqual(['/rest/sql']);
    });

    it('says that the server is too old', async () => {
      await start({ rest: { status: 200, body: versionBody('3.3.2.9') } });
      await expect(client.assertSupported()).rejects.toThrow(
        new TDengineUnsupportedVersionError(
          'TDengine 3.3.2.9 is not supported, 3.3.3.0 or later is needed; upgrade the server',
        ),
      );
    });

    it('gives up a server that does not answer', async () => {
      await start({ rest: 'silent' }, { connectTimeoutMs: 50 });
      await expect(client.ping()).rejects.toThrow(
        new TDengineTimeoutError('The connection test took longer than 50 ms'),
      );
    });

    it('ends when aborted', async () => {
      await start({ rest: 'silent' });
      const controller = new AbortController();
      const reason = new Error('enough');
      setTimeout(() => controller.abort(reason), 20);
      await expect(client.ping({ signal: controller.signal })).rejects.toBe(
        reason,
      );
    });

    it('says that the credentials are wrong', async () => {
      await start({
        rest: {
          status: 200,
          body: '{"code":855,"desc":"Authentication failure"}',
        },
      });
      await expect(client.ping()).rejects.toMatchObject({
        code: 855,
        message: 'TDengine refused the connection test: Authentication failure',
      });
    });

    it.each<[FakeAdapterOptions['rest'], RegExp]>([
      [{ status: 401, body: '' }, /Authentication failed/],
      [{ status: 404, body: '' }, /interface not exists/],
      [{ status: 200, body: 'not json' }, /is no answer of a taosAdapter/],
    ])('says what is wrong with %j', async (rest, message) => {
      await start({ rest });
      await expect(client.ping()).rejects.toThrow(message);
    });

    it('does not repeat the token of a server that is gone', async () => {
      await start({}, { token: 'tok-secret' });
      await adapter.close();
      const error = await client.ping().catch(e => e);
      expect(error).toBeInstanceOf(TDengineConnectionError);
      expect(error.message).toMatch(/ECONNREFUSED/);
      expect(`${error.stack} ${error.cause}`).not.toContain('tok-secret');
    });

    it('sends the token', async () => {
      await start({}, { token: 'a&b' });
      await client.ping();
      expect(adapter.urls).toEqual(['/rest/sql?token=a%26b']);
    });
  });

  describe('query', () => {
    it('decodes all rows', async () => {
      await start({ blocks: fakeBlocks(3) });
      const { columns, precision, rows } = await client.query('select …');
      expect(columns.map(({ name }) => name)).toEqual(['ts', 'v']);
      expect(precision).toBe('ms');
      expect(rows).toEqual([
        [0n, 0],
        [1n, 1],
        [2n, 2],
      ]);
    });

    it('runs again while the server is not ready', async () => {
      let refused = 0;
      await start({
        blocks: fakeBlocks(1),
        answer: ({ action, reply, replyBlock }) => {
          if (action === 'binary_query' && refused === 0) {
            refused += 1;
            reply({ code: 0x0914, message: 'Sync leader is restoring' });
            return true;
          }
          if (action === 'fetch_raw_block' && refused === 1) {
            refused += 1;
            replyBlock({ code: 0x090c, message: 'Sync leader is unreachable' });
            return true;
          }
          return false;
        },
      });
      await expect(client.query('select …')).resolves.toMatchObject({
        rows: [[0n, 0]],
      });
      expect(refused).toBe(2);
    });

    it('does not run again after a real error', async () => {
      await start({
        answer: ({ action, reply }) => {
          if (action === 'binary_query') {
            reply({ code: 0x2600, message: 'syntax error near "x"' });
          }
          return action === 'binary_query';
        },
      });
      await expect(client.query('x')).rejects.toMatchObject({
        code: 0x2600,
        sql: 'x',
      });
      expect(adapter.actions).toEqual(['conn', 'binary_query']);
    });

    it('ends after the total time, retries included', async () => {
      await start(
        {
          answer: ({ action, reply }) => {
            if (action === 'binary_query') {
              reply({ code: 0x0914, message: 'Sync leader is restoring' });
            }
            return action === 'binary_query';
          },
        },
        { totalTimeoutMs: 100, attempts: 100 },
      );
      await expect(client.query('select …')).rejects.toThrow(
        new TDengineTimeoutError('The query took longer than 100 ms'),
      );
    });
  });

  describe('execute', () => {
    it('runs a statement once, whatever happens', async () => {
      await start({
        answer: ({ action, reply }) => {
          if (action === 'binary_query') {
            reply({ code: 0x0914, message: 'Sync leader is restoring' });
          }
          return action === 'binary_query';
        },
      });
      await expect(client.execute('insert …')).rejects.toMatchObject({
        code: 0x0914,
      });
      expect(
        adapter.actions.filter(action => action === 'binary_query'),
      ).toHaveLength(1);
    });

    it('refuses USE, which would change a shared connection', async () => {
      await start({});
      await expect(client.execute(' use db1')).rejects.toThrow(
        'name the database in the options',
      );
      expect(adapter.actions).toEqual([]);
    });

    it('connects to the database that the options name', async () => {
      const databases: unknown[] = [];
      await start(
        {
          answer: ({ action, args, reply }) => {
            if (action === 'conn') {
              databases.push(args.db);
            }
            if (action === 'binary_query') {
              reply({ id: 0, is_update: true, affected_rows: 7, precision: 0 });
            }
            return action === 'binary_query';
          },
        },
        { database: 'db1' },
      );
      await expect(client.execute('insert …')).resolves.toEqual({
        affectedRows: 7,
      });
      await client.execute('insert …', { database: 'db2' });
      expect(databases).toEqual(['db1', 'db2']);
    });
  });

  it('ends everything when closed, and when its signal fires', async () => {
    const controller = new AbortController();
    await start(
      { answer: ({ action }) => action === 'binary_query' },
      { signal: controller.signal, maxConnections: 1 },
    );
    const running = client.query('select …');
    const waiting = client.query('select …');
    setTimeout(() => controller.abort(), 20);
    await expect(running).rejects.toThrow('The client was closed');
    await expect(waiting).rejects.toThrow('The client was closed');
    await expect(client.query('select …')).rejects.toThrow(
      'The client was closed',
    );
  });
});
