import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/**
 * A server that refuses everything and repeats what it was told, as it came and as it was meant: a TDengine over REST and
 * WebSocket, an S3, a WebDAV.
 */
export async function startParrot(): Promise<{
  url: string;
  /** How often it was asked. */
  readonly asked: number;
  close(): Promise<void>;
}> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    request.resume();
    const { authorization = '' } = request.headers;
    const meant = Buffer.from(authorization.split(' ')[1] ?? '', 'base64');
    const told = `${request.url} ${request.rawHeaders.join(' ')} ${meant}`;
    if (request.url?.startsWith('/rest/')) {
      response.end(JSON.stringify({ code: 855, desc: told }));
      return;
    }
    response.writeHead(400, { 'content-type': 'application/xml' });
    response.end(
      `<Error><Code>Strange</Code><Message>${told.replace(
        /[<&]/g,
        ' ',
      )}</Message></Error>`,
    );
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, { url }) =>
    socket.on('message', message => {
      asked++;
      const { action, args } = JSON.parse(String(message));
      socket.send(
        JSON.stringify({
          code: 855,
          message: `${url} ${message} ${args?.password} ${args?.bearer_token}`,
          action,
          req_id: args?.req_id,
        }),
      );
    }),
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get asked() {
      return asked;
    },
    close: () =>
      new Promise(resolve => {
        sockets.clients.forEach(client => client.terminate());
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
