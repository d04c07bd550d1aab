import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createDatabase } from '../generate/createDatabase';
import { fillSuperTable } from '../generate/fillSuperTable';
import { meterColumns } from '../generate/meterColumns';
import { openEngine } from '../engine/openEngine';
import { connect, PROOF_PREFIX, ProofServer } from '../server/connect';
import { ROOT } from './packAll';

const execute = promisify(execFile);
const SHAPE = { tables: 3, rowsPerTable: 5 };
const ROWS = SHAPE.tables * SHAPE.rowsPerTable;

/** Reads, extracts and restores a backup with the command line as it is published, outside of the repository. */
export async function proveCli(
  server: ProofServer,
  scratch: string,
): Promise<void> {
  const database = `${PROOF_PREFIX}${Date.now().toString(36)}_packed`;
  const copy = `${database}_copy`;
  const client = connect(server);
  const storage = path.join(scratch, 'storage');
  await fs.mkdir(storage);
  const engine = await openEngine(server, { folder: storage });
  try {
    await createDatabase(client, database);
    await fillSuperTable(client, database, {
      name: 'meters',
      childPrefix: 'd',
      columns: meterColumns,
      variations: 4,
      ...SHAPE,
    });
    await engine.backUp({ scope: { databases: [database] } });

    const cli = (...args: string[]) => runCli(scratch, server, args);
    const { backups } = await cli('list', 'storage');
    assertEqual('rows in the list', backups?.[0]?.rows, ROWS);
    await cli('verify', 'storage');
    for (const format of ['csv', 'parquet']) {
      const extracted = ['extract', 'storage', '--out', format];
      const { rows } = await cli(...extracted, '--format', format);
      assertEqual(`rows in the ${format} file`, rows, ROWS);
    }
    await cli(
      ...['restore', 'storage', '--to', server.url],
      ...['--into', copy, '--yes'],
    );
    const { rows } = await client.query(`SELECT COUNT(*) FROM ${copy}.meters`);
    assertEqual('rows restored', Number(rows[0][0]), ROWS);
  } finally {
    await client.execute(`DROP DATABASE IF EXISTS ${database}`);
    await client.execute(`DROP DATABASE IF EXISTS ${copy}`);
    await engine.close();
    await client.close();
  }
}

async function runCli(
  scratch: string,
  server: ProofServer,
  args: readonly string[],
): Promise<{ backups?: Array<{ rows: number }>; rows?: number }> {
  const home = path.join(scratch, 'home');
  await fs.mkdir(home, { recursive: true });
  const { stdout } = await execute(
    process.execPath,
    ['node_modules/tdengine-backup-cli/bin/tdengine-backup', ...args, '--json'],
    {
      cwd: scratch,
      env: {
        HOME: home,
        PATH: process.env.PATH,
        // What is not ours comes from the repository: nothing is fetched.
        NODE_PATH: path.join(ROOT, 'node_modules'),
        TDENGINE_USER: server.user,
        TDENGINE_PASSWORD: server.password,
      },
    },
  );
  return JSON.parse(stdout);
}

function assertEqual(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) {
    throw new Error(`${what}: ${actual} where there should be ${expected}`);
  }
}
