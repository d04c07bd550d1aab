import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const REQUEST_LINE = /^[A-Z]+ \S+ HTTP\/1\.1\r\n/;

interface HttpFault {
  match: RegExp;
  times: number;
  /** Instead of the server; without it the server is asked and its answer lost. */
  response?: string;
}

/**
 * A TCP proxy on loopback that lets things go wrong between a storage target and its server. It looks into plain HTTP/1.1,
 * and into nothing else.
 *
 * @public
 */
export class FaultProxy {
  readonly host = '127.0.0.1';
  readonly #upstream: { host: string; port: number };
  readonly #sockets = new Set<Socket>();
  readonly #requests: string[] = [];
  #port = 0;
  #server: Server | undefined;
  #httpFaults: HttpFault[] = [];
  #cut: { up: boolean; bytes: number } | undefined;
  #bytesPerSecond: number | undefined;
  #silent = false;

  private constructor(upstream: { host: string; port: number }) {
    this.#upstream = upstream;
  }

  static async start(upstream: {
    host?: string;
    port: number;
  }): Promise<FaultProxy> {
    const proxy = new FaultProxy({ host: '127.0.0.1', ...upstream });
    await proxy.accept();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  /** The request lines that came by, in order, such as `PUT /a HTTP/1.1`. */
  get requests(): readonly string[] {
    return this.#requests;
  }

  /** Cuts one connection once so many bytes have gone by from now on, and does so no second time. */
  cutAfter(bytes: number, direction: 'up' | 'down'): void {
    this.#cut = { up: direction === 'up', bytes };
  }

  /** Answers requests whose head matches in place of the server. */
  answer(options: {
    match: RegExp;
    status: number;
    headers?: Record<string, string>;
    body?: string;
    times?: number;
  }): void {
    const { match, status, headers = {}, body = '', times = 1 } = options;
    const lines = [
      `HTTP/1.1 ${status} Made to fail`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      `Date: ${new Date().toUTCString()}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    this.#httpFaults.push({
      match,
      times,
      response: `${lines.join('\r\n')}\r\n\r\n${body}`,
    });
  }

  /** Passes a matching request on and cuts the connection when the answer comes. */
  loseAnswer(match: RegExp, times = 1): void {
    this.#httpFaults.push({ match, times });
  }

  /** How fast bytes go by in each direction of a connection; undefined is as fast as they can. */
  slow(bytesPerSecond: number | undefined): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Nothing goes by any more, and nobody is told. */
  silence(silent: boolean): void {
    this.#silent = silent;
    if (!silent) {
      this.dropConnections();
    }
  }

  /** Cuts what is connected. */
  dropConnections(): void {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  /** Nothing listens any more. */
  async refuse(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) {
      const closed = new Promise(resolve => server.close(resolve));
      this.dropConnections();
      await closed;
    }
  }

  /** Listens again, at the same port. */
  async accept(): Promise<void> {
    const server = createServer(client => this.#connect(client));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, this.host, resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Ends all faults. */
  reset(): void {
    this.#httpFaults = [];
    this.#cut = undefined;
    this.#bytesPerSecond = undefined;
    if (this.#silent) {
      this.silence(false);
    }
    this.#requests.length = 0;
  }

  async close(): Promise<void> {
    await this.refuse();
  }

  #connect(client: Socket): void {
    const server = connect(this.#upstream);
    const connection = { client, server, answered: false, loses: false };
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    this.#pump(client, chunk => this.#up(connection, chunk));
    this.#pump(server, chunk => this.#down(connection, chunk));
  }

  #pump(from: Socket, pass: (chunk: Buffer) => Promise<void>): void {
    from.on('data', chunk => {
      from.pause();
      pass(chunk).then(
        () => from.resume(),
        () => from.destroy(),
      );
    });
  }

  async #up(connection: Connection, chunk: Buffer): Promise<void> {
    if (connection.answered) {
      return;
    }
    const head = chunk.toString('latin1');
    const [requestLine] = REQUEST_LINE.exec(head) ?? [];
    if (requestLine) {
      this.#requests.push(requestLine.trimEnd());
      const fault = this.#httpFaults.find(
        ({ match, times }) => times > 0 && match.test(head),
      );
      if (fault) {
        fault.times--;
        if (fault.response !== undefined) {
          connection.answered = true;
          connection.client.end(fault.response);
          return;
        }
        connection.loses = true;
      }
    }
    await this.#pass(chunk, connection.server, true);
  }

  async #down(connection: Connection, chunk: Buffer): Promise<void> {
    // Being told to go on with the request is no answer to it.
    if (connection.loses && !chunk.toString('latin1').includes(' 100 ')) {
      connection.client.destroy();
      return;
    }
    await this.#pass(chunk, connection.client, false);
  }

  async #pass(chunk: Buffer, to: Socket, up: boolean): Promise<void> {
    while (this.#silent && !to.destroyed) {
      await sleep(20);
    }
    if (this.#bytesPerSecond) {
      await sleep((chunk.byteLength / this.#bytesPerSecond) * 1000);
    }
    const cut = this.#cut;
    if (cut?.up === up) {
      cut.bytes -= chunk.byteLength;
      if (cut.bytes < 0) {
        this.#cut = undefined;
        to.destroy();
        return;
      }
    }
    if (!to.destroyed && !to.write(chunk)) {
      await new Promise<void>(resolve => {
        to.once('drain', resolve);
        to.once('close', resolve);
      });
    }
  }
}

interface Connection {
  client: Socket;
  server: Socket;
  answered: boolean;
  loses: boolean;
}
