import { ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { quoteIdentifier } from 'tdengine-client';
import { generateRows } from '../memory/generateRows';
import {
  connect,
  PROOF_PREFIX,
  ProofServer,
  proofServer,
} from '../server/connect';
import { measurePolicies, PolicyFigures } from './measurePolicies';

const reportPath = resolvePackagePath('proofs', '../../docs/policies.json');
const DATABASE = `${PROOF_PREFIX}policies`;
const SHAPE = { tables: 10, rowsPerTable: 100 };
/** As the example portal is configured. */
const PARALLEL_RUNS = 2;
/** What is promised, in milliseconds. */
const LIMITS = { queued: 1_000, health: 100 };

/** `yarn policies [how many]`: policies that are due in the same minute, in the whole portal. */
async function main() {
  const policies = Number(process.argv[2] ?? 500);
  const { server, name, close } = process.env.TDENGINE_URL
    ? await fillServer(proofServer())
    : await simulate();
  let figures: PolicyFigures;
  try {
    console.log(`Making ${policies} policies on ${name} …`);
    figures = await measurePolicies({ server, database: DATABASE, policies });
    console.log(figures);
  } finally {
    await close();
  }
  await keep(name, figures);
  const failures = findFailures(figures);
  console.log(failures.length === 0 ? 'as promised' : failures.join('\n'));
  process.exitCode = failures.length === 0 ? 0 : 1;
}

function findFailures(figures: PolicyFigures): string[] {
  const { policies, queuedInMs, succeeded, health } = figures;
  return [
    ...(queuedInMs > LIMITS.queued
      ? [`Queuing took ${queuedInMs} ms, more than ${LIMITS.queued}`]
      : []),
    ...(succeeded < policies ? [`${succeeded} of ${policies} succeeded`] : []),
    ...(figures.mostAtOnce > PARALLEL_RUNS
      ? [`${figures.mostAtOnce} ran at once, more than ${PARALLEL_RUNS}`]
      : []),
    ...Object.entries(health).flatMap(([what, { slowestMs }]) =>
      slowestMs > LIMITS.health
        ? [`The health of the ${what} took ${slowestMs} ms once`]
        : [],
    ),
  ];
}

async function keep(name: string, figures: PolicyFigures): Promise<void> {
  const previous = JSON.parse(
    await readFile(reportPath, 'utf8').catch(() => '{}'),
  );
  const entry = {
    date: new Date().toISOString().slice(0, 10),
    server: name,
    node: process.versions.node,
    // What else the machine had to do.
    load: Math.round(loadavg()[0] * 10) / 10,
    ...figures,
  };
  const report = { ...previous, [`${figures.policies} policies`]: entry };
  await writeFile(reportPath, `${JSON.stringify(report, undefined, 2)}\n`);
}

interface FilledServer {
  server: ProofServer;
  name: string;
  close(): Promise<void>;
}

async function fillServer(server: ProofServer): Promise<FilledServer> {
  const client = connect(server);
  const { version } = await client.assertSupported();
  await generateRows(client, { database: DATABASE, ...SHAPE });
  return {
    server,
    name: `TDengine ${version}`,
    async close() {
      await client.execute(
        `DROP DATABASE IF EXISTS ${quoteIdentifier(DATABASE)}`,
      );
      await client.close();
    },
  };
}

/** In a process of its own, so that its work does not keep the portal from answering. */
async function simulate(): Promise<FilledServer> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolvePackagePath('proofs', 'src/memory/simulate.ts'),
      JSON.stringify({ [DATABASE]: SHAPE }),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return {
    server: { url: await firstLine(child), user: 'root', password: 'taosdata' },
    name: 'the simulator',
    async close() {
      child.kill();
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    return line;
  }
  throw new Error('The simulator did not start');
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
