import { promises as fs } from 'node:fs';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../__testUtils__/run';

describe('a portal that redirects', () => {
  let folder: string;
  const servers: Server[] = [];

  beforeEach(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), 'redirect-'));
    await fs.writeFile(join(folder, 'it.zip'), Buffer.alloc(300_000, 'b'));
  });

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
    await fs.rm(folder, { recursive: true });
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer((req, res) => {
      req.resume();
      req.on('end', () => listener(req, res));
    });
    servers.push(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each([
    [307, ['upload', 'it.zip']],
    [308, ['upload', 'it.zip']],
    [302, ['list']],
  ])('is not followed (%d, %s)', async (status, command) => {
    let asked = 0;
    const other = await serve((_req, res) => {
      asked++;
      res
        .setHeader('content-type', 'application/json')
        .end('{"id":"x","name":"forged","items":[],"totalItems":0}');
    });
    const portal = await serve((_req, res) =>
      res.writeHead(status, { location: `${other}/there` }).end(),
    );
    const { exitCode, stdout, stderr } = await run(['portal', ...command], {
      cwd: folder,
      env: { TDENGINE_BACKUP_URL: portal, TDENGINE_BACKUP_TOKEN: 'secret' },
    });
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(
      `The portal at ${portal} redirects to ${other}/there, which is not followed`,
    );
    expect(asked).toBe(0);
  });
});
