import { AddressedNews, News, NewsBackup, NewsPolicy } from '../News';

export const POLICY: NewsPolicy = {
  id: 'a7d9c8b6-0000-4000-8000-000000000001',
  name: 'nightly',
  instance: 'plant',
  scope: 'power',
  timeZone: 'Asia/Shanghai',
};

export const BACKUP: NewsBackup = {
  id: 'b7d9c8b6-0000-4000-8000-000000000002',
  name: 'auto_backup_nightly_20261121_183000',
  instance: 'plant',
  scope: 'power',
  targets: ['nas'],
  rows: 1_234_567,
  tables: 12,
  sizeBytes: 5 * 1024 * 1024,
  durationMs: 95_000,
  finishedAt: '2026-11-21T10:31:35.000Z',
  verified: true,
};

export const FAILED: News = {
  kind: 'policy',
  outcome: 'failed',
  policy: POLICY,
  at: '2026-11-21T10:31:35.000Z',
  error: 'The server does not answer: connect ECONNREFUSED',
  backup: BACKUP,
};

export const RECOVERED: News = {
  kind: 'policy',
  outcome: 'recovered',
  policy: POLICY,
  backup: BACKUP,
  failingSince: '2026-11-20T10:31:35.000Z',
};

/** News for one address, about one policy. */
export function addressed(
  news: News,
  changes: Partial<AddressedNews> = {},
): AddressedNews {
  return {
    news,
    thread: `policy:${POLICY.id}`,
    recipients: {
      entityRefs: ['group:default/ops'],
      addresses: ['ops@example.com'],
    },
    language: 'en',
    ...changes,
  };
}
