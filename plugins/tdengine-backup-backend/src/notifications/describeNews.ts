import { redactSecrets } from 'backstage-plugin-tdengine-backup-node';
import { formatBytes } from '../runs/formatBytes';
import { cleanText } from './cleanText';
import { formatTime } from './formatTime';
import {
  AlertNewsItem,
  Language,
  News,
  NewsBackup,
  NewsRestore,
  PolicyNewsItem,
  RunNewsItem,
} from './News';
import { FactLabel, MessageTexts, TEXTS } from './texts';

const LONGEST_TITLE = 200;
const LONGEST_NAME = 80;
const LONGEST_SUMMARY = 300;
const LONGEST_VALUE = 2_000;
const ROOT = '/tdengine-backup';

/** News in the words of a language: one-line texts, fit to be shown and not yet escaped. */
export interface NewsDescription {
  title: string;
  /** The cause where something failed. */
  summary: string;
  facts: Array<[label: string, value: string]>;
  /** Path in the portal. */
  link: string;
}

/** Facts in their order; those that are not known are left out. */
type Facts = Array<[FactLabel, string | undefined]>;

export function describeNews(news: News, language: Language): NewsDescription {
  const texts = TEXTS[language];
  const { facts, ...description } = describe(news, texts);
  return {
    title: show(description.title, LONGEST_TITLE),
    summary: show(description.summary, LONGEST_SUMMARY),
    link: description.link,
    facts: facts.flatMap(([label, value]) =>
      value === undefined
        ? []
        : [[texts.facts[label], show(value, LONGEST_VALUE)]],
    ),
  };
}

type Described = Omit<NewsDescription, 'facts'> & { facts: Facts };

function describe(news: News, texts: MessageTexts): Described {
  switch (news.kind) {
    case 'policy':
      return describePolicy(news, texts);
    case 'alert':
      return describeAlert(news, texts);
    default:
      return describeRun(news, texts);
  }
}

function describeAlert(news: AlertNewsItem, texts: MessageTexts): Described {
  const message = texts.alertMessage(news);
  return {
    title: texts.alert[news.outcome](message),
    summary: news.outcome === 'opened' ? message : texts.summary.closed,
    facts: [],
    link: news.link,
  };
}

function describePolicy(news: PolicyNewsItem, texts: MessageTexts): Described {
  const { policy } = news;
  const name = quote(policy.name, texts);
  const time = (iso: string) => formatTime(iso, policy.timeZone);
  const link = `${ROOT}/policies/${policy.id}`;
  const about: Facts = [
    ['policy', policy.name],
    ['instance', policy.instance],
    ['scope', policy.scope],
  ];
  switch (news.outcome) {
    case 'failed':
    case 'partially-failed':
      return {
        title: texts.policy[news.outcome](name),
        summary: news.error || texts.summary.unknownError,
        facts: [
          ...about,
          ['backup', news.backup?.name],
          ['failedAt', time(news.at)],
          ['error', longError(news.error)],
        ],
        link: news.backup ? `${ROOT}/backups/${news.backup.id}` : link,
      };
    case 'missed':
      return {
        title: texts.policy.missed(name, news.count),
        summary: texts.summary.missed({
          count: texts.number(news.count),
          first: time(news.plannedAt),
          isOne: news.count === 1,
          isMadeUp: news.isMadeUp,
        }),
        facts: [...about, ['plannedAt', time(news.plannedAt)]],
        link,
      };
    case 'recovered':
      return {
        title: texts.policy.recovered(name),
        summary: texts.summary.recovered(time(news.failingSince)),
        facts: [
          ...about,
          ['failingSince', time(news.failingSince)],
          ...factsOfBackup(news.backup, texts, policy.timeZone),
        ],
        link: `${ROOT}/backups/${news.backup.id}`,
      };
    default:
      return {
        title: texts.policy.succeeded(name),
        summary: summaryOf(news.backup, texts),
        facts: [
          ...about,
          ...factsOfBackup(news.backup, texts, policy.timeZone),
        ],
        link: `${ROOT}/backups/${news.backup.id}`,
      };
  }
}

function describeRun(news: RunNewsItem, texts: MessageTexts): Described {
  const isBackup = news.kind === 'backup';
  const record = isBackup ? news.backup : news.restore;
  const summary = {
    succeeded: () => summaryOf(record, texts),
    'partially-failed': () => news.error || texts.summary.unknownError,
    failed: () => news.error || texts.summary.unknownError,
    cancelled: () => texts.summary.cancelled,
  };
  return {
    title: isBackup
      ? texts.backup[news.outcome](quote(news.backup.name, texts))
      : texts.restore[news.outcome](
          quote(news.restore.backupName, texts),
          quote(news.restore.instance, texts),
        ),
    summary: summary[news.outcome](),
    facts: [
      ['instance', record.instance],
      ['scope', isBackup ? news.backup.scope : undefined],
      ...(isBackup
        ? factsOfBackup(news.backup, texts, 'UTC')
        : factsOfRestore(news.restore, texts)),
      ['error', longError(news.error)],
    ],
    link: isBackup
      ? `${ROOT}/backups/${record.id}`
      : `${ROOT}/restores/${record.id}`,
  };
}

function factsOfBackup(
  backup: NewsBackup,
  texts: MessageTexts,
  timeZone: string,
): Facts {
  const isComplete = backup.rows !== undefined;
  return [
    ['backup', backup.name],
    ['targets', backup.targets?.join(', ')],
    ...figuresOf(backup, texts),
    [
      'size',
      backup.sizeBytes === undefined
        ? undefined
        : formatBytes(backup.sizeBytes),
    ],
    [
      'verification',
      isComplete
        ? texts.verification[backup.verified ? 'verified' : 'unverified']
        : undefined,
    ],
    [
      'finishedAt',
      backup.finishedAt && formatTime(backup.finishedAt, timeZone),
    ],
  ];
}

function factsOfRestore(restore: NewsRestore, texts: MessageTexts): Facts {
  return [
    ['backup', restore.backupName],
    ...figuresOf(restore, texts),
    ['finishedAt', restore.finishedAt && formatTime(restore.finishedAt, 'UTC')],
  ];
}

function figuresOf(
  { rows, tables, durationMs }: NewsRestore | NewsBackup,
  texts: MessageTexts,
): Facts {
  return [
    ['rows', rows === undefined ? undefined : texts.number(rows)],
    ['tables', tables === undefined ? undefined : texts.number(tables)],
    [
      'duration',
      durationMs === undefined ? undefined : texts.duration(durationMs),
    ],
  ];
}

function summaryOf(
  record: NewsBackup | NewsRestore,
  texts: MessageTexts,
): string {
  const { rows, tables } = record;
  return rows === undefined || tables === undefined
    ? texts.summary.doneWithoutFigures
    : texts.summary.done({
        rows: texts.number(rows),
        tables: texts.number(tables),
        size:
          'sizeBytes' in record && record.sizeBytes !== undefined
            ? formatBytes(record.sizeBytes)
            : undefined,
      });
}

/** What the summary had to cut. */
function longError(error: string | undefined): string | undefined {
  return error !== undefined &&
    show(error, LONGEST_VALUE).length > LONGEST_SUMMARY
    ? error
    : undefined;
}

function quote(name: string, texts: MessageTexts): string {
  return texts.quote(show(name, LONGEST_NAME));
}

/** Causes are cleaned of secrets where they arise; this is the last line of defence, and has to come before the cut. */
function show(text: string, maximumLength: number): string {
  return cleanText(redactSecrets(text), maximumLength);
}
