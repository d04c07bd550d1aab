import { LoggerService } from '@backstage/backend-plugin-api';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  BackupNotification,
  NotificationRecipients,
  Notifier,
} from 'backstage-plugin-tdengine-backup-node';

/** While a portal starts, the plugin may not be there yet. */
const STARTING_MS = 2 * 60_000;
/** What its client says where no plugin answers under that name. */
const NOT_FOUND = /\bstatus 404\b/;

/**
 * Tells people in the portal. Where the notifications plugin is not installed, nobody is told and that is no error: it is
 * logged once.
 */
export class BackstageNotifier implements Notifier {
  readonly type = 'backstage';
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;
  readonly #startedAt = Date.now();
  #isAbsenceLogged = false;

  static create(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }): BackstageNotifier {
    return new BackstageNotifier(options);
  }

  private constructor(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  reaches({ entityRefs }: NotificationRecipients): boolean {
    return entityRefs.length > 0;
  }

  async notify(notification: BackupNotification): Promise<void> {
    const { title, summary, link, severity, topic, thread, recipients } =
      notification;
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: [...recipients.entityRefs] },
        payload: {
          title,
          description: summary,
          link,
          severity,
          topic,
          scope: thread,
        },
      });
    } catch (error) {
      if (!isError(error) || !NOT_FOUND.test(error.message)) {
        throw error;
      }
      if (Date.now() - this.#startedAt < STARTING_MS) {
        throw new ServiceUnavailableError(
          'The notifications plugin does not answer yet',
          error,
        );
      }
      if (!this.#isAbsenceLogged) {
        this.#isAbsenceLogged = true;
        this.#logger.debug(
          'The notifications plugin is not installed, so nobody is told in the portal',
        );
      }
    }
  }
}
