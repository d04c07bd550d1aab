import { parseArgs } from 'node:util';
import { quoteIdentifier } from 'tdengine-client';
import { openEngine, OpenEngine } from '../engine/openEngine';
import { connect, PROOF_PREFIX, proofServer } from '../server/connect';

/** What is compared, with what a request says of it. */
const FORMATS = {
  native: { format: 'native' },
  parquet: { format: 'parquet' },
};
const ENCRYPTION = {
  plain: { encrypt: false },
  encrypted: { encrypt: true },
};
const OWNER = { ref: 'user:default/proof', ownershipRefs: [] };

/** What one backup and one restore took. */
interface Figures {
  backupMs: number;
  restoreMs: number;
  /** Of this process, which is the client. */
  backupCpuMs: number;
  restoreCpuMs: number;
  bytes: number;
  rows: number;
}

/**
 * `yarn workspace proofs formats DATABASE [PAIRS] [--encrypt]`: backs an existing database up in each format - or plain and
 * encrypted - and restores it, in turn in one run, and prints the medians. Writes only to a database of its own.
 */
async function main() {
  const { values, positionals } = parseArgs({
    options: { encrypt: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [database, pairs = '3'] = positionals;
  if (!database) {
    throw new Error(
      'Name the database to measure with: formats DATABASE [PAIRS] [--encrypt]',
    );
  }
  const sides = Object.entries(values.encrypt ? ENCRYPTION : FORMATS);
  const server = proofServer();
  const client = connect(server);
  const engine = await openEngine(server);
  const figures = new Map<string, Figures[]>();
  const copy = `${PROOF_PREFIX}formats`;
  const drop = async () => {
    await client.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(copy)}`);
  };
  try {
    for (let pair = 1; pair <= Number(pairs); pair++) {
      // The one that comes second finds the server warm; so each is first as often.
      const order = pair % 2 === 0 ? [...sides].reverse() : sides;
      for (const [side, request] of order) {
        await drop();
        const found = await measure(engine, { database, copy, request });
        figures.set(side, [...(figures.get(side) ?? []), found]);
        print(`${side} ${pair}`, found);
      }
    }
    for (const [side] of sides) {
      print(`${side} median`, median(figures.get(side)!));
    }
  } finally {
    await drop();
    await engine.close();
    await client.close();
  }
}

async function measure(
  engine: OpenEngine,
  {
    database,
    copy,
    request,
  }: { database: string; copy: string; request: object },
): Promise<Figures> {
  const backup = await timed(() =>
    engine.backUp({
      scope: { databases: [database] },
      ...request,
      packaging: 'folder',
      verify: false,
    }),
  );
  const { id, name, sizeBytes = 0, rows = 0 } = backup.result;
  const restore = await timed(() =>
    engine.restore({ backupId: id, rename: { [database]: copy } }),
  );
  await engine.engine.backups.delete(id, name, OWNER);
  return {
    backupMs: backup.ms,
    restoreMs: restore.ms,
    backupCpuMs: backup.cpuMs,
    restoreCpuMs: restore.cpuMs,
    bytes: sizeBytes,
    rows,
  };
}

async function timed<T>(
  run: () => Promise<T>,
): Promise<{ result: T; ms: number; cpuMs: number }> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const result = await run();
  const { user, system } = process.cpuUsage(cpu);
  return {
    result,
    ms: performance.now() - start,
    cpuMs: (user + system) / 1000,
  };
}

function median(all: readonly Figures[]): Figures {
  const middle = (key: keyof Figures) => {
    const sorted = all.map(figures => figures[key]).sort((a, b) => a - b);
    const half = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1
      ? sorted[half]
      : (sorted[half - 1] + sorted[half]) / 2;
  };
  return {
    backupMs: middle('backupMs'),
    restoreMs: middle('restoreMs'),
    backupCpuMs: middle('backupCpuMs'),
    restoreCpuMs: middle('restoreCpuMs'),
    bytes: middle('bytes'),
    rows: middle('rows'),
  };
}

function print(label: string, figures: Figures): void {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  console.log(
    `${label}: backup ${seconds(figures.backupMs)} (CPU ${seconds(
      figures.backupCpuMs,
    )}), restore ${seconds(figures.restoreMs)} (CPU ${seconds(
      figures.restoreCpuMs,
    )}), ${(figures.bytes / 1e6).toFixed(1)} MB, ${figures.rows} rows`,
  );
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
