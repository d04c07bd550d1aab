import { SchedulerService } from '@backstage/backend-plugin-api';
import { Housekeeping } from './Housekeeping';
import { ScheduledVerifications } from './verification/ScheduledVerifications';

/** Temporary folders are on this machine, so every process looks after its own. */
const FOLDERS_INTERVAL_MS = 10 * 60_000;

/**
 * Starts what happens by itself. What is left behind is found at once after a start, by timers of this process where it
 * concerns this machine or must not wait, and by one global task for the rest; another one has old backups verified.
 * Returns how to end what runs in this process.
 */
export async function startBackgroundTasks(options: {
  housekeeping: Housekeeping;
  verifications: ScheduledVerifications;
  scheduler: Pick<SchedulerService, 'scheduleTask'>;
  leaseMs: number;
}): Promise<() => Promise<void>> {
  const { housekeeping, verifications, scheduler, leaseMs } = options;
  const stopping = new AbortController();
  let busy: Promise<void> = housekeeping.run(stopping.signal);

  function every(milliseconds: number, task: () => Promise<void>) {
    return setInterval(() => {
      busy = busy.then(task).catch(() => {});
    }, milliseconds);
  }
  const timers = [
    every(FOLDERS_INTERVAL_MS, () => housekeeping.sweepFolders()),
    every(Math.min(10_000, Math.ceil(leaseMs / 3)), () =>
      housekeeping.recoverExpired(),
    ),
  ];
  await scheduler.scheduleTask({
    id: 'tdengine-backup-housekeeping',
    scope: 'global',
    frequency: { seconds: 60 },
    initialDelay: { seconds: 60 },
    timeout: { minutes: 10 },
    fn: signal => housekeeping.run(AbortSignal.any([signal, stopping.signal])),
    signal: stopping.signal,
  });
  await scheduler.scheduleTask({
    id: 'tdengine-backup-verifications',
    scope: 'global',
    frequency: { minutes: 5 },
    initialDelay: { minutes: 2 },
    timeout: { minutes: 4 },
    fn: signal => verifications.run(AbortSignal.any([signal, stopping.signal])),
    signal: stopping.signal,
  });
  return async () => {
    timers.forEach(timer => clearInterval(timer));
    stopping.abort(new Error('The process is about to end'));
    await busy;
  };
}
