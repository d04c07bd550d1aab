import {
  RetentionCandidate,
  RetentionDecision,
  RetentionReason,
  RetentionRules,
} from '..';

const HOUR = 60 * 60 * 1000;
const STATES: Record<string, Partial<RetentionCandidate>> = {
  corrupted: { state: 'corrupted', verification: 'failed' },
  partial: { state: 'partially-failed' },
  failed: { state: 'failed', verification: 'unverified' },
  cancelled: { state: 'cancelled', verification: 'unverified' },
  creating: { state: 'creating', verification: 'unverified' },
  deleting: { state: 'deleting' },
  deleted: { state: 'deleted' },
  unverified: { verification: 'unverified' },
  pinned: { pinned: true },
  busy: { busy: true },
  outside: { outside: true },
};

/** Rules, backups and what is expected of them, in the notation of {@link parseBackup} and {@link writeDecision}. */
export interface GoldenCase {
  name: string;
  rules: RetentionRules;
  floor?: number;
  now?: string;
  next?: string;
  backups: string[];
  expected: string[];
}

export const NOW = '2026-11-21T12:00:00Z';

/**
 * `a 8d corrupted needs:b,c locked:2d`: a backup made eight days ago, verified where nothing else is said, and locked for
 * two days to come. Instead of the age in days or hours a moment in UTC may be given.
 */
export function parseBackup(text: string, now: string): RetentionCandidate {
  const [id, created, ...words] = text.split(' ');
  const backup: RetentionCandidate = {
    id,
    name: `backup ${id}`,
    createdAt: instant(created, now, -1),
    state: 'available',
    verification: 'verified',
    pinned: false,
    references: [],
    busy: false,
  };
  for (const word of words) {
    const [key, value] = word.split(':');
    if (key === 'needs') {
      backup.references = value.split(',');
    } else if (key === 'locked') {
      backup.lockedUntil = instant(value, now, 1);
    } else if (STATES[key]) {
      Object.assign(backup, STATES[key]);
    } else {
      throw new Error(`Unknown word '${word}'`);
    }
  }
  return backup;
}

/** `a keep withinDays 7, withinCount 2/3; on 2026-11-27T12:00; with the next` */
export function writeDecision(decision: RetentionDecision): string {
  return [
    `${decision.id} ${decision.action} ${decision.reasons
      .map(writeReason)
      .join(', ')}`,
    ...(decision.goesOn ? [`on ${decision.goesOn.slice(0, 16)}`] : []),
    ...(decision.goesWithNext ? ['with the next'] : []),
  ].join('; ');
}

function writeReason(reason: RetentionReason): string {
  const details = Object.entries(reason).flatMap(([key, value]) => {
    switch (key) {
      case 'code':
      case 'count':
      case 'until':
      case 'since':
        return [];
      case 'position':
        return [`${value}/${(reason as { count: number }).count}`];
      default:
        return [String(value)];
    }
  });
  return [reason.code, ...details].join(' ');
}

function instant(text: string, now: string, direction: 1 | -1): string {
  const match = /^(?<count>-?\d+)(?<unit>[dh])$/.exec(text);
  if (!match) {
    return `${text}Z`;
  }
  const { count, unit } = match.groups!;
  const hours = Number(count) * (unit === 'd' ? 24 : 1);
  return new Date(Date.parse(now) + direction * hours * HOUR).toISOString();
}
