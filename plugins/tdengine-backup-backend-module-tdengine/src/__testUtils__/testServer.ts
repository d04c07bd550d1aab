import { startSimulator } from 'tdengine-simulator';
import { TDengineConnectionOptions } from 'tdengine-client';

/**
 * A TDengine for tests.
 *
 * @internal
 */
export interface TestServer {
  kind: 'server' | 'simulator';
  connection: TDengineConnectionOptions;
  close(): Promise<void>;
}

let announced = false;

/**
 * The server that `TDENGINE_URL` names, with `TDENGINE_USER` and `TDENGINE_PASSWORD`; without it the simulator.
 *
 * @internal
 */
export async function startTestServer(): Promise<TestServer> {
  const url = process.env.TDENGINE_URL;
  const server = url ? realServer(url) : await simulator();
  if (!announced) {
    announced = true;
    process.stdout.write(
      url
        ? `TDengine tests run against the server at ${new URL(url).host}\n`
        : 'TDengine tests run against the simulator; set TDENGINE_URL for a server\n',
    );
  }
  return server;
}

function realServer(url: string): TestServer {
  return {
    kind: 'server',
    connection: {
      url,
      user: process.env.TDENGINE_USER ?? 'root',
      password: process.env.TDENGINE_PASSWORD ?? 'taosdata',
    },
    close: async () => {},
  };
}

async function simulator(): Promise<TestServer> {
  const started = await startSimulator({ port: 0 });
  return {
    kind: 'simulator',
    connection: { url: started.url, user: 'root', password: 'taosdata' },
    close: () => started.close(),
  };
}
