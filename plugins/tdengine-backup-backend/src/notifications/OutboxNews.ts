import { Knex } from 'knex';
import { StoredBackup } from '../database/backupRows';
import { StoredPolicy } from '../database/policyRows';
import { PolicyNews } from '../policies/PolicyNews';
import { Addressing } from './Addressing';
import { AddressedNews, NewsPolicy, PolicyNewsItem } from './News';
import { newsOfBackup } from './newsOfRecords';
import { Outbox } from './Outbox';

/** What is said of a policy; which one is said in one place. */
type Said<N = PolicyNewsItem> = N extends PolicyNewsItem
  ? Omit<N, 'kind' | 'policy'>
  : never;

export interface OutboxNewsOptions {
  outbox: Outbox;
  addressing: Addressing;
  now: () => Date;
}

/** Puts what policies have to say where it is delivered from, in the transaction that makes it true. */
export class OutboxNews implements PolicyNews {
  readonly #options: OutboxNewsOptions;

  static create(options: OutboxNewsOptions): OutboxNews {
    return new OutboxNews(options);
  }

  private constructor(options: OutboxNewsOptions) {
    this.#options = options;
  }

  async succeeded(
    policy: StoredPolicy,
    backup: StoredBackup,
    tx: Knex.Transaction,
  ): Promise<void> {
    if (policy.notifications.onSuccess) {
      await this.#add(
        policy,
        {
          outcome: 'succeeded',
          backup: newsOfBackup(backup),
        },
        tx,
      );
    }
  }

  async failed(
    policy: StoredPolicy,
    { error, backup }: { error: string; backup?: StoredBackup },
    tx: Knex.Transaction,
  ): Promise<void> {
    if (policy.notifications.onFailure) {
      await this.#add(
        policy,
        {
          outcome: 'failed',
          at: backup?.finishedAt ?? this.#now().toISOString(),
          error,
          backup: backup && newsOfBackup(backup),
        },
        tx,
      );
    }
  }

  async partiallyFailed(
    policy: StoredPolicy,
    backup: StoredBackup,
    tx: Knex.Transaction,
  ): Promise<void> {
    if (policy.notifications.onFailure) {
      await this.#add(
        policy,
        {
          outcome: 'partially-failed',
          at: backup.finishedAt ?? this.#now().toISOString(),
          error: backup.error ?? '',
          backup: newsOfBackup(backup),
        },
        tx,
      );
    }
  }

  /** Those who were told of the failure are told of its end, whoever the policy names by now. */
  async recovered(
    policy: StoredPolicy,
    { backup, failingSince }: { backup: StoredBackup; failingSince: string },
    tx: Knex.Transaction,
  ): Promise<void> {
    const { outbox } = this.#options;
    const told = await outbox.toldOfFailure(threadOf(policy), tx);
    if (!told) {
      await this.succeeded(policy, backup, tx);
      return;
    }
    await this.#add(
      policy,
      {
        outcome: 'recovered',
        backup: newsOfBackup(backup),
        failingSince,
      },
      tx,
      told,
    );
  }

  async missed(
    policy: StoredPolicy,
    missed: { plannedAt: Date; count: number; isMadeUp: boolean },
    tx: Knex.Transaction,
  ): Promise<void> {
    if (policy.notifications.onMissed) {
      await this.#add(
        policy,
        {
          outcome: 'missed',
          ...missed,
          plannedAt: missed.plannedAt.toISOString(),
        },
        tx,
      );
    }
  }

  async #add(
    policy: StoredPolicy,
    said: Said,
    tx: Knex.Transaction,
    told?: AddressedNews['recipients'],
  ): Promise<void> {
    const { outbox, addressing } = this.#options;
    const { recipients, language } = addressing.ofPolicy(policy);
    await outbox.add(
      {
        news: { kind: 'policy', policy: toNews(policy), ...said },
        // What was missed does not take the place of a failure that goes on.
        thread:
          said.outcome === 'missed'
            ? `${threadOf(policy)}:missed`
            : threadOf(policy),
        recipients: told ?? recipients,
        language,
      },
      tx,
    );
  }

  #now(): Date {
    return this.#options.now();
  }
}

function threadOf(policy: StoredPolicy): string {
  return `policy:${policy.id}`;
}

function toNews(policy: StoredPolicy): NewsPolicy {
  return {
    id: policy.id,
    name: policy.name,
    instance: policy.instance,
    scope: policy.scopeSummary,
    timeZone: policy.schedule.timeZone,
  };
}
