import { randomUUID } from 'node:crypto';
import { NewBackup } from '../database/BackupStore';

/** A record of a backup as it is created, with what a test wants to be different. */
export function testBackup(changes: Partial<NewBackup> = {}): NewBackup {
  const id = changes.id ?? randomUUID();
  return {
    id,
    name: `backup ${id}`,
    setPrefix: `backups/20260131/${id}`,
    mode: 'manual',
    kind: 'full',
    ownerRef: 'group:default/ops',
    createdBy: 'user:default/alice',
    createdAt: new Date('2026-01-31T08:00:00Z'),
    instance: 'plant',
    sourceType: 'fake',
    scope: { databases: ['power'] },
    scopeSummary: 'power',
    databases: ['power'],
    format: 'native',
    packaging: 'zip',
    compression: { algorithm: 'zstd', level: 6 },
    verifyRequested: true,
    sizeLimitBytes: 10 * 2 ** 30,
    jobId: randomUUID(),
    targets: ['default'],
    ...changes,
  };
}
