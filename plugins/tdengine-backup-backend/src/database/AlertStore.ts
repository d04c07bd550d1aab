import { Alert } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { Finding } from '../alerts/Finding';
import { AlertQuery, OverviewAccess } from '../services/overviewTypes';

/** An alert with what only the engine needs. */
export interface StoredAlert extends Alert {
  /** Absent once it is closed. */
  key?: string;
  ownerRef?: string;
  backupName?: string;
}

/** What is to be sent: that one is open, or that it is over. */
export interface AlertNews {
  alert: StoredAlert;
  news: 'opened' | 'closed';
}

/** The records of alerts. */
export interface AlertStore {
  /** Those of what the caller may see, open ones first, then the newest first. */
  list(
    query: AlertQuery,
    access: OverviewAccess,
  ): Promise<{ items: StoredAlert[]; totalItems: number }>;
  listOpen(): Promise<StoredAlert[]>;
  /** Does nothing where one of that key is open already. */
  open(finding: Finding, now: Date): Promise<void>;
  update(id: string, finding: Finding): Promise<void>;
  close(id: string, now: Date): Promise<void>;
  /** Removes those that were closed before a moment. */
  prune(before: Date): Promise<void>;
  /** What nobody has sent yet, the oldest first. Of one that was over before it was sent nothing ever is. */
  listNews(limit: number): Promise<AlertNews[]>;
  /** Whether the caller is the one that tells it: of several only one gets it. */
  claimNews(
    id: string,
    news: AlertNews['news'],
    now: Date,
    transaction: Knex.Transaction,
  ): Promise<boolean>;
}
