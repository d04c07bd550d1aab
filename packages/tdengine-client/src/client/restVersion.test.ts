import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { Endpoint } from '../connection';
import { TDengineConnectionError, TDengineProtocolError } from '../errors';
import { fetchVersionOverRest } from './restVersion';

const START = '{"code":0,"column_meta":[["v","VARCHAR",10]],"data":[["';

describe('fetchVersionOverRest', () => {
  const servers: Server[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });

  async function listen(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<string> {
    const server = createServer(answer);
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const fetchVersion = (
    url: string,
    signal: AbortSignal = new AbortController().signal,
  ) =>
    fetchVersionOverRest(
      { endpoint: Endpoint.parse(url), user: 'root', password: 'canary' },
      signal,
    );

  it('keeps the password to itself where the server repeats it', async () => {
    const url = await listen((request, response) => {
      const { authorization = '' } = request.headers;
      const sent = Buffer.from(authorization.split(' ')[1], 'base64');
      response.end(
        JSON.stringify({ code: 855, desc: `No ${authorization}: ${sent}` }),
      );
    });
    const error = await fetchVersion(url).catch(thrown => thrown);
    expect(error).toMatchObject({ name: 'TDengineError', code: 855 });
    const told = inspect(error, { depth: 10 });
    expect(told).not.toContain('canary');
    expect(told).not.toContain(Buffer.from('root:canary').toString('base64'));
  });

  it('gives up an answer without an end', async () => {
    let sent = 0;
    let closed: Promise<unknown> | undefined;
    const url = await listen((_, response) => {
      closed = once(response, 'close');
      response.write(START);
      const chunk = 'a'.repeat(16 * 1024);
      const pump = () => {
        while (!response.destroyed && response.write(chunk)) {
          sent += chunk.length;
        }
        sent += chunk.length;
        response.once('drain', pump);
      };
      pump();
    });
    await expect(fetchVersion(url)).rejects.toThrow(TDengineProtocolError);
    await closed;
    // More is on its way than was read, in buffers of the two ends.
    expect(sent).toBeLessThan(16 * 1024 ** 2);
  });

  it('does not unpack an answer that it did not ask for packed', async () => {
    const url = await listen((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(16 * 1024 ** 2, 'a')));
    });
    await expect(fetchVersion(url)).rejects.toThrow(
      'is no answer of a taosAdapter',
    );
  });

  it.each([301, 302, 303, 307, 308])(
    'takes the password nowhere else (%d)',
    async status => {
      const visits: Array<string | undefined> = [];
      const elsewhere = await listen((request, response) => {
        visits.push(request.headers.authorization);
        response.end(`${START}3.3.7.5"]],"rows":1}`);
      });
      const url = await listen((request, response) => {
        if (request.url === '/rest/sql') {
          response.writeHead(status, { location: `${elsewhere}/steal` }).end();
        } else {
          visits.push(request.headers.authorization);
          response.end(`${START}3.3.7.5"]],"rows":1}`);
        }
      });
      await expect(fetchVersion(url)).rejects.toMatchObject({
        constructor: TDengineConnectionError,
        transient: false,
        message: expect.stringContaining(`a redirect (HTTP status ${status})`),
      });
      expect(visits).toEqual([]);
    },
  );

  it('reads no longer when its time is over', async () => {
    let closed: Promise<unknown> | undefined;
    const url = await listen((_, response) => {
      closed = once(response, 'close');
      response.write(START);
      const timer = setInterval(() => response.write('a'), 5);
      response.once('close', () => clearInterval(timer));
    });
    const controller = new AbortController();
    const reason = new Error('late');
    setTimeout(() => controller.abort(reason), 50);
    await expect(fetchVersion(url, controller.signal)).rejects.toBe(reason);
    await closed;
  });

  it('leaves other requests alone', async () => {
    const url = await listen((request, response) => {
      const long = request.url === '/long' ? 'a'.repeat(200_000) : '3.3.7.5';
      response.end(`${START}${long}"]],"rows":1}`);
    });
    const [version, other] = await Promise.all([
      fetchVersion(url),
      fetch(`${url}/long`).then(response => response.text()),
    ]);
    expect(version).toBe('3.3.7.5');
    expect(other.length).toBeGreaterThan(200_000);
  });
});
