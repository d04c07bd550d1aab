import { WebSocket } from 'ws';
import {
  TDengineConnectionError,
  TDengineProtocolError,
  TDengineError,
} from '../errors';
import {
  decodeBlockResponse,
  decodeJsonResponse,
  encodeJsonRequest,
  type BlockResponse,
  type JsonResponse,
  type Response,
} from '../protocol';
import { freeMemory } from '../block';
import type { ConnectionSettings } from './ConnectionSettings';
import { hideCredentials } from './hideCredentials';
import { KeepAlive } from './KeepAlive';
import { openSocket } from './openSocket';
import { PendingRequests } from './PendingRequests';
import { throwIfRefused } from './refusal';

/** How long the server may take to answer our closing. */
const CLOSE_TIMEOUT_MS = 1_000;

/** Answers in JSON have no rows in them; the longest describes 4,096 columns, a few hundred kilobytes. */
const LARGEST_JSON_BYTES = 16 * 1024 ** 2;

/** Shown by the server's `SHOW CONNECTIONS`. */
const APPLICATION = 'tdengine-client';

/** @internal */
export interface RequestOptions {
  signal?: AbortSignal;
  /** The statement, for errors. */
  sql?: string;
}

/**
 * One logged-in connection to taosAdapter's `/ws`. A request that is aborted or runs out of time takes the connection
 * down, because the server may still be busy with it; then, and when the server drops it, all that waits is rejected.
 *
 * @internal
 */
export class WebSocketConnection {
  readonly #socket: WebSocket;
  readonly #settings: ConnectionSettings;
  readonly #pending = new PendingRequests();
  readonly #keepAlive: KeepAlive;
  #clientVersion = '';
  #end: TDengineError | undefined;

  private constructor(
    socket: WebSocket,
    settings: ConnectionSettings,
    readonly database: string | undefined,
  ) {
    this.#socket = socket;
    this.#settings = settings;
    this.#keepAlive = KeepAlive.start(socket, silentMs =>
      this.#destroy(`gave no sign of life for ${silentMs} ms`),
    );
    socket.on('message', (data, isBinary) =>
      this.#receive(data as Buffer, isBinary),
    );
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.#destroy(`failed (${error.code ?? error.message})`),
    );
    socket.on('close', (code, reason) => {
      const text = reason.length > 0 ? `, ${reason.toString('utf8')}` : '';
      this.#destroy(`was closed by the server (code ${code}${text})`);
    });
  }

  /**
   * Connects and logs in.
   *
   * @param database - becomes the connection's current database
   * @throws TDengineError where the server refuses the login, TDengineConnectionError, TDengineTimeoutError
   */
  static async open(
    settings: ConnectionSettings,
    database: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<WebSocketConnection> {
    const socket = await openSocket(settings, signal);
    const connection = new WebSocketConnection(socket, settings, database);
    try {
      const { body } = await connection.request(
        'conn',
        {
          user: settings.user ?? '',
          password: settings.password ?? '',
          db: database ?? '',
          tz: settings.timezone ?? '',
          app: APPLICATION,
        },
        { signal },
        settings.connectTimeoutMs,
      );
      connection.#clientVersion = String(body.version ?? '');
      return connection;
    } catch (error) {
      connection.destroy();
      if (error instanceof TDengineError && error.code !== undefined) {
        throw new TDengineError(hideCredentials(error.message, settings), {
          code: error.code,
        });
      }
      throw error;
    }
  }

  /** Version of TDengine's client library inside the adapter. */
  get clientVersion(): string {
    return this.#clientVersion;
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  /** Calls back when the connection is no longer usable. */
  onEnd(listener: () => void): void {
    this.#socket.once('close', listener);
  }

  /**
   * Sends a JSON request.
   *
   * @throws TDengineError with the server's code where it refuses
   */
  request(
    action: string,
    args: Readonly<Record<string, unknown>>,
    options: RequestOptions,
    timeoutMs: number = this.#settings.idleTimeoutMs,
  ): Promise<JsonResponse> {
    return this.#json(
      requestId => encodeJsonRequest(action, requestId, args),
      `'${action}'`,
      options,
      timeoutMs,
    );
  }

  /**
   * Sends a binary request that is answered by JSON.
   *
   * @param what - names the request in errors
   * @throws TDengineError with the server's code where it refuses
   */
  requestBinary(
    encode: (requestId: number) => Uint8Array,
    what: string,
    options: RequestOptions,
  ): Promise<JsonResponse> {
    return this.#json(encode, what, options, this.#settings.idleTimeoutMs);
  }

  /**
   * Sends a request that is answered by a block.
   *
   * @throws TDengineError with the server's code where it refuses
   */
  async requestBlock(
    encode: (requestId: number) => Uint8Array,
    options: RequestOptions,
  ): Promise<BlockResponse> {
    const what = 'the fetch of a block';
    const response = await this.#send(
      encode,
      what,
      options,
      this.#settings.idleTimeoutMs,
    );
    throwIfRefused(response, what, options.sql);
    if (response.kind !== 'block') {
      throw new TDengineProtocolError(`${what} was not answered by a block`);
    }
    return response;
  }

  /** Sends a JSON request that has no answer. */
  notify(action: string, args: Readonly<Record<string, unknown>>): void {
    if (this.isOpen) {
      this.#socket.send(encodeJsonRequest(action, 0, args));
    }
  }

  /** Says goodbye; resolves when the connection is closed. */
  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) {
      return;
    }
    const closed = new Promise<void>(resolve => this.onEnd(resolve));
    const timer = setTimeout(() => this.#socket.terminate(), CLOSE_TIMEOUT_MS);
    this.#finish('was closed');
    this.#socket.close(1000);
    await closed;
    clearTimeout(timer);
  }

  /** Drops the connection at once. */
  destroy(): void {
    this.#destroy('was given up');
  }

  async #json(
    encode: (requestId: number) => string | Uint8Array,
    what: string,
    options: RequestOptions,
    timeoutMs: number,
  ): Promise<JsonResponse> {
    const response = await this.#send(encode, what, options, timeoutMs);
    throwIfRefused(response, what, options.sql);
    if (response.kind !== 'json') {
      throw new TDengineProtocolError(`${what} was answered by a block`);
    }
    return response;
  }

  #send(
    encode: (requestId: number) => string | Uint8Array,
    what: string,
    { signal }: RequestOptions,
    timeoutMs: number,
  ): Promise<Response> {
    if (this.#end) {
      return Promise.reject(this.#end);
    }
    return this.#pending.add(requestId => this.#transmit(encode(requestId)), {
      what,
      timeoutMs,
      signal,
      giveUp: () => this.destroy(),
    });
  }

  /** Binary requests are sent once, and can be large. */
  #transmit(message: string | Uint8Array): void {
    this.#socket.send(message, error => {
      if (!error && typeof message !== 'string') {
        freeMemory(message);
      }
    });
  }

  #receive(data: Buffer, isBinary: boolean): void {
    try {
      if (!isBinary && data.byteLength > LARGEST_JSON_BYTES) {
        throw new TDengineProtocolError(
          `${this.#settings.endpoint.display} sent ${
            data.byteLength
          } bytes of JSON, more than any answer of a taosAdapter has`,
        );
      }
      this.#pending.settle(
        isBinary
          ? decodeBlockResponse(data)
          : decodeJsonResponse(data.toString('utf8')),
      );
    } catch (error) {
      this.#pending.rejectAll(error);
      this.destroy();
    }
  }

  #destroy(what: string): void {
    this.#finish(what);
    this.#socket.terminate();
  }

  #finish(what: string): void {
    if (this.#end) {
      return;
    }
    this.#keepAlive.stop();
    this.#end = new TDengineConnectionError(
      `The connection to ${this.#settings.endpoint.display} ${what}`,
    );
    this.#pending.rejectAll(this.#end);
  }
}
