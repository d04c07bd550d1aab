import { monitorEventLoopDelay } from 'node:perf_hooks';
import { StageClock } from 'backstage-plugin-tdengine-backup-node';
import { quoteIdentifier } from 'tdengine-client';
import { INSTANCE, openEngine, OpenEngine } from '../../engine/openEngine';
import { connect, proofServer } from '../../server/connect';
import { OursTask } from './oursTask';
import { serverCpuSeconds } from './processTimes';
import { Run, RunExtra } from './Run';
import { variants } from './Variant';

const LOOP_RESOLUTION_MS = 5;
const PAGE_SIZE = 50;

/**
 * What the benchmark runs in a process of its own: one backup or restore by the product's engine, after one of a tiny
 * database, since a portal runs for long. Prints one line of JSON.
 */
async function main() {
  const task: OursTask = JSON.parse(process.argv[2]);
  const engine = await openEngine(proofServer(), {
    folder: task.folder,
    // Asking whether a run has ended is work of this process, too; who asks often measures that.
    pollMs: 40,
    encryption: { keys: [{ id: 'bench', secret: task.encryptionSecret }] },
    ...(task.throttle && { throttle: task.throttle }),
  });
  try {
    await warmUp(engine, task);
    const result =
      task.action === 'backup'
        ? await backUp(engine, task)
        : await restore(engine, task);
    console.log(JSON.stringify(result));
  } finally {
    await engine.close();
  }
}

async function warmUp(engine: OpenEngine, task: OursTask): Promise<void> {
  const { id } = await backUpAll(engine, task, task.warmUpDatabase);
  if (task.action === 'backup') {
    return;
  }
  const restored = `${task.warmUpDatabase}_restored`;
  const client = connect(proofServer());
  const drop = () =>
    client.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(restored)}`);
  try {
    await drop();
    await engine.restore({
      backupId: id,
      rename: { [task.warmUpDatabase]: restored },
    });
    await drop();
  } finally {
    await client.close();
  }
}

/** Format and compression are the product's defaults where the variant has no others; verifying is timed apart. */
function backUpAll(
  engine: OpenEngine,
  { variant }: OursTask,
  database: string,
) {
  return engine.backUp({
    scope: { databases: [database] },
    ...(variant && variants[variant]),
    packaging: 'folder',
    verify: false,
  });
}

async function backUp(
  engine: OpenEngine,
  task: OursTask,
): Promise<Run & { backupId: string }> {
  const { database, verify, profile = false } = task;
  const { signal } = new AbortController();
  const [listSeconds] = await timed(() =>
    engine.engine.instances.listObjects(INSTANCE, { database, signal }),
  );
  const { result: backup, ...run } = await measured(profile, () =>
    backUpAll(engine, task, database),
  );
  const [verifySeconds] = verify
    ? await timed(() => engine.verify(backup.id))
    : [undefined];
  return {
    ...run,
    rows: backup.rows ?? 0,
    bytes: backup.sizeBytes ?? 0,
    backupId: backup.id,
    extra: { ...run.extra, listSeconds, verifySeconds },
  };
}

async function restore(engine: OpenEngine, task: OursTask): Promise<Run> {
  const backupId = task.backupId ?? '';
  const request = {
    backupId,
    rename: { [task.database]: task.restored ?? '' },
  };
  // First, as it is for whoever did not look at the backup before.
  const [planSeconds, plan] = await timed(() => engine.plan(request));
  const [contentsSeconds] = await timed(() =>
    engine.engine.backups.contents(backupId, { page: 1, pageSize: PAGE_SIZE }),
  );
  const { result, ...run } = await measured(task.profile ?? false, () =>
    engine.restore(request, plan),
  );
  return {
    ...run,
    rows: result.rows ?? 0,
    extra: { ...run.extra, contentsSeconds, planSeconds },
  };
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const startedAt = performance.now();
  const result = await work();
  return [(performance.now() - startedAt) / 1_000, result];
}

async function measured<T>(
  profile: boolean,
  work: () => Promise<T>,
): Promise<
  { result: T; extra: RunExtra } & Pick<
    Run,
    'seconds' | 'clientCpuSeconds' | 'serverCpuSeconds' | 'peakMiB'
  >
> {
  const idleMiB = Math.round(process.memoryUsage.rss() / 1024 / 1024);
  const delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  const serverBefore = await serverCpuSeconds();
  const stages = profile ? StageClock.start() : undefined;
  delay.enable();
  const cpuBefore = process.cpuUsage();
  const [seconds, result] = await timed(work);
  const cpu = process.cpuUsage(cpuBefore);
  delay.disable();
  const serverAfter = await serverCpuSeconds();
  // What is recorded is the time between two looks.
  const late = (nanoseconds: number) =>
    Math.max(0, Math.round(nanoseconds / 1e6 - LOOP_RESOLUTION_MS));
  return {
    result,
    seconds,
    clientCpuSeconds: (cpu.user + cpu.system) / 1e6,
    ...(serverBefore !== undefined &&
      serverAfter !== undefined && {
        serverCpuSeconds: serverAfter - serverBefore,
      }),
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    extra: {
      idleMiB,
      ...(stages && { stages: stages.stop() }),
      eventLoop: {
        p99Ms: late(delay.percentile(99)),
        maxMs: late(delay.max),
      },
    },
  };
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
