import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import {
  createEngine,
  Engine,
} from 'backstage-plugin-tdengine-backup-backend/engine';
import { TdengineSource } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/source';
import { localFolderTargetFactory } from 'backstage-plugin-tdengine-backup-node';
import knexFactory, { Knex } from 'knex';
import { SetsShape, writeSets } from './writeSets';

/** Collecting garbage must not be all that the process does. */
const LOOK_SHARE = 0.2;
const MIB = 1024 * 1024;
const caller = { ref: 'user:default/proof', ownershipRefs: [] };

/** What is measured, and with which database. */
export interface RescanCase extends SetsShape {
  /** Of an empty database; SQLite without one. */
  postgres?: string;
  /** Whether garbage is collected all the time, so that what is held can be told; it takes its time. */
  live?: boolean;
}

/** What one search took. */
export interface SearchFigures {
  added: number;
  ms: number;
  /** The longest time in which nothing else had its turn. */
  blockedMs: number;
  /** The most that was on the heap and beside it without garbage, above what was before; for `live` only. */
  heldMiB?: number;
}

/** Searches of one target by an engine that knows nothing of it, and by one that knows all of it. */
export interface RescanFigures {
  sets: number;
  metadataBytes: number;
  unknown: SearchFigures;
  known: SearchFigures;
  idleMiB: number;
  peakMiB: number;
}

const quiet: LoggerService = {
  error: message => console.error(message),
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => quiet,
};

function openDatabase(postgres: string | undefined): Knex {
  return postgres
    ? knexFactory({ client: 'pg', connection: postgres })
    : knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
}

async function search(engine: Engine, live: boolean): Promise<SearchFigures> {
  let most = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const begun = performance.now();
    global.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    most = Math.max(most, heapUsed + external);
    const took = performance.now() - begun;
    timer = live ? setTimeout(look, took / LOOK_SHARE) : undefined;
  };
  look();
  const before = most;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();
  const { job } = await engine.imports.rescan('default', caller);
  let state = job!.state;
  while (state === 'queued' || state === 'running') {
    await sleep(50);
    ({ state } = await engine.jobs.get(job!.id));
  }
  const ms = Math.round(performance.now() - startedAt);
  delay.disable();
  clearTimeout(timer);
  const rescan = await engine.imports.lastRescan('default');
  if (state !== 'succeeded' || rescan.result?.problemCount !== 0) {
    throw new Error(`The search is ${state}: ${JSON.stringify(rescan)}`);
  }
  return {
    added: rescan.result.added,
    ms,
    blockedMs: Math.round(delay.max / 1e6),
    ...(live && { heldMiB: Math.round(((most - before) / MIB) * 10) / 10 }),
  };
}

/** Runs in a process of its own (`--expose-gc`): `measureRescan.ts <case as JSON>`. Prints one line of JSON. */
async function main() {
  const {
    postgres,
    live = false,
    ...shape
  }: RescanCase = JSON.parse(process.argv[2]);
  const folder = await mkdtemp(path.join(tmpdir(), 'tdengine-backup-proof-'));
  const knex = openDatabase(postgres);
  try {
    const metadataBytes = await writeSets(folder, shape);
    const engine = await createEngine({
      database: { getClient: async () => knex },
      logger: quiet,
      config: new ConfigReader({
        tdengineBackup: {
          storage: { path: folder },
          jobs: { pollInterval: { milliseconds: 50 } },
        },
      }),
      sources: [TdengineSource.create({ instances: [] })],
      targetFactories: [localFolderTargetFactory],
      notifiers: [],
      scheduler: { scheduleTask: async () => {} },
    });
    await engine.start();
    const peakMiB = () => Math.round(process.resourceUsage().maxRSS / 1024);
    const idleMiB = peakMiB();
    const unknown = await search(engine, live);
    const known = await search(engine, live);
    await engine.stop();
    const figures: RescanFigures = {
      sets: shape.sets,
      metadataBytes,
      unknown,
      known,
      idleMiB,
      peakMiB: peakMiB(),
    };
    console.log(JSON.stringify(figures));
  } finally {
    await knex.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
