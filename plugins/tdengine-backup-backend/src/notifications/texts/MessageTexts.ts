import { AlertNewsItem, News } from '../News';

/** What can be told beside the summary. */
export type FactLabel =
  | 'policy'
  | 'instance'
  | 'scope'
  | 'backup'
  | 'targets'
  | 'rows'
  | 'tables'
  | 'size'
  | 'duration'
  | 'plannedAt'
  | 'failedAt'
  | 'finishedAt'
  | 'failingSince'
  | 'verification'
  | 'error';

/** Names are quoted already, numbers, times and sizes written out. */
export interface MessageTexts {
  /** How a name is quoted. */
  quote(name: string): string;
  number(value: number): string;
  duration(milliseconds: number): string;
  policy: {
    succeeded(policy: string): string;
    failed(policy: string): string;
    'partially-failed'(policy: string): string;
    recovered(policy: string): string;
    missed(policy: string, count: number): string;
  };
  backup: Record<
    'succeeded' | 'partially-failed' | 'failed' | 'cancelled',
    (backup: string) => string
  >;
  restore: Record<
    'succeeded' | 'partially-failed' | 'failed' | 'cancelled',
    (backup: string, instance: string) => string
  >;
  /** What is wrong, the cause first. */
  alertMessage(alert: AlertNewsItem): string;
  alert: Record<'opened' | 'closed', (message: string) => string>;
  /** First lines. */
  summary: {
    done(what: { rows: string; tables: string; size?: string }): string;
    doneWithoutFigures: string;
    recovered(since: string): string;
    missed(options: {
      count: string;
      first: string;
      isOne: boolean;
      isMadeUp: boolean;
    }): string;
    cancelled: string;
    unknownError: string;
    closed: string;
  };
  verification: Record<'verified' | 'unverified', string>;
  facts: Record<FactLabel, string>;
  fact(label: string, value: string): string;
  open: string;
  /** The end of every mail. */
  footer: Record<News['kind'] | 'digest', string>;
  digest: {
    title(total: string, counts: string): string;
    count(outcome: News['outcome'], count: string): string;
    separator: string;
    more(count: string): string;
  };
}
