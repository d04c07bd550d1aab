import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { AdoptedBackup, NewBackup } from '../BackupStore';
import { nameKey } from './nameKey';

/** SQLite allows so many values in one statement. */
const AT_ONCE = 100;

type Inserted = NewBackup | AdoptedBackup['backup'];

/** Throws a ConflictError where an owner has a backup of that name already. */
export async function insertBackups(
  tx: Knex.Transaction,
  backups: readonly Inserted[],
): Promise<void> {
  await refusingConflicts(backups, () =>
    tx.batchInsert('backups', backups.map(toRow), AT_ONCE),
  );
  await insertParts(tx, backups);
}

/** Writes a backup over the record of a deleted one with its id. Errors are those of {@link insertBackups}. */
export async function reviveBackup(
  tx: Knex.Transaction,
  backup: AdoptedBackup['backup'],
): Promise<void> {
  const { id } = backup;
  await refusingConflicts([backup], () =>
    tx('backups')
      .where({ id })
      .update({
        ...toRow(backup),
        pinned: false,
        removal_reason: null,
        removal: null,
        damage: null,
      }),
  );
  for (const table of ['backup_databases', 'backup_copies']) {
    await tx(table).where({ backup_id: id }).delete();
  }
  await insertParts(tx, [backup]);
}

async function refusingConflicts(
  backups: readonly Inserted[],
  write: () => PromiseLike<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isDatabaseConflictError(error)) {
      // Without its cause: the driver's message has the statement in it, with all values.
      throw new ConflictError(
        `There is a backup named ${backups
          .map(({ name }) => `'${name}'`)
          .join(' or ')} already; choose another name or delete that one`,
      );
    }
    throw error;
  }
}

async function insertParts(
  tx: Knex.Transaction,
  backups: readonly Inserted[],
): Promise<void> {
  await tx.batchInsert(
    'backup_databases',
    backups.flatMap(({ id, databases }) =>
      [...new Set(databases)].map(database => ({ backup_id: id, database })),
    ),
    AT_ONCE,
  );
  await tx.batchInsert(
    'backup_copies',
    backups.flatMap(({ id, targets, setPrefix }) =>
      targets.map(target => ({
        backup_id: id,
        target,
        location: setPrefix,
        state: 'pending',
      })),
    ),
    AT_ONCE,
  );
}

function toRow(backup: Inserted) {
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
    policy_id: backup.policyId ?? null,
    policy_name: backup.policyName ?? null,
    origin: backup.origin ?? 'created',
    kind: backup.kind,
    parent_id: backup.parentId ?? null,
    base_id: backup.baseId ?? null,
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
    encrypted: backup.encryptionKeyId !== undefined,
    encryption_key_id: backup.encryptionKeyId ?? null,
    verify_requested: backup.verifyRequested,
    size_limit: backup.sizeLimitBytes,
    limitations: '[]',
    job_id: 'jobId' in backup ? backup.jobId : null,
  };
}
