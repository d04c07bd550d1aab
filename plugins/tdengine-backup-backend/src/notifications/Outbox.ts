import { Notifier } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { OutboxStore } from '../database/OutboxStore';
import { AddressedNews } from './News';

export interface OutboxOptions {
  outbox: OutboxStore;
  notifiers: readonly Notifier[];
  now: () => Date;
}

/** Where news wait for their delivery, written in the transaction that makes them true. */
export class Outbox {
  readonly #options: OutboxOptions;

  static create(options: OutboxOptions): Outbox {
    return new Outbox(options);
  }

  private constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** One for every notifier that can reach somebody; the caller's transaction says whether it is true. */
  async add(news: AddressedNews, tx: Knex.Transaction): Promise<void> {
    const { outbox, notifiers, now } = this.#options;
    await outbox.insert(
      news,
      notifiers
        .filter(notifier => notifier.reaches(news.recipients))
        .map(({ type }) => type),
      now(),
      tx,
    );
  }

  /** Those who were told of a failure that is not over. */
  async toldOfFailure(
    thread: string,
    tx: Knex.Transaction,
  ): Promise<AddressedNews['recipients'] | undefined> {
    return this.#options.outbox.findToldOfFailure(thread, tx);
  }
}
