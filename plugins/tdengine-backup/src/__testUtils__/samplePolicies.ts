import {
  Policy,
  PolicyRun,
  RetentionPreview,
  SchedulerState,
} from 'backstage-plugin-tdengine-backup-common';
import { DAY, HOUR, MINUTE, ago } from './sampleClock';

export function samplePolicyRun(overrides: Partial<PolicyRun> = {}): PolicyRun {
  return {
    id: 'run-1',
    policyId: 'policy-nightly',
    trigger: 'schedule',
    plannedAt: ago(6 * HOUR),
    state: 'succeeded',
    backupId: 'backup-good',
    backupName: 'backup_20261121_060000',
    startedAt: ago(6 * HOUR - 20_000),
    finishedAt: ago(6 * HOUR - 4 * MINUTE),
    durationMs: 4 * MINUTE - 20_000,
    rows: 98_432_100,
    sizeBytes: 412_300_000,
    createdBy: 'plugin:tdengine-backup',
    createdAt: ago(6 * HOUR),
    ...overrides,
  };
}

export const samplePolicyRuns: PolicyRun[] = [
  samplePolicyRun({
    id: 'run-5',
    trigger: 'manual',
    state: 'running',
    plannedAt: ago(MINUTE),
    startedAt: ago(MINUTE),
    finishedAt: undefined,
    durationMs: undefined,
    rows: undefined,
    sizeBytes: undefined,
    backupId: 'backup-running',
    backupName: 'backup_20261121_075800',
    createdBy: 'user:default/li.wei',
  }),
  samplePolicyRun(),
  samplePolicyRun({
    id: 'run-3',
    state: 'skipped',
    reason: 'The run before was not over',
    plannedAt: ago(DAY + 6 * HOUR),
    startedAt: undefined,
    backupId: undefined,
    durationMs: undefined,
    rows: undefined,
    sizeBytes: undefined,
  }),
  samplePolicyRun({
    id: 'run-2',
    state: 'missed',
    reason: 'The portal was not running',
    missedRuns: 3,
    plannedAt: ago(2 * DAY + 6 * HOUR),
    startedAt: undefined,
    backupId: undefined,
    durationMs: undefined,
    rows: undefined,
    sizeBytes: undefined,
  }),
];

export function samplePolicy(overrides: Partial<Policy> = {}): Policy {
  return {
    id: 'policy-nightly',
    version: 3,
    readOnly: false,
    name: 'nightly power',
    description: 'What the shift leaders need back first',
    ownerRef: 'group:default/energy-platform',
    enabled: true,
    instance: 'production',
    scope: { databases: ['power'] },
    scopeSummary: 'Database power',
    format: 'native',
    packaging: 'zip',
    compression: { algorithm: 'zstd', level: 6 },
    encrypt: false,
    verify: true,
    targets: ['local'],
    schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'Asia/Shanghai' },
    retention: { days: 30, keepMonthly: 12, timeZone: 'Asia/Shanghai' },
    overlap: 'skip',
    graceMinutes: 1440,
    objectiveHours: 48,
    notifications: {
      onSuccess: false,
      onFailure: true,
      onMissed: true,
      addresses: ['ops@example.com'],
      language: 'en',
    },
    nextRunAt: ago(-10 * HOUR),
    lastRun: samplePolicyRun(),
    lastGoodBackup: {
      id: 'backup-good',
      name: 'backup_20261121_060000',
      finishedAt: ago(6 * HOUR - 4 * MINUTE),
    },
    createdBy: 'user:default/li.wei',
    createdAt: ago(90 * DAY),
    updatedBy: 'user:default/li.wei',
    updatedAt: ago(3 * DAY),
    ...overrides,
  };
}

/** One policy of every kind that a list shows. */
export function samplePolicies(): Policy[] {
  return [
    samplePolicy(),
    samplePolicy({
      id: 'policy-weather',
      name: '气象数据每六小时',
      description: undefined,
      instance: 'edge',
      scope: {
        tables: [{ database: 'weather', include: ['stations_*'] }],
      },
      scopeSummary: 'weather: stations_*',
      schedule: { kind: 'interval', hours: 6, timeZone: 'Europe/Berlin' },
      retention: { count: 8 },
      lastRun: samplePolicyRun({
        state: 'failed',
        backupId: 'backup-failed',
        reason: 'edge does not answer',
      }),
      lastGoodBackup: undefined,
      objectiveHours: 12,
    }),
    samplePolicy({
      id: 'policy-config',
      name: 'everything, once a week',
      readOnly: true,
      description: undefined,
      scope: { all: true },
      scopeSummary: 'All databases',
      schedule: { kind: 'cron', cron: '30 3 * * 0', timeZone: 'UTC' },
      retention: { keepWeekly: 4, keepYearly: 5 },
      enabled: false,
      nextRunAt: undefined,
      lastRun: undefined,
      lastGoodBackup: undefined,
      objectiveHours: undefined,
      ownerRef: 'group:default/platform',
    }),
  ];
}

export const sampleScheduler: SchedulerState = {
  automatic: true,
  paused: false,
  alive: true,
  lastTickAt: ago(10_000),
  upcoming: [],
};

export const sampleRetentionPreview: RetentionPreview = {
  items: [
    {
      backup: { id: 'backup-good', name: 'backup_20261121_060000' },
      createdAt: ago(6 * HOUR),
      sizeBytes: 412_300_000,
      action: 'keep',
      reasons: [
        { code: 'lastGood' },
        { code: 'withinDays', days: 30, until: ago(-29 * DAY) },
      ],
    },
    {
      backup: { id: 'backup-october', name: 'backup_20261020_020000' },
      createdAt: ago(29 * DAY),
      sizeBytes: 400_000_000,
      action: 'keep',
      reasons: [{ code: 'withinDays', days: 30, until: ago(-DAY) }],
      goesOn: ago(-DAY),
    },
    {
      backup: { id: 'backup-september', name: 'backup_20260910_020000' },
      createdAt: ago(72 * DAY),
      sizeBytes: 380_000_000,
      action: 'delete',
      reasons: [
        { code: 'olderThanDays', days: 30, since: ago(42 * DAY) },
        { code: 'heldByNoRule' },
      ],
    },
  ],
  keptBackups: 2,
  keptBytes: 812_300_000,
  removedBackups: 1,
  removedBytes: 380_000_000,
};
