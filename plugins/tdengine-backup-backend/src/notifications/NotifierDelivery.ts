import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  BackupNotification,
  describeError,
  Notifier,
  untilAborted,
} from 'backstage-plugin-tdengine-backup-node';
import {
  DeliveryLease,
  OutboxEntry,
  OutboxStore,
} from '../database/OutboxStore';
import { gatherMessages } from './gatherMessages';
import { renderDigest } from './renderDigest';
import { renderNews } from './renderNews';

const NOTIFY_TIMEOUT_MS = 30_000;
/** Renewed before every message, so it outlasts the longest one. */
const LEASE_MS = 3 * NOTIFY_TIMEOUT_MS;
const AT_ONCE = 500;
const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * MINUTE_MS;
const GIVE_UP_AFTER_MS = 24 * 3_600_000;
/** A notifier that fails so often in a row is left alone for this time. */
const FAILURES_IN_A_ROW = 3;
/** A message whose process was killed is sent a second time, not a third. */
const MOST_UNKNOWN_ENDS = 2;

export interface NotifierDeliveryOptions {
  outbox: OutboxStore;
  notifier: Notifier;
  baseUrl?: string;
  /** Called for every message that was sent, every try that failed, and everything given up. */
  onDelivery?: (
    notifier: string,
    result: 'sent' | 'failed' | 'given_up',
  ) => void;
  logger: LoggerService;
  now: () => Date;
}

/** Delivers what waits for one notifier: one process at a time, message by message, those of a thread in their order. */
export class NotifierDelivery {
  readonly #options: NotifierDeliveryOptions;

  static create(options: NotifierDeliveryOptions): NotifierDelivery {
    return new NotifierDelivery(options);
  }

  private constructor(options: NotifierDeliveryOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { outbox, notifier } = this.#options;
    if ((await outbox.listDue(notifier.type, this.#now(), 1)).length === 0) {
      return;
    }
    const lease = await outbox.lease(notifier.type, LEASE_MS);
    if (!lease) {
      return;
    }
    try {
      await this.#deliver(lease, signal);
    } finally {
      await outbox.release(lease);
    }
  }

  async #deliver(lease: DeliveryLease, signal: AbortSignal): Promise<void> {
    const { outbox, notifier } = this.#options;
    const due = await outbox.listDue(notifier.type, this.#now(), AT_ONCE);
    const entries = await this.#withoutEndless(lease, due);
    const blocked = new Set<string>();
    let failures = 0;
    for (const message of gatherMessages(entries, await this.#budget())) {
      const ready = message.filter(({ thread }) => !blocked.has(thread));
      if (ready.length === 0) {
        continue;
      }
      if (
        signal.aborted ||
        failures === FAILURES_IN_A_ROW ||
        !(await outbox.renew(lease, LEASE_MS))
      ) {
        return;
      }
      if (await this.#send(lease, ready)) {
        failures = 0;
      } else {
        failures++;
        ready.forEach(({ thread }) => blocked.add(thread));
      }
    }
  }

  /** Whether the notifier took it, or never will. */
  async #send(
    lease: DeliveryLease,
    entries: readonly OutboxEntry[],
  ): Promise<boolean> {
    const { outbox, notifier, logger } = this.#options;
    const ids = entries.map(({ id }) => id);
    const notification = await this.#render(entries);
    if (!(await outbox.markBegun(lease, ids))) {
      return false;
    }
    try {
      // A process that stops lets go on what is under way: cut off, it might be sent a second time.
      const signal = AbortSignal.timeout(NOTIFY_TIMEOUT_MS);
      await untilAborted(notifier.notify(notification, { signal }), signal);
    } catch (error) {
      return this.#failed(lease, entries, error);
    }
    await outbox.markSent(lease, ids, { as: notification.id, at: this.#now() });
    this.#options.onDelivery?.(notifier.type, 'sent');
    logger.debug(`Notifier '${notifier.type}' took: ${notification.title}`);
    return true;
  }

  async #failed(
    lease: DeliveryLease,
    entries: readonly OutboxEntry[],
    failure: unknown,
  ): Promise<boolean> {
    const { outbox, notifier, logger } = this.#options;
    const error = describeError(failure);
    const now = this.#now();
    const isRefused =
      isError(failure) && failure.name === 'NotificationRefusedError';
    const hopeless = entries.filter(
      ({ createdAt }) =>
        isRefused || now.getTime() - createdAt.getTime() >= GIVE_UP_AFTER_MS,
    );
    const others = entries.filter(entry => !hopeless.includes(entry));
    if (others.length > 0) {
      this.#options.onDelivery?.(notifier.type, 'failed');
    }
    for (const { id, thread } of hopeless) {
      await outbox.markGivenUp(lease, [id], { error, at: now });
      this.#options.onDelivery?.(notifier.type, 'given_up');
      logger.error(
        `Notifier '${notifier.type}' ${
          isRefused ? 'refuses' : 'failed for a day to deliver'
        } a message about ${thread}, which is not sent: ${error}`,
      );
    }
    for (const { id, attempts } of others) {
      await outbox.markFailed(lease, [id], {
        error,
        nextAttemptAt: new Date(now.getTime() + pauseAfter(attempts)),
      });
    }
    if (others.some(({ attempts }) => attempts === 0)) {
      const message = `Notifier '${notifier.type}' failed and is tried again: ${error}`;
      if (isError(failure) && failure.name === 'ServiceUnavailableError') {
        logger.debug(message);
      } else {
        logger.warn(message);
      }
    }
    return isRefused;
  }

  /** A message that kills the process, or goes out every time before it is killed, must not do so for ever. */
  async #withoutEndless(
    lease: DeliveryLease,
    entries: readonly OutboxEntry[],
  ): Promise<OutboxEntry[]> {
    const { outbox, notifier, logger } = this.#options;
    const endless = entries.filter(
      ({ unknownEnds }) => unknownEnds >= MOST_UNKNOWN_ENDS,
    );
    for (const { id, thread } of endless) {
      const error =
        'Its delivery was begun twice, and the process ended each time before its end was known';
      await outbox.markGivenUp(lease, [id], { error, at: this.#now() });
      logger.error(
        `Notifier '${notifier.type}' may or may not have sent a message about ${thread}: ${error}`,
      );
    }
    return entries.filter(entry => !endless.includes(entry));
  }

  async #render(entries: readonly OutboxEntry[]): Promise<BackupNotification> {
    const { outbox, notifier, baseUrl } = this.#options;
    const messages: BackupNotification[] = [];
    for (const entry of entries) {
      const answers = await outbox.findAnswered(notifier.type, entry);
      messages.push(
        renderNews(entry, { id: entry.messageId, answers, baseUrl }),
      );
    }
    return messages.length === 1
      ? messages[0]
      : renderDigest(messages, { baseUrl });
  }

  async #budget(): Promise<number> {
    const { outbox, notifier } = this.#options;
    const { mostPerMinute = Infinity, type } = notifier;
    if (mostPerMinute === Infinity) {
      return Infinity;
    }
    const aMinuteAgo = new Date(this.#now().getTime() - MINUTE_MS);
    return mostPerMinute - (await outbox.countSent(type, aMinuteAgo));
  }

  #now(): Date {
    return this.#options.now();
  }
}

/** Half a minute, then twice as long each time, up to a quarter of an hour. */
function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS);
}
