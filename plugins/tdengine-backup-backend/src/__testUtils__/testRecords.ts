import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { DatabaseBackupStore } from '../database/DatabaseBackupStore';
import { NewBackup } from '../database/BackupStore';
import { testBackup } from './testBackup';

/** Columns of a row, as a test wants them to be. */
type Columns = Record<string, unknown>;

/** Writes a policy as the engine would have it after its creation. */
export async function insertPolicy(
  knex: Knex,
  changes: Columns = {},
): Promise<string> {
  const id = String(changes.id ?? randomUUID());
  await knex('policies').insert({
    id,
    version: 1,
    origin: 'api',
    name: `policy ${id}`,
    name_key: id,
    enabled: true,
    instance: 'plant',
    source_type: 'fake',
    scope: JSON.stringify({ databases: ['power'] }),
    scope_summary: 'power',
    format: 'native',
    packaging: 'zip',
    compression_algorithm: 'zstd',
    compression_level: 6,
    verify: true,
    targets: '["default"]',
    schedule: '{}',
    retention: '{}',
    overlap: 'skip',
    grace_minutes: 60,
    notifications: '{}',
    owner_ref: 'group:default/ops',
    created_by: 'user:default/alice',
    updated_by: 'user:default/alice',
    created_at: new Date('2026-01-01T00:00:00Z'),
    updated_at: new Date('2026-01-01T00:00:00Z'),
    ...changes,
  });
  return id;
}

/** Writes what became of a planned time. */
export async function insertPolicyRun(
  knex: Knex,
  policyId: string,
  changes: Columns = {},
): Promise<void> {
  const id = randomUUID();
  await knex('policy_runs').insert({
    id,
    policy_id: policyId,
    run_key: id,
    run_trigger: 'schedule',
    state: 'missed',
    planned_at: new Date('2026-01-31T02:00:00Z'),
    created_by: 'plugin:tdengine-backup',
    created_at: new Date('2026-01-31T02:00:00Z'),
    ...changes,
  });
}

/** Writes the record of a backup that was made, unless columns say otherwise, at a time. */
export async function insertRun(
  knex: Knex,
  at: Date,
  columns: Columns & { minutes?: number } = {},
  changes: Partial<NewBackup> = {},
): Promise<string> {
  const { minutes = 10, ...others } = columns;
  const backup = testBackup({ createdAt: at, ...changes });
  await knex.transaction(tx =>
    DatabaseBackupStore.create({ knex }).insert([backup], tx),
  );
  const good = !['failed', 'cancelled', 'creating'].includes(
    String(others.state ?? 'available'),
  );
  await knex('backups')
    .where({ id: backup.id })
    .update({
      state: 'available',
      verification: good ? 'verified' : 'unverified',
      started_at: at,
      ...(others.state !== 'creating' && {
        finished_at: new Date(at.getTime() + minutes * 60_000),
        duration_ms: minutes * 60_000,
      }),
      ...(good && {
        checksum: 'c'.repeat(64),
        raw_bytes: 4000,
        size_bytes: 1000,
      }),
      ...others,
    });
  const present = good && others.state !== 'deleted';
  await knex('backup_copies')
    .where({ backup_id: backup.id })
    .update({
      state: present ? 'present' : 'missing',
      size_bytes: good ? others.size_bytes ?? 1000 : null,
    });
  await knex('backup_databases')
    .where({ backup_id: backup.id })
    .update({ size_bytes: good ? others.size_bytes ?? 1000 : null });
  return backup.id;
}
