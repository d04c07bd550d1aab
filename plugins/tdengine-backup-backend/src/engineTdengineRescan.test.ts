import { promises as fs } from 'node:fs';
import { TdengineSource } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import {
  ALICE,
  createTestEngine,
  TestEngine,
} from './__testUtils__/createTestEngine';
import { startTdengine, TestTdengine } from './__testUtils__/startTdengine';
import { anySignal } from './__testUtils__/useEngines';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const KEY = { id: 'k1', secret: Buffer.alloc(32, 1).toString('base64') };

describe('a rescan with a TDengine', () => {
  let tdengine: TestTdengine;
  let source: TdengineSource;
  let name: string;
  const engines: TestEngine[] = [];

  /** A portal that knows nothing, on what lies there already. */
  async function startPortal(directory?: string): Promise<TestEngine> {
    const engine = await createTestEngine({
      knex: await databases.init('SQLITE_3'),
      source,
      directory,
      config: { encryption: { keys: [KEY] } },
    });
    engines.push(engine);
    await engine.start();
    return engine;
  }

  beforeAll(async () => {
    tdengine = await startTdengine();
    const { url, user, password } = tdengine;
    source = TdengineSource.create({
      instances: [{ name: 'main', connection: { url, user, password } }],
    });
    name = tdengine.databaseName('rescan_source');
    for (const statement of [
      `CREATE DATABASE ${name} VGROUPS 2 KEEP 36500 PRECISION 'us'`,
      `CREATE STABLE ${name}.meters (ts TIMESTAMP, v DOUBLE, note NCHAR(20)) TAGS (site INT, place NCHAR(20))`,
      `CREATE TABLE ${name}.log (ts TIMESTAMP, line VARCHAR(40))`,
      `INSERT INTO ${name}.m1 USING ${name}.meters TAGS (1, '北京') VALUES (1700000000000000, 1.5, NULL) (1700000000000001, NULL, '')`,
      `INSERT INTO ${name}.m2 USING ${name}.meters TAGS (2, NULL) VALUES (1700000000000002, -0.25, '风')`,
      `INSERT INTO ${name}.log VALUES (1700000000000000, 'begun')`,
    ]) {
      await tdengine.query(statement);
    }
  });

  afterAll(async () => {
    for (const engine of engines) {
      await engine.stop();
      await fs.rm(engine.directory, { recursive: true, force: true });
    }
    await source?.close();
    await tdengine?.stop();
  });

  async function contentsOf(database: string): Promise<unknown[]> {
    return [
      await tdengine.query(
        `SELECT tbname, ts, v, note, site, place FROM ${database}.meters ORDER BY tbname, ts`,
      ),
      await tdengine.query(`SELECT * FROM ${database}.log ORDER BY ts`),
    ];
  }

  it.each([
    ['zip', false],
    ['tar.gz', true],
    ['folder', true],
  ] as const)(
    'finds a %s (encrypted: %p) after the catalogue was lost, and restores the same rows',
    async (packaging, encrypt) => {
      const old = await startPortal();
      const made = await old.finished(
        await old.backups.create(
          {
            instance: 'main',
            scope: { databases: [name] },
            packaging,
            encrypt,
          },
          ALICE,
        ),
      );
      expect(made).toMatchObject({ state: 'available', rows: 4 });
      await old.stop();

      const portal = await startPortal(old.directory);
      await expect(portal.backups.get(made.id)).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      const { job } = await portal.imports.rescan('default', ALICE);
      await portal.jobEnded(job!.id);
      expect(await portal.imports.lastRescan('default')).toMatchObject({
        job: { state: 'succeeded' },
        result: { found: 1, added: 1, problems: [] },
      });
      const found = await portal.backups.get(made.id);
      expect(found).toMatchObject({
        origin: 'found',
        state: 'available',
        rows: 4,
        tables: made.tables,
        scope: made.scope,
        scopeSummary: made.scopeSummary,
        sourceVersion: made.sourceVersion,
      });

      const target = tdengine.databaseName(
        `rescan_${packaging.replace('.', '')}`,
      );
      const request = { backupId: found.id, rename: { [name]: target } };
      const { token, confirmation } = await portal.restores.plan(
        request,
        anySignal,
      );
      const restore = await portal.restored(
        await portal.restores.create(
          { ...request, planToken: token, confirmation },
          ALICE,
          anySignal,
        ),
      );
      expect(restore).toMatchObject({
        state: 'succeeded',
        error: undefined,
        rows: 4,
      });
      expect(await contentsOf(target)).toEqual(await contentsOf(name));
      await portal.stop();
    },
  );
});
