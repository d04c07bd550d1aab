import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { CreateRestoreRequest } from 'backstage-plugin-tdengine-backup-common';
import { RestorePlan } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { EngineConfig } from '../config/EngineConfig';
import { StoredBackup } from '../database/backupRows';
import { BackupStore } from '../database/BackupStore';
import { JobStore } from '../database/JobStore';
import { StoredRestore } from '../database/restoreRows';
import { RestoreStore } from '../database/RestoreStore';
import { assertReadable } from '../runs/BackupSets';
import { MadePlan, RestorePlanner } from '../runs/restore/RestorePlanner';
import { RestoreSettings } from '../runs/restore/RestoreSettings';
import { SourceRegistry } from '../runs/SourceRegistry';
import { assertIdle } from './BackupCommands';
import { DEFAULT_PRIORITY } from './defaults';
import { idempotencyKey } from './idempotencyKey';
import { parseRestoreSettings } from './parseRestoreSettings';
import {
  assertConfirmed,
  assertNotBlocked,
  assertRetryable,
  targetDatabases,
} from './restoreRules';
import { Caller } from './types';

export interface RestoreCreatorOptions {
  knex: Knex;
  backups: BackupStore;
  restores: RestoreStore;
  jobs: JobStore;
  sources: SourceRegistry;
  planner: RestorePlanner;
  config: EngineConfig;
}

/** Checks that what is to be done is what was confirmed, writes the record of a restore and queues its job. */
export class RestoreCreator {
  readonly #options: RestoreCreatorOptions;

  static create(options: RestoreCreatorOptions): RestoreCreator {
    return new RestoreCreator(options);
  }

  private constructor(options: RestoreCreatorOptions) {
    this.#options = options;
  }

  /** The same caller's same key returns the restore of the first time. */
  async create(
    request: CreateRestoreRequest,
    caller: Caller,
    options: { signal: AbortSignal },
  ): Promise<StoredRestore> {
    const { backups, restores, sources, planner, config } = this.#options;
    const key = idempotencyKey(caller, 'restore', request.idempotencyKey);
    const known = key && (await restores.findByIdempotencyKey(key));
    if (known) {
      return known;
    }
    try {
      const backup = await backups.get(request.backupId);
      assertReadable(backup);
      const settings = parseRestoreSettings(request, backup, {
        sources,
        batchSize: config.batchSize,
      });
      const made = await planner.plan(backup, settings, options);
      assertConfirmed(made, request);
      const id = randomUUID();
      await this.#insert(id, backup, settings, made, request, caller, key);
      return await restores.get(id);
    } catch (error) {
      // The same request, sent twice at once: the first has come before this one, and may have changed the target already.
      const first = key && (await restores.findByIdempotencyKey(key));
      if (first) {
        return first;
      }
      throw error;
    }
  }

  /** Begins a failed or cancelled restore from its start, if what was confirmed still holds. */
  async retry(id: string, caller: Caller): Promise<void> {
    const { knex, backups, restores, planner } = this.#options;
    const restore = await restores.get(id);
    assertRetryable(restore);
    const backup = await backups.get(restore.backupId);
    assertReadable(backup);
    const made = await planner.plan(backup, restore.settings, {
      signal: AbortSignal.timeout(120_000),
    });
    if (made.token !== restore.planToken) {
      throw new ConflictError(
        `What restore ${id} would do is no longer what was confirmed, because the target changed; plan it again`,
      );
    }
    assertNotBlocked(made.plan);
    await knex.transaction(async tx => {
      await this.#assertUsable(tx, backup.id, made.plan);
      assertRetryable(await restores.get(id, tx));
      const jobId = await this.#enqueue(
        tx,
        { ...restore, databases: targetDatabases(made.plan) },
        { priority: DEFAULT_PRIORITY, createdBy: caller.ref },
      );
      await restores.restart(
        id,
        { jobId, plan: made.plan, planToken: made.token },
        tx,
      );
    });
  }

  async #insert(
    id: string,
    backup: StoredBackup,
    settings: RestoreSettings,
    made: MadePlan,
    request: CreateRestoreRequest,
    caller: Caller,
    key: string | undefined,
  ): Promise<void> {
    const { knex, restores } = this.#options;
    const databases = targetDatabases(made.plan);
    await knex.transaction(async tx => {
      await this.#assertUsable(tx, backup.id, made.plan);
      const jobId = await this.#enqueue(
        tx,
        { id, backupId: backup.id, instance: settings.instance, databases },
        {
          priority: request.priority ?? DEFAULT_PRIORITY,
          createdBy: caller.ref,
        },
      );
      await restores.insert(
        {
          id,
          backupId: backup.id,
          backupName: backup.name,
          mode: settings.selection || settings.timeRange ? 'selective' : 'full',
          settings,
          plan: made.plan,
          planToken: made.token,
          databases,
          remark: request.remark,
          ownerRef: request.ownerRef ?? caller.ownershipRefs[0],
          createdBy: caller.ref,
          createdAt: new Date(),
          idempotencyKey: key,
          jobId,
        },
        tx,
      );
    });
  }

  /** Looked at again in the transaction: the plan took a while, and the backup may be on its way out by now. */
  async #assertUsable(
    tx: Knex.Transaction,
    backupId: string,
    plan: RestorePlan,
  ): Promise<void> {
    const { backups, jobs } = this.#options;
    const backup = await backups.getForUpdate(backupId, tx);
    assertReadable(backup);
    const active = await jobs.listActive(backupId, tx);
    assertIdle(
      backup,
      active.filter(job => job.type === 'delete' || job.type === 'backup'),
    );
    const reading = await backups.findBeingMade(
      plan.instance,
      targetDatabases(plan, ['replace']),
      tx,
    );
    if (reading) {
      throw new ConflictError(
        `What is to be replaced on '${plan.instance}' is being read for backup '${reading.name}' by job ${reading.jobId}; wait for it to end or cancel it`,
      );
    }
  }

  async #enqueue(
    tx: Knex.Transaction,
    restore: Pick<StoredRestore, 'id' | 'backupId' | 'instance' | 'databases'>,
    options: { priority: number; createdBy: string },
  ): Promise<string> {
    const { jobs, config } = this.#options;
    const id = randomUUID();
    await jobs.enqueue(
      [
        {
          id,
          type: 'restore',
          subjectId: restore.id,
          backupId: restore.backupId,
          maxAttempts: config.jobs.maxAttempts,
          // Two restores into one database would each find the other's rows.
          locks: restore.databases.map(
            database => `restore into ${restore.instance}/${database}`,
          ),
          ...options,
        },
      ],
      tx,
    );
    return id;
  }
}
