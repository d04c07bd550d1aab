import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { AlertMonitor } from '../alerts/AlertMonitor';
import { StorageSampler } from '../usage/StorageSampler';

/**
 * Starts what watches by itself: alerts every minute, and the daily sample of the storage, which is made up at once where
 * nothing ran at its time.
 */
export async function startOverviewTasks(options: {
  monitor: AlertMonitor;
  sampler: StorageSampler;
  scheduler: Pick<SchedulerService, 'scheduleTask'>;
  logger: LoggerService;
}): Promise<() => Promise<void>> {
  const { monitor, sampler, scheduler, logger } = options;
  const stopping = new AbortController();
  const first = sampler.run(stopping.signal).catch(error => {
    logger.warn(
      `The usage of the storage could not be sampled: ${describeError(error)}`,
    );
  });
  await scheduler.scheduleTask({
    id: 'tdengine-backup-storage-samples',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { minutes: 5 },
    fn: signal => sampler.run(AbortSignal.any([signal, stopping.signal])),
    signal: stopping.signal,
  });
  await scheduler.scheduleTask({
    id: 'tdengine-backup-alerts',
    scope: 'global',
    frequency: { minutes: 1 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: signal => monitor.run(AbortSignal.any([signal, stopping.signal])),
    signal: stopping.signal,
  });
  return async () => {
    stopping.abort(new Error('The process is about to end'));
    await first;
  };
}
