import type { Writable } from 'node:stream';
import { inspect } from 'node:util';
import {
  TDengineConnectionError,
  TDengineProtocolError,
  TDengineTimeoutError,
} from '../errors';
import { encodeFetchRawBlock } from '../protocol';
import {
  FakeAdapter,
  type FakeAdapterOptions,
} from '../__testUtils__/FakeAdapter';
import { Endpoint } from './Endpoint';
import { WebSocketConnection } from './WebSocketConnection';

describe('WebSocketConnection', () => {
  let adapter: FakeAdapter | undefined;

  afterEach(async () => {
    await adapter?.close();
    adapter = undefined;
  });

  async function open(
    options: FakeAdapterOptions,
    settings?: { idleTimeoutMs?: number; token?: string; signal?: AbortSignal },
  ) {
    adapter = await FakeAdapter.start(options);
    return WebSocketConnection.open(
      {
        endpoint: Endpoint.parse(adapter.url),
        user: 'root',
        password: 'sesame',
        connectTimeoutMs: 1_000,
        idleTimeoutMs: settings?.idleTimeoutMs ?? 5_000,
        token: settings?.token,
      },
      'db1',
      settings?.signal,
    );
  }

  it('logs in with user, password and database', async () => {
    const logins: unknown[] = [];
    const connection = await open({
      answer: ({ action, args }) => {
        if (action === 'conn') {
          logins.push(args);
        }
        return false;
      },
    });
    expect(logins).toEqual([
      expect.objectContaining({ user: 'root', password: 'sesame', db: 'db1' }),
    ]);
    expect(connection.clientVersion).toBe('3.3.7.5');
    await connection.close();
    expect(connection.isOpen).toBe(false);
    await connection.close();
  });

  it('keeps the password to itself where the server repeats it', async () => {
    const refused = open({
      answer: ({ args, reply }) => {
        reply({ code: 855, message: `No ${JSON.stringify(args)}` });
        return true;
      },
    });
    const error = await refused.catch(thrown => thrown);
    expect(error).toMatchObject({ name: 'TDengineError', code: 855 });
    expect(error.message).toContain('"password":"***"');
    expect(inspect(error, { depth: 10 })).not.toContain('sesame');
  });

  it('says that the login was refused, with the code and without the password', async () => {
    const refused = open({
      answer: ({ reply }) => {
        reply({ code: 855, message: 'Authentication failure' });
        return true;
      },
    });
    await expect(refused).rejects.toMatchObject({
      name: 'TDengineError',
      code: 855,
      message: expect.stringMatching(/^(?!.*sesame).*Authentication failure/),
    });
  });

  it('says that nobody listens', async () => {
    const gone = await FakeAdapter.start();
    const { url } = gone;
    await gone.close();
    await expect(
      WebSocketConnection.open(
        {
          endpoint: Endpoint.parse(url),
          connectTimeoutMs: 1_000,
          idleTimeoutMs: 1_000,
        },
        undefined,
        undefined,
      ),
    ).rejects.toMatchObject({
      name: 'TDengineConnectionError',
      transient: true,
      message: `Cannot connect to ${url}: ECONNREFUSED; is taosAdapter running on that port?`,
    });
  });

  it.each([
    [404, false],
    [503, true],
  ])(
    'says that the handshake got HTTP %d',
    async (handshakeStatus, transient) => {
      await expect(
        open({ handshakeStatus }, { token: 'tok-secret' }),
      ).rejects.toMatchObject({
        name: 'TDengineConnectionError',
        transient,
        message: expect.stringMatching(
          new RegExp(`^(?!.*tok-secret).*HTTP status ${handshakeStatus}`),
        ),
      });
      expect(adapter?.urls).toEqual(['/ws?token=tok-secret']);
    },
  );

  it('gives up a login that nobody answers', async () => {
    await expect(open({ answer: () => true })).rejects.toThrow(
      new TDengineTimeoutError("No answer to 'conn' in 1000 ms"),
    );
  });

  it('stops connecting when aborted', async () => {
    const reason = new Error('enough');
    await expect(open({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    const controller = new AbortController();
    const opening = open(
      {
        answer: () => {
          controller.abort(reason);
          return true;
        },
      },
      { signal: controller.signal },
    );
    await expect(opening).rejects.toBe(reason);
  });

  it('rejects all that waits when the server drops the connection', async () => {
    let waiting = 0;
    const connection = await open({
      answer: ({ action, socket }) => {
        if (action === 'conn') {
          return false;
        }
        waiting += 1;
        if (waiting === 3) {
          socket.terminate();
        }
        return true;
      },
    });
    const results = await Promise.allSettled([
      connection.request('a', {}, {}),
      connection.requestBinary(id => encodeFetchRawBlock(id, 1), 'b', {}),
      connection.requestBlock(id => encodeFetchRawBlock(id, 1), {}),
    ]);
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: expect.any(TDengineConnectionError),
      });
    }
    expect(connection.isOpen).toBe(false);
    await expect(connection.request('later', {}, {})).rejects.toThrow(
      /was closed by the server/,
    );
  });

  it('gives up a request that nobody answers, and the connection with it', async () => {
    const connection = await open(
      { answer: ({ action }) => action === 'slow' },
      { idleTimeoutMs: 50 },
    );
    const other = connection.request('slow', {}, {}, 60_000);
    await expect(connection.request('slow', {}, {})).rejects.toThrow(
      new TDengineTimeoutError("No answer to 'slow' in 50 ms"),
    );
    await expect(other).rejects.toThrow(TDengineConnectionError);
    expect(connection.isOpen).toBe(false);
  });

  it('rejects an aborted request with the reason of its signal', async () => {
    const connection = await open({
      answer: ({ action }) => action === 'slow',
    });
    const controller = new AbortController();
    const request = connection.request(
      'slow',
      {},
      { signal: controller.signal },
    );
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(request).rejects.toBe(reason);
    await expect(
      connection.request('next', {}, { signal: controller.signal }),
    ).rejects.toThrow();
  });

  it('trusts the code of an answer, not its text', async () => {
    const connection = await open({
      answer: ({ action, reply }) => {
        if (action === 'conn') {
          return false;
        }
        reply({ code: 0x2603, message: 'success' });
        return true;
      },
    });
    await expect(
      connection.request('stmt2_exec', {}, { sql: 'insert …' }),
    ).rejects.toMatchObject({
      name: 'TDengineError',
      code: 0x2603,
      sql: 'insert …',
      message: "TDengine refused 'stmt2_exec': table does not exist (0x2603)",
    });
    await connection.close();
  });

  it('reports an error that comes with the finished flag', async () => {
    const connection = await open({
      answer: ({ action, replyBlock }) => {
        if (action === 'conn') {
          return false;
        }
        replyBlock({ code: 0x0706, message: 'Query canceled' });
        return true;
      },
    });
    await expect(
      connection.requestBlock(id => encodeFetchRawBlock(id, 1), {}),
    ).rejects.toMatchObject({ code: 0x0706 });
    await connection.close();
  });

  it.each(['not json', '[]', '{"action":"x"}'])(
    'rejects what waits when the server sends %s',
    async text => {
      const connection = await open({
        answer: ({ action, socket }) => {
          if (action === 'conn') {
            return false;
          }
          socket.send(text);
          return true;
        },
      });
      await expect(connection.request('x', {}, {})).rejects.toThrow(
        TDengineProtocolError,
      );
    },
  );

  it('takes answers in any order', async () => {
    const held: Array<() => void> = [];
    const connection = await open({
      answer: ({ action, reply }) => {
        if (action === 'conn') {
          return false;
        }
        held.unshift(() => reply({ mine: action }));
        if (held.length === 3) {
          held.forEach(answer => answer());
        }
        return true;
      },
    });
    const answers = await Promise.all(
      ['a', 'b', 'c'].map(action => connection.request(action, {}, {})),
    );
    expect(answers.map(({ body }) => body.mine)).toEqual(['a', 'b', 'c']);
    await connection.close();
  });

  it('refuses a message that would fill the memory, before it has come', async () => {
    const connection = await open({
      answer: ({ action, socket }) => {
        if (action !== 'get_server') {
          return false;
        }
        const frame = Buffer.alloc(10);
        // The last frame of a binary message, with a length of eight bytes.
        frame.set([0x82, 127]);
        frame.writeBigUInt64BE(BigInt(512 * 1024 ** 2), 2);
        rawSocketOf(socket).write(frame);
        return true;
      },
    });
    await expect(connection.request('get_server', {}, {})).rejects.toThrow(
      'failed (WS_ERR_UNSUPPORTED_MESSAGE_LENGTH)',
    );
    expect(connection.isOpen).toBe(false);
  });

  it('refuses JSON larger than any answer', async () => {
    const connection = await open({
      answer: ({ action, reply }) => {
        if (action !== 'get_server') {
          return false;
        }
        reply({ message: 'x'.repeat(17 * 1024 ** 2) });
        return true;
      },
    });
    await expect(connection.request('get_server', {}, {})).rejects.toThrow(
      'bytes of JSON, more than any answer of a taosAdapter has',
    );
    expect(connection.isOpen).toBe(false);
  });

  it('refuses truncated answers to fetches', async () => {
    const connection = await open({
      answer: ({ action, socket }) => {
        if (action === 'conn') {
          return false;
        }
        socket.send(Buffer.alloc(30));
        return true;
      },
    });
    await expect(
      connection.requestBlock(id => encodeFetchRawBlock(id, 1), {}),
    ).rejects.toThrow(/binary message of 30 bytes that is too short/);
  });
});

/** What `ws` writes frames to. */
function rawSocketOf(socket: object): Writable {
  return (socket as { _socket: Writable })._socket;
}
