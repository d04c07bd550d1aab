import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { TDengineType, encodeBlock, type ColumnSchema } from '../block';
import { BinaryAction } from '../protocol/BinaryAction';

/** A message that arrived. */
export interface FakeRequest {
  action: string;
  requestId: number;
  /** Result or statement. */
  resourceId: number;
  args: Record<string, unknown>;
  socket: WebSocket;
  /** Answers with JSON. */
  reply(body?: Record<string, unknown>): void;
  /** Answers a fetch: by a block, by the end, or by an error. */
  replyBlock(answer: {
    block?: Uint8Array;
    code?: number;
    message?: string;
  }): void;
}

export interface FakeAdapterOptions {
  /** What queries find, one block after the other. */
  blocks?: Uint8Array[];
  fields?: ColumnSchema[];
  /** Answers a request in another way than usual, by returning `true`. */
  answer?(request: FakeRequest): boolean;
  /** Answers the handshake with this HTTP status. */
  handshakeStatus?: number;
  /** Answers `POST /rest/sql`; by default with a version. */
  rest?: { status: number; body: string } | 'silent';
}

export const FAKE_FIELDS: ColumnSchema[] = [
  { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
  { name: 'v', type: TDengineType.INT, bytes: 4 },
];

/** Blocks of one row each: timestamp and number of the block. */
export function fakeBlocks(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) =>
    encodeBlock(FAKE_FIELDS, [[BigInt(index), index]]),
  );
}

const BINARY_ACTIONS: Readonly<Record<number, string>> = {
  [BinaryAction.WRITE_RAW_BLOCK_WITH_FIELDS]: 'write_raw_block_with_fields',
  [BinaryAction.BINARY_QUERY]: 'binary_query',
  [BinaryAction.FETCH_RAW_BLOCK]: 'fetch_raw_block',
  [BinaryAction.STMT2_BIND]: 'stmt2_bind',
};

/** A taosAdapter made of answers written by a test, for what no real server does on demand. */
export class FakeAdapter {
  /** Actions in the order of their coming. */
  readonly actions: string[] = [];
  /** URLs of handshakes and REST requests. */
  readonly urls: string[] = [];
  readonly sockets = new Set<WebSocket>();
  readonly #http: Server;
  readonly #webSockets: WebSocketServer;
  readonly #connections = new Set<Socket>();

  private constructor(options: FakeAdapterOptions) {
    this.#http = createServer((request, response) => {
      this.urls.push(request.url ?? '');
      const rest = options.rest ?? {
        status: 200,
        body: JSON.stringify({
          code: 0,
          column_meta: [['server_version()', 'VARCHAR', 13]],
          data: [['3.3.7.5']],
          rows: 1,
        }),
      };
      if (rest !== 'silent') {
        response.writeHead(rest.status).end(rest.body);
      }
    });
    this.#http.on('connection', socket => {
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
    });
    this.#webSockets = new WebSocketServer({ noServer: true });
    this.#http.on('upgrade', (request, socket, head) => {
      this.urls.push(request.url ?? '');
      if (options.handshakeStatus !== undefined) {
        socket.end(`HTTP/1.1 ${options.handshakeStatus} No\r\n\r\n`);
        return;
      }
      this.#webSockets.handleUpgrade(request, socket, head, webSocket =>
        this.#serve(webSocket, options),
      );
    });
  }

  static async start(options: FakeAdapterOptions = {}): Promise<FakeAdapter> {
    const adapter = new FakeAdapter(options);
    await new Promise<void>(resolve =>
      adapter.#http.listen(0, '127.0.0.1', resolve),
    );
    return adapter;
  }

  get url(): string {
    const { port } = this.#http.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.sockets.forEach(socket => socket.terminate());
    this.#connections.forEach(socket => socket.destroy());
    await new Promise(resolve => this.#http.close(resolve));
  }

  #serve(socket: WebSocket, options: FakeAdapterOptions): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    const usual = usualAnswers(options);
    socket.on('message', (data: Buffer, isBinary) => {
      const request = isBinary
        ? readBinary(data, socket)
        : readText(data.toString('utf8'), socket);
      this.actions.push(request.action);
      if (!options.answer?.(request)) {
        usual(request);
      }
    });
  }
}

function usualAnswers({
  blocks = [],
  fields = FAKE_FIELDS,
}: FakeAdapterOptions): (request: FakeRequest) => void {
  let next = 0;
  return ({ action, reply, replyBlock }) => {
    if (action === 'binary_query') {
      next = 0;
      reply({
        id: 1,
        is_update: false,
        affected_rows: 0,
        fields_names: fields.map(({ name }) => name),
        fields_types: fields.map(({ type }) => type),
        fields_lengths: fields.map(({ bytes }) => bytes),
        precision: 0,
      });
    } else if (action === 'fetch_raw_block') {
      replyBlock({ block: blocks[next] });
      next += 1;
    } else if (action !== 'free_result') {
      reply({ version: '3.3.7.5', stmt_id: 1 });
    }
  };
}

function readText(text: string, socket: WebSocket): FakeRequest {
  const { action, args } = JSON.parse(text);
  return requestOf(action, args.req_id, args.id ?? 0, args, socket);
}

function readBinary(data: Buffer, socket: WebSocket): FakeRequest {
  const action = BINARY_ACTIONS[Number(data.readBigUInt64LE(16))];
  return requestOf(
    action,
    Number(data.readBigUInt64LE(0)),
    Number(data.readBigUInt64LE(8)),
    action === 'binary_query' ? { sql: data.toString('utf8', 30) } : {},
    socket,
  );
}

function requestOf(
  action: string,
  requestId: number,
  resourceId: number,
  args: Record<string, unknown>,
  socket: WebSocket,
): FakeRequest {
  return {
    action,
    requestId,
    resourceId,
    args,
    socket,
    reply: body =>
      socket.send(
        JSON.stringify({
          code: 0,
          message: '',
          action,
          req_id: requestId,
          ...body,
        }),
      ),
    replyBlock: ({ block, code = 0, message = '' }) =>
      socket.send(
        encodeAnswer(requestId, resourceId, block, code, Buffer.from(message)),
      ),
  };
}

function encodeAnswer(
  requestId: number,
  resultId: number,
  block: Uint8Array | undefined,
  code: number,
  message: Buffer,
): Buffer {
  const head = Buffer.alloc(51 + message.length);
  head.fill(0xff, 0, 8);
  head.writeBigUInt64LE(7n, 8);
  head.writeUInt16LE(1, 16);
  head.writeBigUInt64LE(BigInt(requestId), 26);
  head.writeUInt32LE(code, 34);
  head.writeUInt32LE(message.length, 38);
  head.set(message, 42);
  head.writeBigUInt64LE(BigInt(resultId), 42 + message.length);
  if (!block) {
    head[50 + message.length] = 1;
    return head;
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(block.length);
  return Buffer.concat([head, length, block]);
}
