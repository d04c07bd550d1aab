import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { ago, HOUR, MINUTE } from './sampleClock';

export function sampleRestore(overrides: Partial<Restore> = {}): Restore {
  return {
    id: 'restore-good',
    backupId: 'backup-good',
    backupName: 'backup_20261121_060000',
    instance: 'production',
    state: 'succeeded',
    mode: 'full',
    conflict: 'refuse',
    rename: { power: 'power_restored' },
    databases: ['power_restored'],
    createdBy: 'user:default/li.wei',
    createdAt: ago(HOUR),
    startedAt: ago(HOUR - 1_000),
    finishedAt: ago(HOUR - 6 * MINUTE),
    durationMs: 6 * MINUTE - 1_000,
    rows: 98_432_100,
    tables: 1204,
    checks: [
      {
        label: 'power.meters',
        database: 'power_restored',
        table: 'meters',
        tables: 1000,
        sourceRows: 98_000_000,
        fileRows: 98_000_000,
        targetRows: 98_000_000,
        method: 'counts',
        differing: 0,
        differences: [],
      },
    ],
    jobId: 'job-restore',
    ...overrides,
  };
}
