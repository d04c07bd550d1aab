import { Backup, Job, Restore } from 'backstage-plugin-tdengine-backup-common';

export function aBackup(overrides: Partial<Backup> = {}): Backup {
  return {
    id: 'b1',
    name: 'backup_20260131_080000',
    state: 'creating',
    verification: 'unverified',
    pinned: false,
    mode: 'manual',
    kind: 'full',
    createdBy: 'user:default/mock',
    createdAt: '2026-01-31T08:00:00.000Z',
    updatedAt: '2026-01-31T08:00:00.000Z',
    instance: 'production',
    sourceType: 'tdengine',
    scope: { databases: ['power'] },
    scopeSummary: 'power',
    databases: ['power'],
    format: 'native',
    packaging: 'zip',
    compression: { algorithm: 'zstd', level: 6 },
    compressed: true,
    encrypted: false,
    verifyRequested: true,
    copies: [],
    limitations: [],
    jobId: 'j1',
    ...overrides,
  };
}

export function aRestore(overrides: Partial<Restore> = {}): Restore {
  return {
    id: 'r1',
    backupId: 'b1',
    backupName: 'nightly',
    instance: 'production',
    state: 'queued',
    mode: 'full',
    conflict: 'refuse',
    databases: ['power_copy'],
    createdBy: 'user:default/mock',
    createdAt: '2026-01-31T09:00:00.000Z',
    jobId: 'j2',
    ...overrides,
  };
}

export function aJob(overrides: Partial<Job> = {}): Job {
  return {
    id: 'j1',
    type: 'backup',
    subjectId: 'b1',
    state: 'running',
    priority: 100,
    attempt: 1,
    maxAttempts: 3,
    createdBy: 'user:default/mock',
    createdAt: '2026-01-31T08:00:00.000Z',
    ...overrides,
  };
}
