import { Knex } from 'knex';
import { StoredBackup } from '../database/backupRows';
import { StoredPolicy } from '../database/policyRows';

/**
 * Where the scheduler says what people may want to hear of. Everything is said in the transaction that makes it true, so
 * that it is said once.
 */
export interface PolicyNews {
  succeeded(
    policy: StoredPolicy,
    backup: StoredBackup,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** The first failure after a success; those that follow are not said. */
  failed(
    policy: StoredPolicy,
    failure: { error: string; backup?: StoredBackup },
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** The first backup after good ones of which a copy failed. */
  partiallyFailed(
    policy: StoredPolicy,
    backup: StoredBackup,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** The first success after a failure. */
  recovered(
    policy: StoredPolicy,
    recovery: { backup: StoredBackup; failingSince: string },
    transaction: Knex.Transaction,
  ): Promise<void>;
  missed(
    policy: StoredPolicy,
    missed: { plannedAt: Date; count: number; isMadeUp: boolean },
    transaction: Knex.Transaction,
  ): Promise<void>;
}
