import { AlertsConfig } from '../../config/AlertsConfig';
import { readAlertsConfig } from '../../config/readAlertsConfig';
import { AlertFacts, WatchedPolicy, WatchedRun } from '../AlertFacts';

export const NOW = new Date('2026-01-31T08:00:00Z');

/** The defaults. */
export const CONFIG: AlertsConfig = readAlertsConfig(undefined);

export function aPolicy(changes: Partial<WatchedPolicy> = {}): WatchedPolicy {
  return {
    id: 'p1',
    name: 'nightly',
    ownerRef: 'group:default/ops',
    instance: 'plant',
    failing: false,
    createdAt: new Date('2026-01-01T00:00:00Z'),
    ...changes,
  };
}

/** Runs by their outcomes, the newest first: `+` good, `-` failed, `x` cancelled, `>` under way. */
export function runs(outcomes: string, minutes: number[] = []): WatchedRun[] {
  const names = {
    '+': 'succeeded',
    '-': 'failed',
    x: 'cancelled',
    '>': 'running',
  } as const;
  return [...outcomes].map((letter, index) => ({
    backupId: `b${index}`,
    outcome: names[letter as keyof typeof names],
    startedAt: new Date(NOW.getTime() - (minutes[index] ?? 10) * 60_000),
    durationMs: letter === '>' ? undefined : (minutes[index] ?? 10) * 60_000,
  }));
}

/** Facts of nothing, with what a test wants to be there. */
export function facts(changes: Partial<AlertFacts> = {}): AlertFacts {
  return {
    now: NOW,
    policies: [],
    runs: new Map(),
    damaged: [],
    lostCopies: [],
    missed: [],
    targets: [],
    open: new Set(),
    ...changes,
  };
}
