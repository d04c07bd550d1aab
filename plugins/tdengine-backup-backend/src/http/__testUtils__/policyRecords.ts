import {
  Policy,
  PolicyInput,
  PolicyRun,
  RetentionPreview,
} from 'backstage-plugin-tdengine-backup-common';

export const aPolicyInput: PolicyInput = {
  name: 'nightly',
  instance: 'main',
  scope: { databases: ['power'] },
  schedule: { kind: 'cron', cron: '0 2 * * *', timeZone: 'Europe/Berlin' },
  retention: { days: 7, count: 10 },
};

export function aPolicy(overrides: Partial<Policy> = {}): Policy {
  return {
    ...aPolicyInput,
    id: 'p1',
    version: 1,
    readOnly: false,
    ownerRef: 'group:default/data',
    enabled: true,
    scopeSummary: 'power',
    format: 'native',
    packaging: 'zip',
    compression: { algorithm: 'zstd', level: 6 },
    encrypt: false,
    verify: true,
    targets: ['default'],
    overlap: 'skip',
    graceMinutes: 1440,
    notifications: {},
    nextRunAt: '2026-02-01T01:00:00.000Z',
    createdBy: 'user:default/mock',
    createdAt: '2026-01-31T08:00:00.000Z',
    updatedBy: 'user:default/mock',
    updatedAt: '2026-01-31T08:00:00.000Z',
    ...overrides,
  };
}

export function aPolicyRun(overrides: Partial<PolicyRun> = {}): PolicyRun {
  return {
    id: 'pr1',
    policyId: 'p1',
    trigger: 'manual',
    plannedAt: '2026-01-31T08:00:00.000Z',
    state: 'queued',
    backupId: 'b1',
    backupName: 'auto_backup_nightly_20260131_080000',
    createdBy: 'user:default/mock',
    createdAt: '2026-01-31T08:00:00.000Z',
    ...overrides,
  };
}

export const aRetentionPreview: RetentionPreview = {
  items: [
    {
      backup: { id: 'b1', name: 'nightly' },
      createdAt: '2026-01-31T08:00:00.000Z',
      action: 'keep',
      reasons: [{ code: 'lastGood' }],
    },
  ],
  keptBackups: 1,
  keptBytes: 10,
  removedBackups: 0,
  removedBytes: 0,
};
