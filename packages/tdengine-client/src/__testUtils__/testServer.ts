import { randomBytes } from 'node:crypto';
import { startSimulator } from 'tdengine-simulator';
import { TDengineClient } from '../client';
import type { TDengineConnectionOptions } from '../connection';

/** A server to test against. */
export interface TestServer {
  options: TDengineConnectionOptions;
  client: TDengineClient;
  /** Creates a database with a name of its own; it is dropped in the end. */
  createDatabase(options?: string): Promise<string>;
  close(): Promise<void>;
}

let told = false;

/** The server that `TDENGINE_URL` names (with `TDENGINE_USER` and `TDENGINE_PASSWORD`), else the simulator. */
export async function startTestServer(): Promise<TestServer> {
  const { TDENGINE_URL, TDENGINE_USER, TDENGINE_PASSWORD } = process.env;
  const simulator = TDENGINE_URL
    ? undefined
    : await startSimulator({ port: 0 });
  const options: TDengineConnectionOptions = {
    url: simulator?.url ?? TDENGINE_URL!,
    user: TDENGINE_USER ?? 'root',
    password: TDENGINE_PASSWORD ?? 'taosdata',
  };
  if (!told) {
    told = true;
    process.stderr.write(
      `tdengine-client is tested against ${
        simulator ? 'the simulator' : TDENGINE_URL
      }\n`,
    );
  }
  const client = TDengineClient.create(options);
  const databases: string[] = [];
  return {
    options,
    client,
    async createDatabase(databaseOptions = '') {
      const name = `tcl_${randomBytes(6).toString('hex')}`;
      databases.push(name);
      await client.execute(
        `create database ${name} vgroups 1 ${databaseOptions}`,
      );
      return name;
    },
    async close() {
      for (const name of databases) {
        await client.execute(`drop database if exists ${name}`);
      }
      await client.close();
      await simulator?.close();
    },
  };
}
