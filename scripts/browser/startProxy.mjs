import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { pipeline } from 'node:stream';

/**
 * A proxy on this machine whose connections can be cut in the middle of what they carry. It takes none until it is mended:
 * a browser would send the same once more by itself.
 */
export async function startProxy() {
  const sockets = new Set();
  const server = createServer((incoming, answer) => {
    const { url, method, headers } = incoming;
    const outgoing = request(url, { method, headers }, response => {
      // Cut meanwhile.
      if (answer.destroyed) {
        response.destroy();
        return;
      }
      answer.writeHead(response.statusCode, response.headers);
      pipeline(response, answer, () => {});
    });
    outgoing.on('error', () => answer.destroy());
    pipeline(incoming, outgoing, () => {});
  });
  let broken = false;
  server.on('connection', socket => {
    if (broken) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    broken = true;
    sockets.forEach(socket => socket.destroy());
  };
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut,
    mend: () => {
      broken = false;
    },
    close: async () => {
      server.close();
      cut();
    },
  };
}
