import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { pipeline } from 'node:stream';

/** A proxy on this machine whose connections can be cut in the middle of what they carry. */
export async function startProxy() {
  const sockets = new Set();
  const server = createServer((incoming, answer) => {
    const { url, method, headers } = incoming;
    const outgoing = request(url, { method, headers }, response => {
      answer.writeHead(response.statusCode, response.headers);
      pipeline(response, answer, () => {});
    });
    outgoing.on('error', () => answer.destroy());
    pipeline(incoming, outgoing, () => {});
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => sockets.forEach(socket => socket.destroy());
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut,
    close: async () => {
      server.close();
      cut();
    },
  };
}
