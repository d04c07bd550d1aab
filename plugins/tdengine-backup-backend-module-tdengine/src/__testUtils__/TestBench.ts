import { randomBytes } from 'node:crypto';
import { JsonValue } from '@backstage/types';
import {
  BackupSetReader,
  LocalFolderTarget,
  RestoreRequest,
} from 'backstage-plugin-tdengine-backup-node';
import {
  createTestRunContext,
  TestRunContext,
} from 'backstage-plugin-tdengine-backup-node/testUtils';
import { quoteIdentifier, TDengineClient, Value } from 'tdengine-client';
import { TdengineInstance } from '../instances';
import { TdengineSource } from '../source';
import { runBackup, RunBackupOptions, runRestore } from '../testUtils';
import { startTestServer, TestServer } from './testServer';

/**
 * A server, a source that reads it as instance `test`, and databases of the test's own that are dropped at the end.
 *
 * @internal
 */
export class TestBench {
  readonly server: TestServer;
  readonly client: TDengineClient;
  readonly source: TdengineSource;
  readonly #prefix = `mt_${randomBytes(4).toString('hex')}`;
  readonly #databases = new Set<string>();
  readonly #runs: TestRunContext[] = [];

  private constructor(
    server: TestServer,
    instance?: Partial<TdengineInstance>,
  ) {
    this.server = server;
    this.client = TDengineClient.create(server.connection);
    this.source = TdengineSource.create({
      instances: [{ name: 'test', connection: server.connection, ...instance }],
    });
  }

  /** @param server - instead of the one that tests run against */
  static async start(
    instance?: Partial<TdengineInstance>,
    server?: TestServer,
  ): Promise<TestBench> {
    return new TestBench(server ?? (await startTestServer()), instance);
  }

  /** A name for a database, to be dropped at the end. */
  name(suffix: string): string {
    const name = `${this.#prefix}_${suffix}`;
    this.#databases.add(name);
    return name;
  }

  /** Creates a database with a few child tables and a normal table. */
  async createMeters(suffix: string, options = ''): Promise<string> {
    const name = this.name(suffix);
    await this.client.execute(
      `CREATE DATABASE ${name} VGROUPS 1 KEEP 36500 ${options}`,
    );
    await this.client.execute(
      `CREATE STABLE ${name}.meters (ts TIMESTAMP, v INT, note NCHAR(20)) TAGS (site NCHAR(20), number INT)`,
    );
    await this.client.execute(
      `CREATE TABLE ${name}.m1 USING ${name}.meters TAGS ('北京', 1) ${name}.m2 USING ${name}.meters TAGS ('Hamburg', 2) ${name}.m3 USING ${name}.meters TAGS (NULL, 3)`,
    );
    await this.client.execute(
      `INSERT INTO ${name}.m1 VALUES ('2025-01-01T00:00:00Z', 1, 'one') ('2025-01-02T00:00:00Z', 2, NULL) ('2025-01-03T00:00:00Z', 3, 'three') ` +
        `${name}.m2 VALUES ('2025-01-01T00:00:00Z', 10, 'ten') ('2025-01-03T12:00:00Z', 20, '')`,
    );
    await this.client.execute(
      `CREATE TABLE ${name}.events (ts TIMESTAMP, level INT)`,
    );
    await this.client.execute(
      `INSERT INTO ${name}.events VALUES ('2025-01-02T00:00:00Z', 5) ('2025-01-04T00:00:00Z', 6)`,
    );
    return name;
  }

  run(options?: Parameters<typeof createTestRunContext>[0]): TestRunContext {
    const run = createTestRunContext(options);
    this.#runs.push(run);
    return run;
  }

  async backUp(
    scope: JsonValue,
    options?: Partial<RunBackupOptions>,
  ): Promise<BackupSetReader> {
    const run = options?.run ?? this.run();
    return runBackup({
      source: this.source,
      run,
      target: LocalFolderTarget.create({
        name: 'folder',
        path: `${run.temporaryDirectory}/target`,
      }),
      instance: 'test',
      scope,
      ...options,
    });
  }

  async restore(
    set: BackupSetReader,
    request: Partial<RestoreRequest>,
    run: TestRunContext = this.run(),
  ) {
    return runRestore({
      source: this.source,
      run,
      set,
      request: { instance: 'test', ...request },
    });
  }

  async plan(set: BackupSetReader, request: Partial<RestoreRequest>) {
    return this.source.planRestore(this.run(), set, {
      instance: 'test',
      conflict: 'refuse',
      batchSize: 1000,
      parallelism: 2,
      ...request,
    });
  }

  async query(sql: string): Promise<Value[][]> {
    return (await this.client.query(sql)).rows;
  }

  async exists(database: string): Promise<boolean> {
    const rows = await this.query(
      `SELECT name FROM information_schema.ins_databases WHERE name = '${database}'`,
    );
    return rows.length > 0;
  }

  async close(): Promise<void> {
    for (const database of this.#databases) {
      await this.client.execute(
        `DROP DATABASE IF EXISTS ${quoteIdentifier(database)}`,
      );
    }
    this.#runs.forEach(run => run.cleanUp());
    await this.source.close();
    await this.client.close();
    await this.server.close();
  }
}
