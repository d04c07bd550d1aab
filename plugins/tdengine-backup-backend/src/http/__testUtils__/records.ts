import {
  Backup,
  Job,
  JobEvent,
  Restore,
} from 'backstage-plugin-tdengine-backup-common';

export function aBackup(overrides: Partial<Backup> = {}): Backup {
  return {
    id: 'b1',
    name: 'nightly',
    state: 'available',
    verification: 'verified',
    pinned: false,
    origin: 'created',
    mode: 'manual',
    kind: 'full',
    ownerRef: 'group:default/data',
    createdBy: 'user:default/mock',
    createdAt: '2026-01-31T08:00:00.000Z',
    updatedAt: '2026-01-31T08:00:00.000Z',
    instance: 'main',
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
    ...overrides,
  };
}

export function aRestore(overrides: Partial<Restore> = {}): Restore {
  return {
    id: 'r1',
    backupId: 'b1',
    backupName: 'nightly',
    instance: 'main',
    state: 'queued',
    mode: 'full',
    conflict: 'refuse',
    databases: ['power_copy'],
    ownerRef: 'group:default/data',
    createdBy: 'user:default/mock',
    createdAt: '2026-01-31T09:00:00.000Z',
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

export function aLogEvent(
  id: number,
  message: string,
  level: JobEvent['level'] = 'info',
): JobEvent {
  return { id, at: '2026-01-31T08:00:01.000Z', type: 'log', level, message };
}

export function aStateEvent(
  id: number,
  state: NonNullable<JobEvent['state']>,
): JobEvent {
  return { id, at: '2026-01-31T08:00:02.000Z', type: 'state', state };
}
