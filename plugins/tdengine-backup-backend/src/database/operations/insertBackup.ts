import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { NewBackup } from '../BackupStore';
import { nameKey } from './nameKey';
import { replaceDatabases } from './replaceDatabases';

export async function insertBackup(
  tx: Knex.Transaction,
  backup: NewBackup,
): Promise<void> {
  try {
    await tx('backups').insert(toRow(backup));
  } catch (error) {
    if (isDatabaseConflictError(error)) {
      // Without its cause: the driver's message has the statement in it, with all values.
      throw new ConflictError(
        `There is a backup named '${backup.name}' already; choose another name or delete that one`,
      );
    }
    throw error;
  }
  await replaceDatabases(
    tx,
    { table: 'backup_databases', column: 'backup_id', id: backup.id },
    backup.databases,
  );
  await tx('backup_copies').insert({
    backup_id: backup.id,
    target: backup.target,
    location: backup.setPrefix,
    state: 'pending',
  });
}

function toRow(backup: NewBackup) {
  return {
    id: backup.id,
    name: backup.name,
    name_key: nameKey(backup.name, backup.ownerRef),
    set_prefix: backup.setPrefix,
    idempotency_key: backup.idempotencyKey ?? null,
    remark: backup.remark ?? null,
    state: 'creating',
    verification: 'unverified',
    mode: backup.mode,
    kind: backup.kind,
    owner_ref: backup.ownerRef ?? null,
    created_by: backup.createdBy,
    created_at: backup.createdAt,
    updated_at: backup.createdAt,
    instance: backup.instance,
    source_type: backup.sourceType,
    scope: JSON.stringify(backup.scope),
    scope_summary: backup.scopeSummary,
    format: backup.format,
    packaging: backup.packaging,
    compression_algorithm: backup.compression.algorithm,
    compression_level: backup.compression.level,
    encrypted: false,
    verify_requested: backup.verifyRequested,
    size_limit: backup.sizeLimitBytes,
    limitations: '[]',
    leftovers: false,
    job_id: backup.jobId,
  };
}
