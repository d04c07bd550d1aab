import { Alert, Overview } from 'backstage-plugin-tdengine-backup-common';

export function anAlert(overrides: Partial<Alert> = {}): Alert {
  return {
    id: 'a1',
    kind: 'objective',
    level: 'error',
    policyId: 'p1',
    policyName: 'nightly',
    message: "Policy 'nightly' has no good backup yet",
    details: { objectiveHours: 24 },
    openedAt: '2026-01-31T08:00:00.000Z',
    ...overrides,
  };
}

export function anOverview(overrides: Partial<Overview> = {}): Overview {
  return {
    state: { level: 'error', code: 'objectiveMissed', count: 1 },
    lastGoodBackup: {
      id: 'b1',
      name: 'nightly',
      finishedAt: '2026-01-31T08:00:00.000Z',
    },
    nextRun: {
      policyId: 'p1',
      policyName: 'nightly',
      instance: 'main',
      at: '2026-02-01T02:00:00.000Z',
    },
    recentRuns: [
      {
        backupId: 'b1',
        name: 'nightly',
        state: 'available',
        verification: 'verified',
        durationMs: 1000,
      },
    ],
    days: [
      {
        day: '2026-01-31',
        succeeded: 1,
        failed: 0,
        missed: 0,
        cancelled: 0,
        medianDurationMs: 1000,
        sizeBytes: 5,
      },
    ],
    successRate: 1,
    policies: { total: 1, enabled: 1, failing: 0 },
    unprotected: [{ instance: 'main', database: 'water' }],
    unreachable: ['lab'],
    alerts: [anAlert()],
    storage: [
      {
        target: 'default',
        type: 'local',
        backups: 1,
        usedBytes: 5,
        freeBytes: 100,
        totalBytes: 200,
        daysUntilFull: 20,
        samples: [{ day: '2026-01-31', usedBytes: 5, freeBytes: 100 }],
      },
    ],
    scheduler: { automatic: true, paused: false, alive: true, upcoming: [] },
    ...overrides,
  };
}
