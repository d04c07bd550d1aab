import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import tdengineBackupPlugin from 'backstage-plugin-tdengine-backup-backend';
import tdengineModule from 'backstage-plugin-tdengine-backup-backend-module-tdengine';
import { randomBytes } from 'node:crypto';
import { Server } from 'node:http';
import { Simulator, startSimulator } from 'tdengine-simulator';
import { scaffolderModuleTdengineBackup } from '../module';

const {
  TDENGINE_URL,
  TDENGINE_USER: user = 'root',
  TDENGINE_PASSWORD: password = 'taosdata',
} = process.env;

/**
 * A backend with the scaffolder, the plugin and a database of its own on the server that TDENGINE_URL names, where there is
 * one; otherwise on the simulator.
 */
export function useWholeBackend(entitiesOf: (database: string) => Entity[]): {
  readonly database: string;
  readonly server: Server;
  /** Where backups are kept. */
  readonly storage: string;
  query(sql: string): Promise<unknown[][]>;
} {
  const directory = createMockDirectory();
  const database = `template_test_${randomBytes(4).toString('hex')}`;
  let simulator: Simulator | undefined;
  let url: string;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  async function query(sql: string): Promise<unknown[][]> {
    const credentials = Buffer.from(`${user}:${password}`).toString('base64');
    const response = await fetch(new URL('/rest/sql', url), {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
      body: sql,
    });
    const { code, desc, data } = await response.json();
    if (code !== 0) {
      throw new Error(`TDengine refused '${sql}': ${desc}`);
    }
    return data;
  }

  beforeAll(async () => {
    simulator = TDENGINE_URL ? undefined : await startSimulator();
    url = TDENGINE_URL || simulator!.url;
    for (const sql of [
      `CREATE DATABASE ${database} VGROUPS 1 KEEP 36500`,
      `CREATE STABLE ${database}.meters (ts TIMESTAMP, voltage INT) TAGS (site NCHAR(20))`,
      `INSERT INTO ${database}.d1 USING ${database}.meters TAGS ('北京东站') VALUES (1700000000000, 220) (1700000001000, 221)`,
    ]) {
      await query(sql);
    }
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleTdengineBackup,
        tdengineBackupPlugin,
        tdengineModule,
        catalogServiceMock.factory({ entities: entitiesOf(database) }),
        mockServices.rootConfig.factory({
          data: {
            tdengineBackup: {
              storage: { path: directory.path },
              instances: [{ name: 'sample', url, user, password }],
            },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    for (const name of [database, `${database}_copy`]) {
      await query(`DROP DATABASE IF EXISTS ${name}`);
    }
    await simulator?.close();
  });

  return {
    database,
    get server() {
      return backend.server;
    },
    storage: directory.path,
    query,
  };
}
