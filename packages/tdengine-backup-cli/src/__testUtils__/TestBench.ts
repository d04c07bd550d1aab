import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBackup } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/testUtils';
import { TdengineSource } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
import {
  BackupSetReader,
  EncryptionKeys,
  LocalFolderTarget,
  packArchive,
  setPrefix,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { createTestRunContext } from 'backstage-plugin-tdengine-backup-node/testUtils';
import { TDengineClient, Value } from 'tdengine-client';
import { startSimulator } from 'tdengine-simulator';

/** A server, a folder, and backups made by the project's own writers. */
export class TestBench {
  readonly folder: string;
  readonly url: string;
  readonly env: Record<string, string>;
  readonly client: TDengineClient;
  readonly source: TdengineSource;
  readonly prefix = `cli_${randomBytes(4).toString('hex')}`;
  readonly #databases = new Set<string>();
  readonly #stop: () => Promise<void>;

  private constructor(folder: string, url: string, stop: () => Promise<void>) {
    this.folder = folder;
    this.url = url;
    this.#stop = stop;
    const {
      TDENGINE_USER: user = 'root',
      TDENGINE_PASSWORD: password = 'taosdata',
    } = process.env;
    this.env = { TDENGINE_USER: user, TDENGINE_PASSWORD: password };
    const connection = { url, user, password };
    this.client = TDengineClient.create(connection);
    this.source = TdengineSource.create({
      instances: [{ name: 'plant', connection }],
    });
  }

  /** The server that TDENGINE_URL names, or the simulator. */
  static async start(): Promise<TestBench> {
    const folder = await fs.mkdtemp(join(tmpdir(), 'cli-test-'));
    const { TDENGINE_URL } = process.env;
    if (TDENGINE_URL) {
      return new TestBench(folder, TDENGINE_URL, async () => {});
    }
    const simulator = await startSimulator();
    return new TestBench(folder, simulator.url, () => simulator.close());
  }

  /** A name for a database, to be dropped at the end. */
  name(suffix: string): string {
    const name = `${this.prefix}_${suffix}`;
    this.#databases.add(name);
    return name;
  }

  /** A path in the folder of the test. */
  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /** A database of two child tables with Chinese tags and a normal table. */
  async createMeters(suffix: string): Promise<string> {
    const name = this.name(suffix);
    for (const statement of [
      `CREATE DATABASE ${name} VGROUPS 1 KEEP 36500`,
      `CREATE STABLE ${name}.meters (ts TIMESTAMP, v INT, note NCHAR(20)) TAGS (site NCHAR(20))`,
      `CREATE TABLE ${name}.m1 USING ${name}.meters TAGS ('北京') ${name}.m2 USING ${name}.meters TAGS (NULL)`,
      `INSERT INTO ${name}.m1 VALUES ('2025-01-01T00:00:00Z', 1, '一') ('2025-01-02T00:00:00Z', 2, NULL) ${name}.m2 VALUES ('2025-01-03T00:00:00Z', 3, '')`,
      `CREATE TABLE ${name}.events (ts TIMESTAMP, level INT)`,
      `INSERT INTO ${name}.events VALUES ('2025-01-02T00:00:00Z', 5)`,
    ]) {
      await this.client.execute(statement);
    }
    return name;
  }

  /** Backs databases up into a folder set on a target, or below a folder. */
  async backUp(
    databases: string[],
    place: string | StorageTarget,
    options: { format?: string; keys?: EncryptionKeys } = {},
  ): Promise<{ set: BackupSetReader; folder: string; id: string }> {
    const run = createTestRunContext();
    const target =
      typeof place === 'string'
        ? LocalFolderTarget.create({ name: 'disk', path: place })
        : place;
    try {
      const set = await runBackup({
        source: this.source,
        run,
        target,
        instance: 'plant',
        scope: { databases },
        ...options,
      });
      const { backupId, name, backupTime } = set.manifest;
      const prefix = setPrefix({ id: backupId, name, time: backupTime });
      return { set, folder: join(target.location, prefix), id: backupId };
    } finally {
      run.cleanUp();
    }
  }

  /** Packs a set into an archive in the folder of the test; the path of it. */
  async pack(
    set: BackupSetReader,
    packaging: 'zip' | 'tar.gz',
    name: string,
  ): Promise<string> {
    const { file } = await packArchive({
      reader: set,
      manifest: { ...set.manifest, packaging },
      packaging,
      target: LocalFolderTarget.create({ name: 'disk', path: this.folder }),
      key: `${name}.${packaging}`,
      signal: new AbortController().signal,
    });
    return this.path(file);
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

  async stop(): Promise<void> {
    for (const database of this.#databases) {
      await this.client.execute(`DROP DATABASE IF EXISTS ${database}`);
    }
    await this.source.close();
    await this.client.close();
    await this.#stop();
    await fs.rm(this.folder, { recursive: true, force: true });
  }
}
