import { Knex } from 'knex';
import { StoredAlert } from '../database/AlertStore';

/** Where the monitor says what people may want to hear of, in the transaction in which it is claimed: once. */
export interface AlertTeller {
  tell(
    alert: StoredAlert,
    news: 'opened' | 'closed',
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Called when something was said, and is there to be sent. */
  nudge(): void;
}
