import { JsonObject } from '@backstage/types';
import { AlertKind, AlertLevel } from 'backstage-plugin-tdengine-backup-common';
import { NotificationRecipients } from 'backstage-plugin-tdengine-backup-node';

export type Language = 'en' | 'zh';

/** What is said of the policy that something is about. */
export interface NewsPolicy {
  id: string;
  name: string;
  instance: string;
  scope: string;
  timeZone: string;
}

/** What is said of a backup. */
export interface NewsBackup {
  id: string;
  name: string;
  instance: string;
  scope: string;
  targets?: string[];
  rows?: number;
  tables?: number;
  sizeBytes?: number;
  durationMs?: number;
  finishedAt?: string;
  verified: boolean;
}

/** What is said of a restore. */
export interface NewsRestore {
  id: string;
  backupName: string;
  instance: string;
  rows?: number;
  tables?: number;
  durationMs?: number;
  finishedAt?: string;
}

/** The end of a run of a policy, or of its being planned in vain. */
export type PolicyNewsItem = { kind: 'policy'; policy: NewsPolicy } & (
  | { outcome: 'succeeded'; backup: NewsBackup }
  | { outcome: 'failed'; at: string; error: string; backup?: NewsBackup }
  /** Some of the copies failed; the others are good. */
  | {
      outcome: 'partially-failed';
      at: string;
      error: string;
      backup: NewsBackup;
    }
  | { outcome: 'recovered'; backup: NewsBackup; failingSince: string }
  | { outcome: 'missed'; plannedAt: string; count: number; isMadeUp: boolean }
);

interface RunEnd {
  outcome: 'succeeded' | 'partially-failed' | 'failed' | 'cancelled';
  error?: string;
}

/** The end of what somebody began by hand. */
export type RunNewsItem = RunEnd &
  (
    | { kind: 'backup'; backup: NewsBackup }
    | { kind: 'restore'; restore: NewsRestore }
  );

/** An alert that was opened, or is over. */
export interface AlertNewsItem {
  kind: 'alert';
  outcome: 'opened' | 'closed';
  id: string;
  alert: AlertKind;
  /** The policy, the backup or the target that it is about. */
  name: string;
  level: AlertLevel;
  /** In English. */
  message: string;
  /** The figures, for other languages. */
  details: JsonObject;
  /** Path in the portal. */
  link: string;
}

/** Something people may want to hear of, as facts: the words are found when it is sent. */
export type News = PolicyNewsItem | RunNewsItem | AlertNewsItem;

/** News with whom they are for. */
export interface AddressedNews {
  news: News;
  /** The matter: of one and the same, news are sent in their order. */
  thread: string;
  recipients: NotificationRecipients;
  language: Language;
}
