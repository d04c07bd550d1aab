import { randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  describeRetentionRemoval,
  Job,
  RetentionRemoval,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { EngineConfig } from '../config/EngineConfig';
import { StoredBackup } from '../database/backupRows';
import { BackupStore } from '../database/BackupStore';
import { CopyStore } from '../database/CopyStore';
import { JobStore } from '../database/JobStore';
import { PolicyRunStore } from '../database/PolicyRunStore';
import { PolicyStore } from '../database/PolicyStore';
import { JobOptions } from '../jobs/StoredJob';
import { holdIdlePolicy } from '../policies/holdIdlePolicy';
import { assertReadable } from '../runs/BackupSets';
import { DEFAULT_PRIORITY, PLUGIN_CALLER } from './defaults';
import { Caller } from './types';

export interface BackupCommandsOptions {
  knex: Knex;
  backups: BackupStore;
  copies: CopyStore;
  jobs: JobStore;
  policies: PolicyStore;
  policyRuns: PolicyRunStore;
  config: EngineConfig;
}

const DOING: Record<Job['type'], string> = {
  backup: 'being made',
  restore: 'being restored',
  verify: 'being verified',
  repair: 'being repaired',
  delete: 'being deleted',
  rewrap: 'given another key',
  rescan: 'looked for',
};

const CANCELLABLE: ReadonlyArray<Job['type']> = ['backup', 'verify', 'repair'];

/**
 * What can be done with a backup that exists. Each decides and writes in one transaction that holds the record, so that
 * of two commands at once the second sees what the first did.
 */
export class BackupCommands {
  readonly #options: BackupCommandsOptions;

  static create(options: BackupCommandsOptions): BackupCommands {
    return new BackupCommands(options);
  }

  private constructor(options: BackupCommandsOptions) {
    this.#options = options;
  }

  /** Queues the deletion; from now on the backup is not good for anything. Asking again changes nothing. */
  async delete(
    id: string,
    confirmation: string,
    caller: Caller,
  ): Promise<void> {
    const { backups } = this.#options;
    await this.#decide(id, async (tx, backup) => {
      if (confirmation !== backup.name) {
        throw new InputError(
          `'confirmation' has to be the name of the backup, '${backup.name}'`,
        );
      }
      const active = await this.#active(backup, tx);
      if (active.some(job => job.type === 'delete')) {
        return;
      }
      assertIdle(backup, active);
      await backups.markDeleting(id, { updatedBy: caller.ref }, tx);
      await this.enqueue(tx, backup, 'delete', caller);
    });
  }

  /** Queues the deletion of a backup that a rule does not keep. The record has to be held, and nothing to run for it. */
  async expire(
    backup: Pick<StoredBackup, 'id'>,
    removal: RetentionRemoval,
    tx: Knex.Transaction,
  ): Promise<void> {
    const reason = describeRetentionRemoval(removal, 'en');
    await this.#options.backups.markDeleting(
      backup.id,
      { updatedBy: PLUGIN_CALLER.ref, removal },
      tx,
    );
    await this.enqueue(tx, backup, 'delete', PLUGIN_CALLER, { reason });
  }

  /** Cancels the run that makes the backup, or the one that verifies or repairs it. */
  async cancel(backup: StoredBackup): Promise<void> {
    const { knex, backups, jobs } = this.#options;
    const job = (await jobs.listActive(backup.id)).find(({ type }) =>
      CANCELLABLE.includes(type),
    );
    if (!job) {
      throw new ConflictError(
        `Nothing runs for backup '${backup.name}' that could be cancelled`,
      );
    }
    // The job is locked before the record, in the order in which the end of a run does it.
    await knex.transaction(async tx => {
      const outcome = await jobs.requestCancel(job.id, tx);
      if (outcome === 'cancelled' && job.type === 'backup') {
        await backups.markEnded(
          backup.id,
          { state: 'cancelled', leftovers: [] },
          tx,
        );
      }
      if (outcome === 'cancelled' && job.type === 'repair') {
        await this.#markUnmade(backup, tx);
      }
    });
  }

  /** Begins a failed or cancelled backup from its start. Its policy has one run at a time, also where a person asks for it. */
  async retry(id: string, caller: Caller): Promise<void> {
    const { backups, policyRuns } = this.#options;
    const { policyId } = await backups.get(id);
    const retry = async (tx: Knex.Transaction, backup: StoredBackup) => {
      if (backup.state !== 'failed' && backup.state !== 'cancelled') {
        throw new ConflictError(
          `Only a failed or cancelled backup can be tried again; '${backup.name}' is ${backup.state}`,
        );
      }
      assertIdle(backup, await this.#active(backup, tx));
      const jobId = await this.enqueue(tx, backup, 'backup', caller);
      await backups.restart(id, { jobId, updatedBy: caller.ref }, tx);
      await policyRuns.reopen(id, tx);
    };
    await this.#decide(id, retry, async tx => {
      if (policyId !== undefined) {
        await holdIdlePolicy(policyId, this.#options, tx);
      }
    });
  }

  async verify(
    id: string,
    caller: Caller,
    options: JobOptions & { priority?: number } = {},
  ): Promise<void> {
    const verify = async (tx: Knex.Transaction, backup: StoredBackup) => {
      const jobId = await this.enqueue(tx, backup, 'verify', caller, options);
      await this.#options.backups.setVerifyJob(id, jobId, tx);
    };
    await this.decideIdle(id, verify, { check: assertReadable });
  }

  /**
   * For a backup that nothing works on; restores read it all the while, unless they are in the way.
   *
   * @param options - `check`: throws for one of which nothing of the kind can be asked at all
   */
  async decideIdle(
    id: string,
    decide: (tx: Knex.Transaction, backup: StoredBackup) => Promise<void>,
    options: {
      check?: (backup: StoredBackup) => void;
      besideRestores?: boolean;
    } = {},
  ): Promise<void> {
    const { check, besideRestores = true } = options;
    await this.#decide(id, async (tx, backup) => {
      check?.(backup);
      const active = await this.#active(backup, tx);
      assertIdle(
        backup,
        active.filter(job => job.type !== 'restore' || !besideRestores),
      );
      await decide(tx, backup);
    });
  }

  /** Queues that it gets the key that encrypts now. Throws a ConflictError while something else is done with it. */
  async rewrap(id: string, caller: Caller): Promise<void> {
    await this.#decide(id, async (tx, backup) => {
      assertReadable(backup);
      const active = await this.#active(backup, tx);
      assertIdle(
        backup,
        active.filter(job => job.type !== 'restore'),
      );
      await this.enqueue(tx, backup, 'rewrap', caller);
    });
  }

  async #decide(
    id: string,
    decide: (tx: Knex.Transaction, backup: StoredBackup) => Promise<void>,
    /** What has to be held before the backup is. */
    hold?: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    await this.#options.knex.transaction(async tx => {
      await hold?.(tx);
      const backup = await this.#options.backups.getForUpdate(id, tx);
      if (backup.state === 'deleted') {
        throw new NotFoundError(`There is no backup with the id '${id}'`);
      }
      await decide(tx, backup);
    });
  }

  /** Copies that were to be added, and are not. */
  async #markUnmade(
    { id: backupId, copies }: StoredBackup,
    tx: Knex.Transaction,
  ): Promise<void> {
    for (const { target, state } of copies) {
      if (state === 'pending') {
        await this.#options.copies.markRepaired(
          { backupId, target },
          {
            target,
            state: 'failed',
            error: 'It was cancelled before it began',
            leftovers: false,
          },
          tx,
        );
      }
    }
  }

  #active(backup: StoredBackup, tx: Knex.Transaction) {
    return this.#options.jobs.listActive(backup.id, tx);
  }

  /** Returns the id of the job. */
  async enqueue(
    tx: Knex.Transaction,
    backup: Pick<StoredBackup, 'id'>,
    type: 'backup' | 'verify' | 'repair' | 'delete' | 'rewrap',
    caller: Caller,
    options: JobOptions & { priority?: number } = {},
  ): Promise<string> {
    const id = randomUUID();
    await this.#options.jobs.enqueue(
      [
        {
          id,
          type,
          subjectId: backup.id,
          backupId: backup.id,
          priority: options.priority ?? DEFAULT_PRIORITY,
          maxAttempts: this.#options.config.jobs.maxAttempts,
          createdBy: caller.ref,
          options: toJobOptions(options),
        },
      ],
      tx,
    );
    return id;
  }
}

function toJobOptions({
  deep,
  reason,
  targets,
}: JobOptions): JobOptions | undefined {
  return deep || reason !== undefined || targets !== undefined
    ? { deep, reason, targets }
    : undefined;
}

/** Throws a ConflictError naming the job that is in the way. */
export function assertIdle(
  backup: Pick<StoredBackup, 'name'>,
  active: ReadonlyArray<Pick<Job, 'id' | 'type'>>,
): void {
  const [job] = active;
  if (job) {
    throw new ConflictError(
      `Backup '${backup.name}' is ${DOING[job.type]} by job ${
        job.id
      }; wait for it to end or cancel it`,
    );
  }
}
