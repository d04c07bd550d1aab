import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { AddressedNews, News } from '../notifications/News';
import { toDate, toNumber, TimestampColumn } from './conversion';
import { DatabaseClock } from './DatabaseClock';
import {
  DeliveryLease,
  OutboxEntry,
  OutboxStatus,
  OutboxStore,
} from './OutboxStore';

interface OutboxRow {
  id: number | string;
  message_id: string;
  thread: string;
  outcome: News['outcome'];
  news: string;
  recipients: string;
  language: AddressedNews['language'];
  created_at: TimestampColumn;
  attempts: number;
  unknown_ends: number;
}

interface StatusRow {
  notifier: string;
  waiting: number | string;
  oldest: TimestampColumn;
}

/** Outcomes that a later message of the same thread puts an end to. */
const FAILURES: ReadonlyArray<News['outcome']> = ['failed', 'partially-failed'];
const BEGINNINGS: ReadonlyArray<News['outcome']> = [...FAILURES, 'opened'];
const ENDS: ReadonlyArray<News['outcome']> = ['recovered', 'closed'];

/** Keeps messages in SQL. */
export class DatabaseOutboxStore implements OutboxStore {
  readonly #knex: Knex;
  readonly #clock: DatabaseClock;

  static create(options: { knex: Knex }): DatabaseOutboxStore {
    return new DatabaseOutboxStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.#clock = DatabaseClock.create(knex);
  }

  async insert(
    { news, thread, recipients, language }: AddressedNews,
    notifiers: readonly string[],
    at: Date,
    transaction: Knex.Transaction,
  ): Promise<void> {
    const messageId = randomUUID();
    for (const notifier of notifiers) {
      await transaction('outbox').insert({
        message_id: messageId,
        notifier,
        thread,
        policy_id: news.kind === 'policy' ? news.policy.id : null,
        outcome: news.outcome,
        news: JSON.stringify(news),
        recipients: JSON.stringify(recipients),
        language,
        state: 'waiting',
        created_at: at,
        next_attempt_at: at,
        attempts: 0,
        unknown_ends: 0,
      });
    }
  }

  async findToldOfFailure(
    thread: string,
    transaction: Knex.Transaction,
  ): Promise<AddressedNews['recipients'] | undefined> {
    const last: OutboxRow | undefined = await transaction('outbox')
      .where({ thread })
      .whereIn('outcome', [...FAILURES, 'recovered'])
      .orderBy('id', 'desc')
      .first();
    return last && FAILURES.includes(last.outcome)
      ? JSON.parse(last.recipients)
      : undefined;
  }

  async lease(
    notifier: string,
    leaseMs: number,
  ): Promise<DeliveryLease | undefined> {
    await this.#knex('outbox_leases')
      .insert({ notifier })
      .onConflict('notifier')
      .ignore();
    const token = randomUUID();
    const taken = await this.#knex('outbox_leases')
      .where({ notifier })
      .where(inner =>
        inner
          .whereNull('lease_token')
          .orWhere('lease_expires_at', '<', this.#clock.now()),
      )
      .update({
        lease_token: token,
        lease_expires_at: this.#clock.after(leaseMs),
      });
    return taken === 1 ? { notifier, token } : undefined;
  }

  async renew(
    { notifier, token }: DeliveryLease,
    leaseMs: number,
  ): Promise<boolean> {
    const renewed = await this.#knex('outbox_leases')
      .where({ notifier, lease_token: token })
      .update({ lease_expires_at: this.#clock.after(leaseMs) });
    return renewed === 1;
  }

  async release({ notifier, token }: DeliveryLease): Promise<void> {
    await this.#knex('outbox_leases')
      .where({ notifier, lease_token: token })
      .update({ lease_token: null, lease_expires_at: null });
  }

  async listDue(
    notifier: string,
    at: Date,
    limit: number,
  ): Promise<OutboxEntry[]> {
    const rows: OutboxRow[] = await this.#knex('outbox')
      .where({ notifier, state: 'waiting' })
      .where('next_attempt_at', '<=', at)
      .whereNotExists(
        this.#knex('outbox as earlier')
          .where({ 'earlier.notifier': notifier, 'earlier.state': 'waiting' })
          .where('earlier.thread', this.#knex.ref('outbox.thread'))
          .where('earlier.id', '<', this.#knex.ref('outbox.id'))
          .where('earlier.next_attempt_at', '>', at)
          .select(this.#knex.raw('1')),
      )
      .orderBy('id')
      .limit(limit);
    return rows.map(toEntry);
  }

  async countSent(notifier: string, after: Date): Promise<number> {
    const [row] = await this.#knex('outbox')
      .where({ notifier, state: 'sent' })
      .where('ended_at', '>', after)
      .countDistinct({ total: 'sent_as' });
    return toNumber(row.total ?? 0);
  }

  async findAnswered(
    notifier: string,
    { id, thread, news }: OutboxEntry,
  ): Promise<string | undefined> {
    if (!ENDS.includes(news.outcome)) {
      return undefined;
    }
    const answered = await this.#knex('outbox')
      .where({ notifier, thread, state: 'sent' })
      .whereIn('outcome', BEGINNINGS)
      .where('id', '<', id)
      .orderBy('id', 'desc')
      .first('sent_as');
    return answered?.sent_as;
  }

  async markBegun(
    lease: DeliveryLease,
    ids: readonly number[],
  ): Promise<boolean> {
    const count = await this.#owned(lease, ids).increment('unknown_ends', 1);
    return count === ids.length;
  }

  async markSent(
    lease: DeliveryLease,
    ids: readonly number[],
    sent: { as: string; at: Date },
  ): Promise<void> {
    await this.#owned(lease, ids).update({
      state: 'sent',
      sent_as: sent.as,
      ended_at: sent.at,
      unknown_ends: 0,
      error: null,
    });
  }

  async markFailed(
    lease: DeliveryLease,
    ids: readonly number[],
    failure: { error: string; nextAttemptAt: Date },
  ): Promise<void> {
    await this.#owned(lease, ids).update({
      attempts: this.#knex.raw('attempts + 1'),
      unknown_ends: 0,
      error: failure.error,
      next_attempt_at: failure.nextAttemptAt,
    });
  }

  async markGivenUp(
    lease: DeliveryLease,
    ids: readonly number[],
    failure: { error: string; at: Date },
  ): Promise<void> {
    await this.#owned(lease, ids).update({
      state: 'given-up',
      error: failure.error,
      ended_at: failure.at,
    });
  }

  async status(): Promise<Map<string, OutboxStatus>> {
    const rows: StatusRow[] = await this.#knex('outbox')
      .where({ state: 'waiting' })
      .groupBy('notifier')
      .select('notifier')
      .count({ waiting: '*' })
      .min({ oldest: 'created_at' });
    return new Map(
      rows.map(({ notifier, waiting, oldest }) => [
        notifier,
        { waiting: toNumber(waiting), oldestAt: toDate(oldest) },
      ]),
    );
  }

  async abandon(
    installed: readonly string[],
    before: Date,
    at: Date,
  ): Promise<number> {
    return this.#knex('outbox')
      .where({ state: 'waiting' })
      .whereNotIn('notifier', installed)
      .where('created_at', '<', before)
      .update({
        state: 'given-up',
        error: 'No such notifier is installed',
        ended_at: at,
      });
  }

  async prune(before: Date): Promise<void> {
    await this.#knex('outbox')
      .whereNot({ state: 'waiting' })
      .where('ended_at', '<', before)
      .whereNot(inner =>
        inner
          .whereIn('outcome', FAILURES)
          .whereIn(
            'policy_id',
            this.#knex('policies')
              .whereNotNull('failing_since')
              .whereNull('deleted_at')
              .select('id'),
          ),
      )
      .delete();
  }

  /** Those that wait, where the lease is still the holder's. */
  #owned({ notifier, token }: DeliveryLease, ids: readonly number[]) {
    return this.#knex('outbox')
      .whereIn('id', ids)
      .where({ notifier, state: 'waiting' })
      .whereExists(
        this.#knex('outbox_leases')
          .where({ notifier, lease_token: token })
          .select(this.#knex.raw('1')),
      );
  }
}

function toEntry(row: OutboxRow): OutboxEntry {
  return {
    id: toNumber(row.id),
    messageId: row.message_id,
    news: JSON.parse(row.news),
    thread: row.thread,
    recipients: JSON.parse(row.recipients),
    language: row.language,
    createdAt: toDate(row.created_at),
    attempts: row.attempts,
    unknownEnds: row.unknown_ends,
  };
}
