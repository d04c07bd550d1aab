import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { quoteIdentifier } from 'tdengine-client';
import { connect, PROOF_PREFIX, proofServer } from '../server/connect';
import { generateRows } from './generateRows';
import { measurePortal, PortalFigures } from './measurePortal';

const run = promisify(execFile);
const reportPath = resolvePackagePath('proofs', '../../docs/memory.json');

/** What is promised, in MiB. */
const LIMITS = { engine: 400, portalIncrease: 300 };

interface EngineFigures {
  rows: number;
  restoredRows: number;
  sizeBytes: number;
  idleMiB: number;
  backup: { peakMiB: number; ms: number };
  restore: { peakMiB: number; ms: number };
}

/** A process of its own, so that the peak is the engine's and not that of making the rows. */
async function measureEngine(database: string): Promise<EngineFigures> {
  const { stdout } = await run(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolvePackagePath('proofs', 'src/memory/measure.ts'),
      database,
    ],
    { env: process.env, maxBuffer: 1024 * 1024 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** `yarn memory [millions of rows]`: peak resident memory of a backup and a restore, without and with the portal. */
async function main() {
  const millions = Number(process.argv[2] ?? 10);
  const server = proofServer();
  const client = connect(server);
  const database = `${PROOF_PREFIX}memory`;
  const { version } = await client.assertSupported();
  const drop = async (name: string) => {
    await client.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)}`);
  };
  let engine: EngineFigures;
  let portal: PortalFigures;
  try {
    console.log(`Making ${millions} million rows in 1,000 tables …`);
    await generateRows(client, {
      database,
      tables: 1_000,
      rowsPerTable: millions * 1_000,
    });
    await drop(`${PROOF_PREFIX}memory_restored`);
    engine = await measureEngine(database);
    console.log('engine alone', engine);
    await drop(`${PROOF_PREFIX}memory_restored`);
    portal = await measurePortal({
      server,
      database,
      restored: `${PROOF_PREFIX}memory_restored`,
    });
    console.log('in the portal', portal);
  } finally {
    await drop(`${PROOF_PREFIX}memory_restored`);
    await drop(database);
    await client.close();
  }
  const failures = [
    ...(engine.restore.peakMiB > LIMITS.engine
      ? [`the engine took ${engine.restore.peakMiB} MiB`]
      : []),
    ...(portal.increaseMiB > LIMITS.portalIncrease
      ? [`the portal grew by ${portal.increaseMiB} MiB`]
      : []),
    ...(engine.restoredRows === millions * 1_000_000
      ? []
      : [`${engine.restoredRows} rows were restored`]),
  ];
  const previous = JSON.parse(
    await readFile(reportPath, 'utf8').catch(() => '{}'),
  );
  await writeFile(
    reportPath,
    `${JSON.stringify(
      {
        ...previous,
        [`${millions} million rows`]: {
          date: new Date().toISOString().slice(0, 10),
          tdengine: version,
          node: process.versions.node,
          engine,
          portal,
        },
      },
      undefined,
      2,
    )}\n`,
  );
  console.log(
    failures.length === 0
      ? `within ${LIMITS.engine} MiB and ${LIMITS.portalIncrease} MiB more`
      : `too much: ${failures.join('; ')}`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
