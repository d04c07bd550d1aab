import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BackupNotification,
  Notifier,
} from 'backstage-plugin-tdengine-backup-node';
import { describeError } from '../jobs/describeError';

const NOTIFY_TIMEOUT_MS = 30_000;

/** Hands a notification to every notifier. One that fails is logged and does not keep the others from it. */
export async function notifyAll(
  notifiers: readonly Notifier[],
  notification: BackupNotification,
  logger: LoggerService,
): Promise<void> {
  for (const notifier of notifiers) {
    try {
      await notifier.notify(notification, {
        signal: AbortSignal.timeout(NOTIFY_TIMEOUT_MS),
      });
    } catch (error) {
      logger.warn(
        `Notifier '${notifier.type}' failed: ${describeError(error)}`,
      );
    }
  }
}
