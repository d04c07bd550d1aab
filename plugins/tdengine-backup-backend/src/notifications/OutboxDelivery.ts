import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, Notifier } from 'backstage-plugin-tdengine-backup-node';
import { coalesce } from '../coalesce';
import { OutboxStore } from '../database/OutboxStore';
import { NotifierDelivery, NotifierDeliveryOptions } from './NotifierDelivery';

const DAY_MS = 24 * 3_600_000;
const KEEP_MS = 7 * DAY_MS;
/** How long a process that stops waits for the message that is under way; after that its end is not known. */
const STOP_TIMEOUT_MS = 5_000;

export interface OutboxDeliveryOptions
  extends Omit<NotifierDeliveryOptions, 'notifier'> {
  outbox: OutboxStore;
  notifiers: readonly Notifier[];
}

/** Hands what waits to the notifiers, each by itself, so that a mail server that is down keeps nobody else waiting. */
export class OutboxDelivery {
  readonly #options: OutboxDeliveryOptions;
  readonly #deliveries: NotifierDelivery[];
  readonly #stopping = new AbortController();
  readonly #deliverSoon: () => Promise<void>;
  #last: Promise<void> | undefined;

  static create(options: OutboxDeliveryOptions): OutboxDelivery {
    return new OutboxDelivery(options);
  }

  private constructor(options: OutboxDeliveryOptions) {
    this.#options = options;
    this.#deliveries = options.notifiers.map(notifier =>
      NotifierDelivery.create({ ...options, notifier }),
    );
    this.#deliverSoon = coalesce(() => this.#deliver(this.#stopping.signal));
  }

  /** Delivers soon, since there may be something new. Never throws. */
  nudge(): void {
    if (this.#stopping.signal.aborted || this.#deliveries.length === 0) {
      return;
    }
    this.#last = this.#deliverSoon();
  }

  /** Delivers what is due now. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#deliver(AbortSignal.any([signal, this.#stopping.signal]));
  }

  /** Removes what ended long ago, and ends what waits for a notifier that is gone. */
  async prune(): Promise<void> {
    const { outbox, notifiers, logger } = this.#options;
    const now = this.#options.now();
    const abandoned = await outbox.abandon(
      notifiers.map(({ type }) => type),
      new Date(now.getTime() - DAY_MS),
      now,
    );
    if (abandoned > 0) {
      logger.warn(
        `${abandoned} messages waited for a day for notifiers that are not installed, and are not sent`,
      );
    }
    await outbox.prune(new Date(now.getTime() - KEEP_MS));
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The process is about to end'));
    await Promise.race([
      this.#last,
      sleep(STOP_TIMEOUT_MS, undefined, { ref: false }),
    ]);
  }

  async #deliver(signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.#deliveries.map(delivery =>
        delivery.run(signal).catch(error => {
          if (!signal.aborted) {
            this.#options.logger.warn(
              `Messages could not be delivered: ${describeError(error)}`,
            );
          }
        }),
      ),
    );
  }
}
