import { Knex } from 'knex';
import { AddressedNews } from '../notifications/News';

/** One message for one notifier. */
export interface OutboxEntry extends AddressedNews {
  /** Grows with time. */
  id: number;
  /** A UUID, the same for all notifiers. */
  messageId: string;
  createdAt: Date;
  /** Tries that failed. */
  attempts: number;
  /** Tries that began and whose end nobody wrote down: their process was killed. */
  unknownEnds: number;
}

/** The right to deliver for one notifier, which one process at a time has. */
export interface DeliveryLease {
  notifier: string;
  token: string;
}

/** What waits for delivery. */
export interface OutboxStatus {
  waiting: number;
  /** When the one that waits longest was written. */
  oldestAt?: Date;
}

/** The messages that are to be delivered, and those that were. */
export interface OutboxStore {
  insert(
    news: AddressedNews,
    notifiers: readonly string[],
    at: Date,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Whoever was, or is to be, told of the failure of a thread, where it is the last that was said of it. */
  findToldOfFailure(
    thread: string,
    transaction: Knex.Transaction,
  ): Promise<AddressedNews['recipients'] | undefined>;

  /** Undefined where another process has the right. */
  lease(notifier: string, leaseMs: number): Promise<DeliveryLease | undefined>;
  /** Whether it still was the holder's. */
  renew(lease: DeliveryLease, leaseMs: number): Promise<boolean>;
  release(lease: DeliveryLease): Promise<void>;

  /** What may be delivered now, the oldest first; what follows a message of its thread that has to wait is left out. */
  listDue(notifier: string, at: Date, limit: number): Promise<OutboxEntry[]>;
  /** Messages sent after a time; those that were sent as one count once. */
  countSent(notifier: string, after: Date): Promise<number>;
  /** The id under which the last failure, or opened alert, of a thread was sent. */
  findAnswered(
    notifier: string,
    entry: OutboxEntry,
  ): Promise<string | undefined>;

  /** Each of these writes nothing where the right to deliver was lost. */
  markBegun(lease: DeliveryLease, ids: readonly number[]): Promise<boolean>;
  markSent(
    lease: DeliveryLease,
    ids: readonly number[],
    sent: { as: string; at: Date },
  ): Promise<void>;
  markFailed(
    lease: DeliveryLease,
    ids: readonly number[],
    failure: { error: string; nextAttemptAt: Date },
  ): Promise<void>;
  markGivenUp(
    lease: DeliveryLease,
    ids: readonly number[],
    failure: { error: string; at: Date },
  ): Promise<void>;

  /** By notifier; those that have nothing waiting are left out. */
  status(): Promise<Map<string, OutboxStatus>>;
  /** Ends what waits since before a time for a notifier that is not installed any more; returns how many. */
  abandon(
    installed: readonly string[],
    before: Date,
    at: Date,
  ): Promise<number>;
  /** Removes what ended before a time, but for the failures of policies that go on: their end has to be told. */
  prune(before: Date): Promise<void>;
}
