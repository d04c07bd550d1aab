const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What a message shows, not yet escaped. */
export interface HtmlContent {
  language: string;
  title: string;
  summary: string;
  /** The colour of the bar beside the summary. */
  tone: 'bad' | 'good' | 'neutral';
  facts: ReadonlyArray<readonly [label: string, value: string]>;
  /** Messages put together, each with a link where it is known. */
  items?: ReadonlyArray<{ title: string; summary: string; url?: string }>;
  note?: string;
  url?: string;
  open: string;
  footer: string;
}

const TONES = { bad: '#c62828', good: '#2e7d32', neutral: '#1565c0' };

/** A HTML document that mail programs show as it is meant: tables and inline styles, nothing to load, nothing to run. */
export function renderHtml(content: HtmlContent): string {
  const { title, summary, tone, facts, items, note, url, open, footer } =
    content;
  return [
    `<!DOCTYPE html><html lang="${escapeHtml(content.language)}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body style="margin:0;padding:16px;font-family:Arial,Helvetica,sans-serif;font-size:14px;color:#222222">`,
    `<h1 style="font-size:18px;margin:0 0 12px">${isolate(title)}</h1>`,
    `<p style="margin:0 0 16px;padding:8px 12px;border-left:4px solid ${
      TONES[tone]
    };background:#f5f5f5">${isolate(summary)}</p>`,
    facts.length === 0
      ? ''
      : `<table role="presentation" style="border-collapse:collapse;margin:0 0 16px">${facts
          .map(
            ([label, value]) =>
              `<tr><td style="padding:2px 16px 2px 0;color:#666666;vertical-align:top">${escapeHtml(
                label,
              )}</td><td style="padding:2px 0;word-break:break-word">${isolate(
                value,
              )}</td></tr>`,
          )
          .join('')}</table>`,
    items === undefined
      ? ''
      : `<ul style="margin:0 0 16px;padding-left:20px">${items
          .map(
            item =>
              `<li style="margin-bottom:8px">${link(
                item.url,
                isolate(item.title),
              )}<br>${isolate(item.summary)}</li>`,
          )
          .join('')}</ul>`,
    note === undefined ? '' : `<p>${escapeHtml(note)}</p>`,
    url === undefined ? '' : `<p>${link(url, escapeHtml(open))}</p>`,
    `<p style="color:#888888;font-size:12px">${escapeHtml(footer)}</p>`,
    '</body></html>',
  ].join('');
}

function link(url: string | undefined, content: string): string {
  return url === undefined
    ? content
    : `<a href="${escapeHtml(url)}">${content}</a>`;
}

/** Names that are written from right to left do not turn what stands beside them. */
function isolate(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character]);
}
