import type { WebSocket } from 'ws';
import { Session } from '../execution/Session';
import { SqlError } from '../SqlError';
import { setOptions } from './setOptions';
import type { SimulatorContext } from './SimulatorContext';
import { ADAPTER_ERROR, BINARY_ACTIONS, type ReplyBody } from './messages';
import { hasBlob, readRawBlockMessage, writeRawBlock } from './rawBlock';
import { refusalOf, StatementRefusal } from './refusals';
import { ResultRequests } from './ResultRequests';
import { StatementRequests } from './StatementRequests';

/** Arguments of a JSON request, as they come. */
type Arguments = Record<string, unknown> & { req_id?: number };

/** What a request is answered with; `undefined` for requests without an answer. */
type Answer = ReplyBody | 'drop' | undefined;

/** What a connection has once a user is known. */
interface Connected {
  session: Session;
  results: ResultRequests;
  statements: StatementRequests;
}

/** One WebSocket connection; requests are answered one after the other. */
export class WebSocketSession {
  private connected: Connected | undefined;
  private queue: Promise<void> = Promise.resolve();

  private constructor(
    private readonly socket: WebSocket,
    private readonly context: SimulatorContext,
  ) {}

  /** Answers the requests of a connection until it ends. */
  static attach(socket: WebSocket, context: SimulatorContext): void {
    const session = new WebSocketSession(socket, context);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      session.queue = session.queue.then(() =>
        isBinary
          ? session.handleBinary(data)
          : session.handleText(data.toString()),
      );
    });
  }

  private async handleText(text: string): Promise<void> {
    const started = process.hrtime.bigint();
    const { action, args = {} } = JSON.parse(text) as {
      action: string;
      args?: Arguments;
    };
    const sql = typeof args.sql === 'string' ? args.sql : undefined;
    await this.answer(action, args.req_id ?? 0, started, sql, () =>
      this.perform(action, args),
    );
  }

  private async handleBinary(message: Buffer): Promise<void> {
    const started = process.hrtime.bigint();
    const requestId = message.readBigUInt64LE(0);
    const resource = message.readBigUInt64LE(8);
    const code = Number(message.readBigUInt64LE(16));
    const action = BINARY_ACTIONS[code];
    if (action === 'fetch_raw_block' && this.connected) {
      await this.sendBlock(this.connected, requestId, resource);
      return;
    }
    const sql =
      action === 'binary_query'
        ? message.toString('utf8', 30, 30 + message.readUInt32LE(26))
        : undefined;
    await this.answer(action ?? '', Number(requestId), started, sql, () =>
      this.performBinary(code, Number(resource), message, sql),
    );
  }

  /** Answers a request with what an action gives, or with its refusal. */
  private async answer(
    action: string,
    requestId: number,
    started: bigint,
    sql: string | undefined,
    perform: () => Promise<Answer> | Answer,
  ): Promise<void> {
    const { faults } = this.context;
    if (faults.dropsRequest(sql)) {
      this.socket.terminate();
      return;
    }
    await faults.delay('request', sql);
    let refusal = { code: 0, message: '' };
    let reply: Answer;
    try {
      reply = await perform();
    } catch (error) {
      refusal = refusalOf(error);
      reply =
        error instanceof StatementRefusal ? { stmt_id: error.statementId } : {};
    }
    if (reply === 'drop') {
      this.socket.terminate();
    } else if (reply) {
      const timing = Number(process.hrtime.bigint() - started);
      const head = { ...refusal, action, req_id: requestId, timing };
      this.send(JSON.stringify({ ...head, ...reply }));
    }
  }

  private perform(action: string, args: Arguments): Promise<Answer> | Answer {
    switch (action) {
      case 'version':
        return { version: this.context.catalog.version };
      case 'conn':
        return this.connect(args);
      case 'check_server_status':
        return { status: 2, details: '' };
      default:
        return this.performConnected(this.requireConnected(), action, args);
    }
  }

  private connect({ user, password, db, tz }: Arguments): ReplyBody {
    if (this.connected) {
      throw new SqlError(ADAPTER_ERROR, 'duplicate connections');
    }
    const { catalog } = this.context;
    catalog.authenticate(String(user), String(password));
    const session = new Session(catalog, String(user));
    if (db) {
      session.use(String(db));
    }
    if (tz) {
      session.timeZone = String(tz);
    }
    this.connected = {
      session,
      results: new ResultRequests(session, this.context),
      statements: new StatementRequests(session, this.context),
    };
    return { version: catalog.version };
  }

  private performConnected(
    { session, results, statements }: Connected,
    action: string,
    args: Arguments,
  ): Promise<Answer> | Answer {
    switch (action) {
      case 'query':
        return results.query(String(args.sql));
      case 'fetch':
        return results.fetch(Number(args.id));
      case 'fetch_block':
        this.send(results.announcedBlock(Number(args.id)));
        return undefined;
      case 'free_result':
        results.free(Number(args.id));
        return undefined;
      case 'get_current_db':
        return { db: session.database ?? '' };
      case 'options_connection':
        setOptions(session, args.options);
        return {};
      default:
        return statements.perform(
          action,
          Number(args.stmt_id),
          String(args.sql),
        );
    }
  }

  private performBinary(
    code: number,
    resource: number,
    message: Buffer,
    sql: string | undefined,
  ): Answer {
    const { session, results, statements } = this.requireConnected();
    switch (BINARY_ACTIONS[code]) {
      case 'binary_query':
        return results.query(sql ?? '');
      case 'write_raw_block':
        return this.writeBlock(session, message, false);
      case 'write_raw_block_with_fields':
        return this.writeBlock(session, message, true);
      case 'stmt2_bind':
        return statements.bind(resource, message.subarray(30));
      case 'validate_sql':
        return { result_code: 0 };
      default:
        throw new SqlError(ADAPTER_ERROR, `unknown binary action ${code}`);
    }
  }

  private writeBlock(
    session: Session,
    message: Buffer,
    withFields: boolean,
  ): Answer {
    const write = readRawBlockMessage(message, withFields);
    if (hasBlob(write)) {
      this.context.dieOfBlob();
      return undefined;
    }
    this.context.faults.checkWrite(write.block.rows);
    writeRawBlock(write, session);
    return {};
  }

  private async sendBlock(
    { results }: Connected,
    requestId: bigint,
    resultId: bigint,
  ): Promise<void> {
    const reply = this.context.faults.dropsRequest()
      ? 'drop'
      : await results.fetchBlock(requestId, resultId);
    if (reply === 'drop') {
      this.socket.terminate();
    } else {
      this.send(reply);
    }
  }

  private requireConnected(): Connected {
    if (!this.connected) {
      throw new SqlError(ADAPTER_ERROR, 'server not connected');
    }
    return this.connected;
  }

  private send(data: string | Buffer): void {
    if (this.socket.readyState === this.socket.OPEN) {
      this.socket.send(data);
    }
  }
}
