import { TdengineSource } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
import { TestDatabases } from './__testUtils__/backendTestUtils';
import {
  ALICE,
  createTestEngine,
  TestEngine,
} from './__testUtils__/createTestEngine';
import { startTdengine, TestTdengine } from './__testUtils__/startTdengine';
import { anySignal } from './__testUtils__/useEngines';
import { promises as fs } from 'node:fs';

jest.setTimeout(120_000);

describe('the engine with a TDengine', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let tdengine: TestTdengine;
  let source: TdengineSource;
  let engine: TestEngine;

  beforeAll(async () => {
    tdengine = await startTdengine();
    const { url, user, password } = tdengine;
    source = TdengineSource.create({
      instances: [{ name: 'main', connection: { url, user, password } }],
    });
    engine = await createTestEngine({
      knex: await databases.init('SQLITE_3'),
      source,
    });
  });

  afterAll(async () => {
    await engine?.stop();
    await source?.close();
    await tdengine?.stop();
    await fs.rm(engine.directory, { recursive: true, force: true });
  });

  async function createMeters(suffix: string): Promise<string> {
    const name = tdengine.databaseName(suffix);
    for (const statement of [
      `CREATE DATABASE ${name} VGROUPS 1 KEEP 36500`,
      `CREATE STABLE ${name}.meters (ts TIMESTAMP, v INT) TAGS (site INT)`,
      `INSERT INTO ${name}.m1 USING ${name}.meters TAGS (1) VALUES (1700000000000, 1)`,
    ]) {
      await tdengine.query(statement);
    }
    return name;
  }

  it.each([
    [
      'tables',
      (name: string) => [
        `CREATE TABLE ${name}.precious (ts TIMESTAMP, v INT)`,
        `INSERT INTO ${name}.precious VALUES (1700000000000, 42)`,
      ],
      'had 1 tables and 1 rows, and has 2 tables and 2 rows',
    ],
    [
      'rows',
      (name: string) => [`INSERT INTO ${name}.m1 VALUES (1700000001000, 42)`],
      'had 1 tables and 1 rows, and has 1 tables and 2 rows',
    ],
  ])(
    'does not drop %s that nobody confirmed, and then restores what was',
    async (what, arrive, difference) => {
      const original = await createMeters(`${what}_source`);
      const target = await createMeters(`${what}_target`);
      await engine.start();
      const backup = await engine.finished(
        await engine.backups.create(
          { instance: 'main', scope: { databases: [original] } },
          ALICE,
        ),
      );
      expect(backup.state).toBe('available');
      await engine.stop();
      const request = {
        backupId: backup.id,
        rename: { [original]: target },
        conflict: 'replace' as const,
      };
      const confirm = async () => {
        const { token, confirmation } = await engine.restores.plan(
          request,
          anySignal,
        );
        return engine.restores.create(
          { ...request, planToken: token, confirmation },
          ALICE,
          anySignal,
        );
      };
      const waiting = await confirm();
      for (const statement of arrive(target)) {
        await tdengine.query(statement);
      }
      await engine.start();
      expect(await engine.restored(waiting)).toMatchObject({
        state: 'failed',
        error: expect.stringContaining(`'${target}' ${difference}`),
        removed: [],
        remaining: [],
      });
      const rows = await tdengine.query(
        `SELECT COUNT(*) FROM ${target}.${
          what === 'tables' ? 'precious' : 'meters'
        }`,
      );
      expect(rows).toEqual([[what === 'tables' ? 1 : 2]]);

      expect(await engine.restored(await confirm())).toMatchObject({
        error: undefined,
        state: 'succeeded',
        rows: 1,
      });
      await engine.stop();
    },
  );
});
