import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quoteIdentifier, TDengineClient } from 'tdengine-client';
import { ProofServer } from '../../server/connect';
import { BENCH_PREFIX, DataSet, DataShape } from '../data/DataSet';
import { checkRestored } from './checkRestored';
import { Check, DataFigures, MachineFacts, Pair } from './DataFigures';
import { Driver } from './Driver';
import { describeRun } from './describeRun';
import { Outcome, Side, succeeded } from './Run';
import { dumpWithDumper, restoreWithDumper } from './runDumper';
import { OursOutcome, runOurs } from './runOurs';
import { untilIdle } from './untilIdle';
import { isVariant, Variant } from './Variant';

/** What a data set is measured with. */
export interface MeasureContext {
  client: TDengineClient;
  server: ProofServer;
  data: DataSet;
  database: string;
  shape: DataShape;
  warmUpDatabase: string;
  pairs: number;
  /** Absent where it is not on PATH. */
  dumper?: string;
  against: readonly Driver[];
  /** Other ways of ours. */
  variants: readonly Variant[];
  profile: boolean;
  facts: MachineFacts;
  log(line: string): void;
}

const RESTORED = `${BENCH_PREFIX}restored`;

/** Runs all sides in turn, each pair in the other order, and checks what they restored. */
export async function measureData(
  context: MeasureContext,
): Promise<DataFigures> {
  const { data, shape, facts, log } = context;
  const pairs: Pair[] = [];
  const checks: Check[] = [];
  const failed = new Set<Side>();
  for (let number = 0; number < context.pairs; number++) {
    const sides = (
      [
        'ours',
        ...context.variants,
        ...(context.dumper ? context.against : []),
      ] as Side[]
    ).filter(side => !failed.has(side));
    const pair = await measurePair(
      context,
      number,
      number % 2 === 0 ? sides : sides.reverse(),
      checks,
    );
    pairs.push(pair);
    // What cannot run here will not run the next time.
    for (const side of sides.filter(name => !succeeded(pair[name]?.backup))) {
      failed.add(side);
    }
  }
  const figures: DataFigures = {
    name: data.name,
    title: data.title,
    ...shape,
    facts,
    pairs,
    checks,
  };
  if (data.throttledTo === undefined || failed.has('ours')) {
    return figures;
  }
  const rowsPerSecond = data.throttledTo;
  const run = await inFolder(folder =>
    runOurs({
      ...taskOf(context, 'ours', folder),
      throttle: { rowsPerSecond },
    }),
  );
  log(describeRun(`ours, at most ${rowsPerSecond} rows/s`, 'backup', run));
  return succeeded(run)
    ? { ...figures, throttled: { rowsPerSecond, run } }
    : figures;
}

async function measurePair(
  context: MeasureContext,
  number: number,
  sides: readonly Side[],
  checks: Check[],
): Promise<Pair> {
  const { client, database, shape, log } = context;
  const drop = () =>
    client.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(RESTORED)}`);
  const pair: Pair = {};
  return inFolder(async root => {
    for (const side of sides) {
      const folder = path.join(root, side);
      await mkdir(folder);
      await untilIdle();
      const backup = await backUp(context, side, folder);
      log(describeRun(`${number + 1} ${side}`, 'backup', backup));
      pair[side] = { backup };
    }
    try {
      for (const side of sides) {
        const { backup } = pair[side]!;
        if (!succeeded(backup)) {
          continue;
        }
        await drop();
        await untilIdle();
        const restore = await restoreFrom(
          context,
          side,
          path.join(root, side),
          backup,
        );
        log(describeRun(`${number + 1} ${side}`, 'restore', restore));
        pair[side]!.restore = restore;
        if (!succeeded(restore)) {
          continue;
        }
        const check = await checkRestored(client, database, RESTORED, {
          rows: shape.rows,
          values: number === 0,
        });
        checks.push({ side, pair: number + 1, ...check });
        for (const difference of check.differences) {
          log(`  ${side} DIFFERS: ${difference}`);
        }
      }
    } finally {
      await drop();
    }
    return pair;
  });
}

async function backUp(
  context: MeasureContext,
  side: Side,
  folder: string,
): Promise<Outcome> {
  return isOurs(side)
    ? runOurs({ ...taskOf(context, side, folder), verify: true })
    : dumpWithDumper(dumperOf(context, side, folder), context.database);
}

async function restoreFrom(
  context: MeasureContext,
  side: Side,
  folder: string,
  backup: OursOutcome,
): Promise<Outcome> {
  const { database } = context;
  return isOurs(side)
    ? runOurs({
        ...taskOf(context, side, folder),
        action: 'restore',
        backupId: (backup as { backupId?: string }).backupId,
        restored: RESTORED,
      })
    : restoreWithDumper(dumperOf(context, side, folder), database, RESTORED);
}

function isOurs(side: Side): side is 'ours' | Variant {
  return side === 'ours' || isVariant(side);
}

/** Of no use to anybody: what it protects is gone with the run. */
const encryptionSecret = randomBytes(32).toString('base64');

function taskOf(
  context: MeasureContext,
  side: 'ours' | Variant,
  folder: string,
) {
  const { database, warmUpDatabase, profile } = context;
  return {
    action: 'backup' as const,
    database,
    warmUpDatabase,
    folder,
    profile,
    encryptionSecret,
    ...(side !== 'ours' && { variant: side }),
  };
}

function dumperOf(context: MeasureContext, driver: Driver, folder: string) {
  const { server, dumper: program = '' } = context;
  return { program, driver, server, folder };
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tdengine-backup-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
