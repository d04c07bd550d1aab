import {
  Alert,
  BackupEstimate,
  Overview,
  RecentRun,
  StorageUsage,
  TargetUsage,
} from 'backstage-plugin-tdengine-backup-common';
import { DAY, HOUR, MINUTE, SAMPLE_NOW, ago } from './sampleClock';

const GIB = 2 ** 30;

const dayAgo = (days: number) => ago(days * DAY).slice(0, 10);

export function sampleAlert(overrides: Partial<Alert> = {}): Alert {
  return {
    id: 'alert-objective',
    kind: 'objective',
    level: 'error',
    policyId: 'policy-weather',
    policyName: '气象数据每六小时',
    message:
      "The last good backup of policy '气象数据每六小时' is of 2026-11-20T08:00:00.000Z; there should be one at least every 12 hours",
    details: { objectiveHours: 12, lastGoodAt: ago(DAY) },
    openedAt: ago(12 * HOUR),
    ...overrides,
  };
}

export function sampleTarget(
  overrides: Partial<TargetUsage> = {},
): TargetUsage {
  return {
    target: 'local',
    type: 'local',
    backups: 42,
    usedBytes: 120 * GIB,
    totalBytes: 500 * GIB,
    freeBytes: 85 * GIB,
    daysUntilFull: 21,
    samples: Array.from({ length: 30 }, (_, index) => ({
      day: dayAgo(29 - index),
      usedBytes: (62 + 2 * index) * GIB,
      freeBytes: (201 - 4 * index) * GIB,
    })),
    ...overrides,
  };
}

export function sampleRun(overrides: Partial<RecentRun> = {}): RecentRun {
  return {
    backupId: 'backup-good',
    name: 'backup_20261121_060000',
    policyId: 'policy-nightly',
    policyName: 'nightly power',
    state: 'available',
    verification: 'verified',
    startedAt: ago(2 * HOUR),
    durationMs: 4 * MINUTE,
    sizeBytes: 412_300_000,
    ...overrides,
  };
}

/** Something of everything: an alert, a failed run, an unprotected database, and a target that fills up. */
export function sampleOverview(overrides: Partial<Overview> = {}): Overview {
  return {
    state: {
      level: 'error',
      code: 'objectiveMissed',
      count: 1,
      policyId: 'policy-weather',
      name: '气象数据每六小时',
      at: ago(12 * HOUR),
    },
    lastGoodBackup: {
      id: 'backup-good',
      name: 'backup_20261121_060000',
      finishedAt: ago(2 * HOUR),
    },
    nextRun: {
      policyId: 'policy-nightly',
      policyName: 'nightly power',
      instance: 'production',
      at: new Date(SAMPLE_NOW + 10 * HOUR).toISOString(),
    },
    recentRuns: [
      sampleRun({
        backupId: 'backup-running',
        name: 'backup_20261121_075500',
        state: 'creating',
        verification: 'unverified',
        startedAt: ago(5 * MINUTE),
        durationMs: undefined,
        sizeBytes: undefined,
      }),
      sampleRun(),
      sampleRun({
        backupId: 'backup-failed',
        name: 'backup_20261121_020000',
        policyId: 'policy-weather',
        policyName: '气象数据每六小时',
        state: 'failed',
        verification: 'unverified',
        startedAt: ago(6 * HOUR),
        durationMs: 40_000,
        sizeBytes: undefined,
        error: 'No answer from http://edge.example.com:6041 within 5 s',
      }),
      ...Array.from({ length: 8 }, (_, index) =>
        sampleRun({
          backupId: `backup-old-${index}`,
          name: `backup_old_${index}`,
          state: 'deleted',
          startedAt: ago((index + 2) * DAY),
          durationMs: (3 + (index % 3)) * MINUTE,
        }),
      ),
    ],
    days: Array.from({ length: 30 }, (_, index) => ({
      day: dayAgo(29 - index),
      succeeded: 3,
      failed: index === 29 ? 1 : 0,
      missed: index === 14 ? 2 : 0,
      cancelled: 0,
      medianDurationMs: (3 + (index % 4)) * MINUTE,
      sizeBytes: 3 * GIB,
    })),
    successRate: 90 / 91,
    policies: { total: 3, enabled: 2, failing: 1 },
    unprotected: [
      { instance: 'production', database: 'billing' },
      { instance: 'production', database: '测试库' },
    ],
    unreachable: ['edge'],
    alerts: [
      sampleAlert(),
      sampleAlert({
        id: 'alert-storage',
        kind: 'storageUsage',
        level: 'warning',
        policyId: undefined,
        policyName: undefined,
        target: 'local',
        message: "83 % of storage target 'local' are taken, of 500 GiB",
        details: { usedPercent: 83, totalBytes: 500 * GIB },
        openedAt: ago(2 * DAY),
      }),
    ],
    storage: [sampleTarget()],
    scheduler: {
      automatic: true,
      paused: false,
      alive: true,
      lastTickAt: ago(10_000),
      upcoming: [],
    },
    ...overrides,
  };
}

/** Nothing has ever been backed up. */
export function emptyOverview(overrides: Partial<Overview> = {}): Overview {
  return sampleOverview({
    state: { level: 'empty', code: 'noPolicies' },
    lastGoodBackup: undefined,
    nextRun: undefined,
    recentRuns: [],
    days: Array.from({ length: 30 }, (_, index) => ({
      day: dayAgo(29 - index),
      succeeded: 0,
      failed: 0,
      missed: 0,
      cancelled: 0,
      sizeBytes: 0,
    })),
    successRate: undefined,
    policies: { total: 0, enabled: 0, failing: 0 },
    unreachable: [],
    alerts: [],
    storage: [
      sampleTarget({
        backups: 0,
        usedBytes: 0,
        daysUntilFull: undefined,
        samples: [],
      }),
    ],
    ...overrides,
  });
}

export function sampleStorage(
  overrides: Partial<StorageUsage> = {},
): StorageUsage {
  return {
    targets: [
      sampleTarget(),
      sampleTarget({
        target: 'nas',
        type: 's3',
        backups: 3,
        usedBytes: 9 * GIB,
        totalBytes: undefined,
        freeBytes: undefined,
        daysUntilFull: undefined,
        samples: [],
      }),
    ],
    policies: [
      {
        policyId: 'policy-nightly',
        policyName: 'nightly power',
        backups: 30,
        usedBytes: 100 * GIB,
      },
      { backups: 15, usedBytes: 29 * GIB },
    ],
    databases: [
      {
        instance: 'production',
        database: 'power',
        backups: 40,
        usedBytes: 110 * GIB,
      },
      {
        instance: 'edge',
        database: 'weather',
        backups: 5,
        usedBytes: 19 * GIB,
      },
    ],
    ...overrides,
  };
}

export const sampleEstimate: BackupEstimate = {
  targets: [{ target: 'local', freeBytes: 40 * GIB, fits: true }],
  sizeBytes: 1.2 * GIB,
  neededBytes: 5 * GIB,
  basis: 'lastBackup',
  basedOn: { id: 'backup-good', name: 'backup_20261121_060000' },
};
