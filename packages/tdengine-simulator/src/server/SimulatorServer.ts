import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { executeSql } from '../execution/executeStatement';
import { collectRows } from '../execution/results';
import { Session } from '../execution/Session';
import { Faults } from '../faults/Faults';
import type {
  Simulator,
  SimulatorOptions,
  SimulatorResult,
} from '../Simulator';
import { Catalog } from '../storage/Catalog';
import { handleRest } from './handleRest';
import type { SimulatorContext } from './SimulatorContext';
import { WebSocketSession } from './WebSocketSession';

/** Largest message of a client, in bytes; a block of long values is a few megabytes. */
const LARGEST_MESSAGE = 256 * 1024 * 1024;

/** HTTP server that speaks TDengine's REST and WebSocket interfaces over one catalogue. */
export class SimulatorServer implements Simulator {
  readonly faults = new Faults();
  readonly catalog: Catalog;
  private readonly webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
  });
  private readonly context: SimulatorContext;

  private constructor(
    private readonly server: Server,
    private readonly user: string,
    options: SimulatorOptions,
  ) {
    this.catalog = new Catalog(options.version ?? '3.3.7.5', {
      name: user,
      password: options.password ?? 'taosdata',
    });
    this.context = {
      catalog: this.catalog,
      faults: this.faults,
      dieOfBlob: () => this.dropConnections(),
    };
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (/^\/rest\/sql(\/[^/]+)?$/.test(url.pathname)) {
        void handleRest(request, response, url, this.context);
      } else {
        response.writeHead(url.pathname === '/-/ping' ? 200 : 404).end();
      }
    });
    server.on('upgrade', (request, socket, head) =>
      this.upgrade(request, socket, head),
    );
  }

  /** Starts listening. */
  static async start(options: SimulatorOptions): Promise<SimulatorServer> {
    const server = createServer();
    const simulator = new SimulatorServer(
      server,
      options.user ?? 'root',
      options,
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
    });
    return simulator;
  }

  get url(): string {
    const { address, family, port } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  async execute(sql: string): Promise<SimulatorResult> {
    const result = executeSql(sql, new Session(this.catalog, this.user));
    return result.kind === 'update'
      ? { columns: [], rows: [], affectedRows: result.affectedRows }
      : {
          columns: result.fields.map(({ name }) => name),
          rows: collectRows(result),
          affectedRows: 0,
        };
  }

  async close(): Promise<void> {
    this.dropConnections();
    this.webSockets.close();
    await new Promise<void>(resolve => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const fault = this.faults.httpStatus('handshake');
    const status = fault ?? (pathname === '/ws' ? undefined : 404);
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} \r\nconnection: close\r\n\r\n`);
      return;
    }
    this.webSockets.handleUpgrade(request, socket, head, webSocket => {
      WebSocketSession.attach(webSocket, this.context);
    });
  }

  private dropConnections(): void {
    for (const client of this.webSockets.clients) {
      client.terminate();
    }
  }
}
