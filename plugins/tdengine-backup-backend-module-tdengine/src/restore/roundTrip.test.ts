import { randomBytes } from 'node:crypto';
import {
  BackupSetReader,
  LocalFolderTarget,
  verifyBackupSet,
} from 'backstage-plugin-tdengine-backup-node';
import {
  createTestRunContext,
  TestRunContext,
} from 'backstage-plugin-tdengine-backup-node/testUtils';
import { Precision, quoteIdentifier, TDengineClient } from 'tdengine-client';
import {
  createBlobTable,
  createSampleDatabase,
} from '../__testUtils__/sampleDatabase';
import { startTestServer, TestServer } from '../__testUtils__/testServer';
import { TdengineSource } from '../source';
import { compareDatabases, runBackup, runRestore } from '../testUtils';

jest.setTimeout(120_000);

describe('backup and restore', () => {
  const prefix = `mt_${randomBytes(4).toString('hex')}`;
  const created = new Set<string>();
  let server: TestServer;
  let client: TDengineClient;
  let source: TdengineSource;
  let run: TestRunContext;

  beforeAll(async () => {
    server = await startTestServer();
    client = TDengineClient.create(server.connection);
    source = TdengineSource.create({
      instances: [{ name: 'test', connection: server.connection }],
    });
  });

  beforeEach(() => {
    run = createTestRunContext();
  });

  afterEach(() => run?.cleanUp());

  afterAll(async () => {
    for (const database of created) {
      await client.execute(
        `DROP DATABASE IF EXISTS ${quoteIdentifier(database)}`,
      );
    }
    await source.close();
    await client.close();
    await server.close();
  });

  function named(suffix: string): string {
    const name = `${prefix}_${suffix}`;
    created.add(name);
    return name;
  }

  async function backUp(
    database: string,
    format: string,
  ): Promise<BackupSetReader> {
    const target = LocalFolderTarget.create({
      name: 'folder',
      path: `${run.temporaryDirectory}/target`,
    });
    const set = await runBackup({
      source,
      run,
      target,
      instance: 'test',
      scope: { databases: [database] },
      format,
    });
    const report = await verifyBackupSet({
      reader: set,
      codec: source.codec(format),
      signal: run.signal,
    });
    expect(report.problems).toEqual([]);
    return set;
  }

  async function restore(set: BackupSetReader, from: string, to: string) {
    return runRestore({
      source,
      run,
      set,
      request: { instance: 'test', rename: { [from]: to } },
    });
  }

  describe.each<Precision>(['ms', 'us', 'ns'])(
    'with precision %s',
    precision => {
      const database = named(precision);

      beforeAll(async () => {
        await createSampleDatabase(client, database, precision, {
          boundTags: server.kind === 'server',
        });
      });

      it.each(['native', 'parquet', 'csv'])(
        'brings back every type, name and definition as %s',
        async format => {
          const set = await backUp(database, format);
          const copy = named(`${precision}_${format}`);
          const { checks } = await restore(set, database, copy);
          expect(checks.length).toBeGreaterThan(5);
          const { differences, rows } = await compareDatabases(
            client,
            database,
            client,
            copy,
          );
          expect(differences).toEqual([]);
          expect(rows).toBe(set.manifest.totals.rows);
        },
      );
    },
  );

  it.each(['native', 'parquet', 'csv'])(
    'binds rows with BLOBs, as %s',
    async format => {
      const database = named(`blob_${format}`);
      await client.execute(`CREATE DATABASE ${database} VGROUPS 1 KEEP 36500`);
      await createBlobTable(client, database, 'ms');
      const set = await backUp(database, format);
      const copy = named(`blob_${format}_copy`);
      await restore(set, database, copy);
      const { differences } = await compareDatabases(
        client,
        database,
        client,
        copy,
      );
      expect(differences).toEqual([]);
    },
  );
});
