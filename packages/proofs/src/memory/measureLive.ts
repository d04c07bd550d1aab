import { openEngine } from '../engine/openEngine';
import { proofServer } from '../server/connect';

const LOOK_EVERY_MS = 200;

/** The most that was held at once in each step, in bytes: on the heap and beside it, without garbage. */
export interface LiveFigures {
  rows: number;
  backup: number;
  verification: number;
  restore: number;
}

/**
 * What the test of memory runs in a process of its own (`--expose-gc`): backs each of the databases up, verifies the
 * backup and restores it. Collects garbage all the time, so that what is measured depends on nothing but what is held.
 * Prints one line of JSON: figures by database.
 */
async function main() {
  const engine = await openEngine(proofServer(), { pollMs: 10 });
  const figures: Record<string, LiveFigures> = {};
  try {
    for (const database of process.argv.slice(2)) {
      const [backup, backedUp] = await watched(() =>
        engine.backUp({
          scope: { databases: [database] },
          packaging: 'folder',
          verify: false,
        }),
      );
      const [, verification] = await watched(() => engine.verify(backup.id));
      const [restored, restore] = await watched(() =>
        engine.restore({
          backupId: backup.id,
          rename: { [database]: `${database}_restored` },
        }),
      );
      figures[database] = {
        rows: restored.rows ?? 0,
        backup: backedUp,
        verification,
        restore,
      };
    }
    console.log(JSON.stringify(figures));
  } finally {
    await engine.close();
  }
}

async function watched<T>(work: () => Promise<T>): Promise<[T, number]> {
  let most = 0;
  const look = () => {
    global.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    most = Math.max(most, heapUsed + external);
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  try {
    const result = await work();
    look();
    return [result, most];
  } finally {
    clearInterval(timer);
  }
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
