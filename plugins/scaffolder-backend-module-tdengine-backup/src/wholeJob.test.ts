import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import tdengineBackupPlugin from 'backstage-plugin-tdengine-backup-backend';
import tdengineModule from 'backstage-plugin-tdengine-backup-backend-module-tdengine';
import { randomBytes } from 'node:crypto';
import { Simulator, startSimulator } from 'tdengine-simulator';
import {
  readSampleTemplate,
  runSampleTemplate,
} from './__testUtils__/sampleTemplate';
import { scaffolderModuleTdengineBackup } from './module';

jest.setTimeout(120_000);

const {
  TDENGINE_URL,
  TDENGINE_USER: user = 'root',
  TDENGINE_PASSWORD: password = 'taosdata',
} = process.env;

/** The server that TDENGINE_URL names, where there is one; otherwise the simulator. */
describe('the sample template, with everything behind it', () => {
  const directory = createMockDirectory();
  const database = `template_test_${randomBytes(4).toString('hex')}`;
  const copy = `${database}_copy`;
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
        catalogServiceMock.factory({ entities: [readSampleTemplate()] }),
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
    for (const name of [database, copy]) {
      await query(`DROP DATABASE IF EXISTS ${name}`);
    }
    await simulator?.close();
  });

  it('copies a database', async () => {
    const { status, events } = await runSampleTemplate(backend.server, {
      instance: 'sample',
      database,
      newName: copy,
    });
    const log = events.map(({ body }) => body.message).join('\n');

    expect([status, log]).toEqual(['completed', expect.any(String)]);
    const { output } = events.find(({ type }) => type === 'completion')!.body;
    expect(output.text[0].content).toContain(
      `holds 2 rows;\n2 rows were restored into **${copy}**`,
    );
    const rows = (db: string) =>
      query(`SELECT tbname, ts, voltage, site FROM ${db}.meters ORDER BY ts`);
    expect(await rows(copy)).toEqual(await rows(database));

    // The name is taken now, and the template touches nothing that exists.
    const again = await runSampleTemplate(backend.server, {
      instance: 'sample',
      database,
      newName: copy,
    });
    expect(again.status).toBe('failed');
    expect(JSON.stringify(again.events)).toContain(copy);
  });
});
