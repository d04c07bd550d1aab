import { BackupNotification } from 'backstage-plugin-tdengine-backup-node';
import { News } from './News';
import { renderHtml } from './renderHtml';
import { absoluteUrl, RenderOptions } from './renderNews';
import { TEXTS } from './texts';

/** Longer ones nobody reads; the portal shows all. */
const MOST_ITEMS = 50;
const ORDER: ReadonlyArray<News['outcome']> = [
  'failed',
  'partially-failed',
  'missed',
  'opened',
  'recovered',
  'closed',
  'cancelled',
  'succeeded',
];

/**
 * Many messages for the same recipients as one: what is bad first.
 *
 * @param messages - at least one; all of one language
 */
export function renderDigest(
  messages: readonly BackupNotification[],
  options: RenderOptions,
): BackupNotification {
  const [{ id, language, recipients }] = messages;
  const texts = TEXTS[language];
  const groups = ORDER.map(outcome => ({
    outcome,
    items: messages.filter(message => message.outcome === outcome),
  })).filter(({ items }) => items.length > 0);
  const sorted = groups.flatMap(({ items }) => items);
  const shown = sorted.slice(0, MOST_ITEMS);
  const rest = sorted.length - shown.length;
  const note = rest > 0 ? texts.digest.more(texts.number(rest)) : undefined;
  const title = texts.digest.title(
    texts.number(sorted.length),
    groups
      .map(({ outcome, items }) =>
        texts.digest.count(
          outcome as News['outcome'],
          texts.number(items.length),
        ),
      )
      .join(texts.digest.separator),
  );
  const [{ summary }] = shown;
  const link = '/tdengine-backup';
  const url = absoluteUrl(link, options.baseUrl);
  return {
    id,
    kind: 'digest',
    outcome: 'several',
    thread: `digest:${id}`,
    topic: 'policies',
    severity: sorted.some(({ severity }) => severity === 'high')
      ? 'high'
      : 'normal',
    language,
    title,
    summary,
    text: [
      ...shown.flatMap(item => [
        `${item.title}`,
        `  ${item.summary}`,
        ...(item.url === undefined ? [] : [`  ${item.url}`]),
        '',
      ]),
      ...(note === undefined ? [] : [note, '']),
      ...(url === undefined ? [] : [texts.fact(texts.open, url), '']),
      texts.footer.digest,
    ].join('\n'),
    html: renderHtml({
      language: language === 'zh' ? 'zh-CN' : 'en',
      title,
      summary,
      tone: 'neutral',
      facts: [],
      items: shown,
      note,
      url,
      open: texts.open,
      footer: texts.footer.digest,
    }),
    link,
    url,
    recipients,
  };
}
