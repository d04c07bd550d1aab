import { BackupNotification } from 'backstage-plugin-tdengine-backup-node';
import { describeNews } from './describeNews';
import { AddressedNews, News } from './News';
import { HtmlContent, renderHtml } from './renderHtml';
import { TEXTS } from './texts';

const TOPICS: Record<News['kind'], BackupNotification['topic']> = {
  policy: 'policies',
  backup: 'runs',
  restore: 'runs',
  alert: 'alerts',
};

const SEVERITIES: Record<News['outcome'], BackupNotification['severity']> = {
  failed: 'high',
  'partially-failed': 'normal',
  missed: 'high',
  opened: 'normal',
  recovered: 'normal',
  succeeded: 'low',
  cancelled: 'low',
  closed: 'low',
};

const TONES: Record<News['outcome'], HtmlContent['tone']> = {
  failed: 'bad',
  'partially-failed': 'bad',
  missed: 'bad',
  opened: 'bad',
  recovered: 'good',
  succeeded: 'good',
  closed: 'good',
  cancelled: 'neutral',
};

/** The address of the portal, for links that work elsewhere. */
export interface RenderOptions {
  baseUrl?: string;
}

/** News as they are sent: the one place where their words are put together. */
export function renderNews(
  { news, thread, recipients, language }: AddressedNews,
  sending: { id: string; answers?: string } & RenderOptions,
): BackupNotification {
  const texts = TEXTS[language];
  const { title, summary, facts, link } = describeNews(news, language);
  const url = absoluteUrl(link, sending.baseUrl);
  const footer = texts.footer[news.kind];
  return {
    id: sending.id,
    answers: sending.answers,
    kind: news.kind,
    outcome: news.outcome,
    thread,
    topic: TOPICS[news.kind],
    severity: severityOf(news),
    language,
    title,
    summary,
    text: [
      summary,
      '',
      ...facts.map(([label, value]) => texts.fact(label, value)),
      ...(facts.length > 0 ? [''] : []),
      ...(url === undefined ? [] : [texts.fact(texts.open, url), '']),
      footer,
    ].join('\n'),
    html: renderHtml({
      language: language === 'zh' ? 'zh-CN' : 'en',
      title,
      summary,
      tone: TONES[news.outcome],
      facts,
      url,
      open: texts.open,
      footer,
    }),
    link,
    url,
    recipients,
  };
}

/** The path of a portal behind its address, which may have a path of its own. */
export function absoluteUrl(
  link: string,
  baseUrl: string | undefined,
): string | undefined {
  return baseUrl === undefined
    ? undefined
    : `${baseUrl.replace(/\/+$/, '')}${link}`;
}

function severityOf(news: News): BackupNotification['severity'] {
  return news.kind === 'alert' &&
    news.outcome === 'opened' &&
    news.level === 'error'
    ? 'high'
    : SEVERITIES[news.outcome];
}
