import {
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { OutboxDelivery } from '../notifications/OutboxDelivery';
import { PolicyScheduler } from '../policies/PolicyScheduler';
import { ScheduledCleanUps } from '../policies/ScheduledCleanUps';
import { ScheduledTransfers } from '../policies/ScheduledTransfers';
import { ScheduledRepairs } from './copies/ScheduledRepairs';
import { Housekeeping } from './Housekeeping';
import { ScheduledVerifications } from './verification/ScheduledVerifications';

/** Temporary folders are on this machine, so every process looks after its own. */
const FOLDERS_INTERVAL_MS = 10 * 60_000;

/** What one process at a time does for all of them. */
interface GlobalTask
  extends Pick<
    SchedulerServiceTaskScheduleDefinition,
    'frequency' | 'initialDelay' | 'timeout'
  > {
  id: string;
  run: (signal: AbortSignal) => Promise<void>;
}

/**
 * Starts what happens by itself. What is left behind is found at once after a start, by timers of this process where it
 * concerns this machine or must not wait, and by one global task for the rest; others run policies, remove what these do not keep, and
 * have old backups verified. Returns how to end what runs in this process.
 */
export async function startBackgroundTasks(options: {
  housekeeping: Housekeeping;
  verifications: ScheduledVerifications;
  repairs: ScheduledRepairs;
  policies: PolicyScheduler;
  cleanUps: ScheduledCleanUps;
  transfers: ScheduledTransfers;
  delivery: OutboxDelivery;
  scheduler: Pick<SchedulerService, 'scheduleTask'>;
  leaseMs: number;
}): Promise<() => Promise<void>> {
  const {
    housekeeping,
    verifications,
    repairs,
    policies,
    cleanUps,
    transfers,
    delivery,
    scheduler,
    leaseMs,
  } = options;
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
  const tasks: GlobalTask[] = [
    {
      id: 'tdengine-backup-housekeeping',
      frequency: { seconds: 60 },
      initialDelay: { seconds: 60 },
      timeout: { minutes: 10 },
      run: signal => housekeeping.run(signal),
    },
    {
      id: 'tdengine-backup-policies',
      frequency: { seconds: 15 },
      timeout: { minutes: 2 },
      run: signal => policies.tick(signal),
    },
    {
      id: 'tdengine-backup-notifications',
      frequency: { seconds: 30 },
      timeout: { minutes: 10 },
      run: signal => delivery.run(signal),
    },
    {
      id: 'tdengine-backup-retention',
      frequency: { hours: 24 },
      initialDelay: { minutes: 5 },
      timeout: { minutes: 30 },
      run: signal => cleanUps.run(signal),
    },
    {
      id: 'tdengine-backup-transfers',
      frequency: { minutes: 30 },
      initialDelay: { minutes: 4 },
      timeout: { minutes: 10 },
      run: signal => transfers.run(signal),
    },
    {
      id: 'tdengine-backup-repairs',
      frequency: { seconds: 30 },
      initialDelay: { seconds: 30 },
      timeout: { minutes: 2 },
      run: signal => repairs.run(signal),
    },
    {
      id: 'tdengine-backup-verifications',
      frequency: { minutes: 5 },
      initialDelay: { minutes: 2 },
      timeout: { minutes: 4 },
      run: signal => verifications.run(signal),
    },
  ];
  for (const { run, ...task } of tasks) {
    await scheduler.scheduleTask({
      ...task,
      scope: 'global',
      fn: signal => run(AbortSignal.any([signal, stopping.signal])),
      signal: stopping.signal,
    });
  }
  return async () => {
    timers.forEach(timer => clearInterval(timer));
    stopping.abort(new Error('The process is about to end'));
    await busy;
  };
}
