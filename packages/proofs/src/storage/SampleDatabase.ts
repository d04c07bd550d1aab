import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { quoteIdentifier, quoteString, TDengineClient } from 'tdengine-client';
import { compareDatabases } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/testUtils';
import { generateRows } from '../memory/generateRows';
import { connect, PROOF_PREFIX, ProofServer } from '../server/connect';
import { openServer } from '../server/openServer';

const TABLES = 20;
const ROWS_PER_TABLE = 2_000;

/** A database to be backed up, on the server that the environment names or on the simulator, and copies of it. */
export class SampleDatabase {
  readonly superTable = 'meters';
  readonly rows = TABLES * ROWS_PER_TABLE;
  readonly database = `${PROOF_PREFIX}canary_${randomBytes(4).toString('hex')}`;
  readonly server: ProofServer;
  readonly #client: TDengineClient;
  readonly #stop: () => Promise<void>;
  readonly #copies: string[] = [];
  readonly #users: string[] = [];

  private constructor(server: ProofServer, stop: () => Promise<void>) {
    this.server = server;
    this.#client = connect(server);
    this.#stop = stop;
  }

  static async create(): Promise<SampleDatabase> {
    const { server, close } = await openServer();
    const sample = new SampleDatabase(server, close);
    await generateRows(sample.#client, {
      database: sample.database,
      tables: TABLES,
      rowsPerTable: ROWS_PER_TABLE,
    });
    return sample;
  }

  /** A new name, whose database is dropped at the end. */
  nameOfCopy(): string {
    const name = `${this.database}_${this.#copies.length + 1}`;
    this.#copies.push(name);
    return name;
  }

  /** A user who may make databases, and is dropped at the end; to log in as. */
  async addUser(password: string): Promise<ProofServer> {
    const user = `proof_${randomBytes(4).toString('hex')}`;
    await this.#client.execute(
      `CREATE USER ${user} PASS '${password}' CREATEDB 1`,
    );
    this.#users.push(user);
    return { ...this.server, user, password };
  }

  /** Compares every value of a copy. */
  async assertEqual(copy: string): Promise<void> {
    const { differences, rows } = await compareDatabases(
      this.#client,
      this.database,
      this.#client,
      copy,
    );
    assert.deepEqual(
      { differences, rows },
      { differences: [], rows: this.rows },
    );
  }

  /** Whether every row that a copy has is one of the original; there may be none, and no copy. */
  async assertNothingElse(copy: string): Promise<void> {
    const { rows: tables } = await this.#client.query(
      `SELECT stable_name FROM information_schema.ins_stables WHERE db_name = ${quoteString(
        copy,
      )}`,
    );
    if (tables.length === 0) {
      return;
    }
    const original = new Set(await this.#rowsOf(this.database));
    const strange = (await this.#rowsOf(copy)).filter(
      row => !original.has(row),
    );
    assert.deepEqual(strange.slice(0, 3), []);
  }

  async #rowsOf(database: string): Promise<string[]> {
    const { rows } = await this.#client.query(
      `SELECT tbname, * FROM ${quoteIdentifier(database)}.${this.superTable}`,
    );
    return rows.map(row => row.map(String).join('\t'));
  }

  async close(): Promise<void> {
    for (const name of [this.database, ...this.#copies]) {
      await this.#client.execute(
        `DROP DATABASE IF EXISTS ${quoteIdentifier(name)}`,
      );
    }
    for (const user of this.#users) {
      await this.#client.execute(`DROP USER ${user}`);
    }
    await this.#client.close();
    await this.#stop();
  }
}
