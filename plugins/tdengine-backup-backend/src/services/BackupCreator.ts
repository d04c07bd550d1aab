import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  CreateBackupRequest,
  PolicyRunTrigger,
} from 'backstage-plugin-tdengine-backup-common';
import { setPrefix } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { EngineConfig } from '../config/EngineConfig';
import { Encryption } from '../config/readEncryptionConfig';
import { StoredBackup } from '../database/backupRows';
import { BackupStore, NewBackup } from '../database/BackupStore';
import { JobStore } from '../database/JobStore';
import { StoredPolicy } from '../database/policyRows';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
import { generateBackupName, parseBackupName } from './backupName';
import { chooseEncryptionKey } from './chooseEncryptionKey';
import { chooseFormat } from './chooseFormat';
import { DEFAULT_PRIORITY } from './defaults';
import { idempotencyKey } from './idempotencyKey';
import { Caller } from './types';

const MAXIMUM_TRIES = 20;

export interface BackupCreatorOptions {
  knex: Knex;
  backups: BackupStore;
  jobs: JobStore;
  sources: SourceRegistry;
  targets: TargetRegistry;
  config: EngineConfig;
  encryption: Encryption;
  now: () => Date;
}

/** A run of a policy that makes a backup. */
export interface PolicyRunRequest {
  trigger: PolicyRunTrigger;
  plannedAt: Date;
  caller: Caller;
}

/** All that does not depend on the name. */
type BackupDraft = Omit<
  NewBackup,
  'id' | 'name' | 'createdAt' | 'jobId' | 'setPrefix' | 'idempotencyKey'
>;

/** Checks a request for a backup, writes its record and puts its job into the queue. */
export class BackupCreator {
  readonly #options: BackupCreatorOptions;

  static create(options: BackupCreatorOptions): BackupCreator {
    return new BackupCreator(options);
  }

  private constructor(options: BackupCreatorOptions) {
    this.#options = options;
  }

  /** The same caller's same key returns the backup of the first time. */
  async create(
    request: CreateBackupRequest,
    caller: Caller,
  ): Promise<StoredBackup> {
    const { backups } = this.#options;
    const key = idempotencyKey(caller, 'backup', request.idempotencyKey);
    const known = key && (await backups.findByIdempotencyKey(key));
    if (known) {
      return known;
    }
    const draft = this.#draft(
      request,
      caller,
      this.#options.targets.choose(request.targets),
    );
    for (let attempt = 1; ; attempt++) {
      const backup = this.#complete(draft, request, attempt);
      try {
        await this.#insert(backup, request, key);
        return await backups.get(backup.id);
      } catch (error) {
        const first = key && (await backups.findByIdempotencyKey(key));
        if (first) {
          return first;
        }
        if (
          attempt === MAXIMUM_TRIES ||
          !(await this.#canTryAgain(error, backup, request))
        ) {
          throw error;
        }
      }
    }
  }

  /**
   * What a run of a policy makes. Throws where the configuration has no more what the policy asks for; of targets one is
   * enough that it has.
   */
  prepareForPolicy(policy: StoredPolicy, run: PolicyRunRequest): NewBackup {
    const draft = this.#draft(
      {
        instance: policy.instance,
        scope: policy.scope,
        format: policy.format,
        packaging: policy.packaging,
        compression: policy.compression,
        encrypt: policy.encrypt,
        verify: policy.verify,
        sizeLimitBytes: policy.sizeLimitBytes,
        ownerRef: policy.ownerRef,
        remark: `By policy '${policy.name}'`,
      },
      run.caller,
      this.#options.targets.chooseAgain(policy.targets),
    );
    const createdAt = this.#now();
    return this.#identified(
      {
        ...draft,
        mode: run.trigger === 'manual' ? 'manual' : 'automatic',
        policyId: policy.id,
        policyName: policy.name,
      },
      generateBackupName(
        run.trigger === 'manual' ? createdAt : run.plannedAt,
        1,
        policy.name,
      ),
      createdAt,
    );
  }

  /** Writes the records and queues the jobs, each under the next name that is free. */
  async insertForPolicies(
    prepared: readonly NewBackup[],
    tx: Knex.Transaction,
  ): Promise<void> {
    if (prepared.length === 0) {
      return;
    }
    const { backups } = this.#options;
    const used = await backups.listUsedNames(
      prepared.map(({ name }) => name),
      tx,
    );
    const named: NewBackup[] = [];
    for (const backup of prepared) {
      let { name } = backup;
      for (let attempt = 2; used.has(name); attempt++) {
        name = `${backup.name}_${attempt}`;
        (await backups.listUsedNames([name], tx)).forEach(it => used.add(it));
      }
      used.add(name);
      named.push({ ...backup, name });
    }
    await this.#write(named, DEFAULT_PRIORITY, tx);
  }

  #draft(
    request: CreateBackupRequest,
    caller: Caller,
    targets: string[],
  ): BackupDraft {
    const { sources, config } = this.#options;
    const { source } = sources.ofInstance(request.instance);
    const scope = source.parseScope(toJson(request.scope));
    const { summary, databases } = source.describeScope(scope);
    return {
      remark: request.remark,
      mode: 'manual',
      kind: 'full',
      ownerRef: request.ownerRef ?? caller.ownershipRefs[0],
      createdBy: caller.ref,
      instance: request.instance,
      sourceType: source.type,
      scope: scope as NewBackup['scope'],
      scopeSummary: summary,
      databases,
      format: chooseFormat(source, config.format, request.format),
      packaging: request.packaging ?? config.packaging,
      compression: request.compression ?? config.compression,
      encryptionKeyId: chooseEncryptionKey(
        this.#options.encryption,
        request.encrypt,
      ),
      verifyRequested: request.verify ?? config.verifyAfterBackup,
      // A request may ask for less than the operator allows, never for more.
      sizeLimitBytes: Math.min(
        request.sizeLimitBytes ?? config.sizeLimitBytes,
        config.sizeLimitBytes,
      ),
      targets,
    };
  }

  #complete(
    draft: BackupDraft,
    request: CreateBackupRequest,
    attempt: number,
  ): NewBackup {
    const createdAt = this.#now();
    return this.#identified(
      draft,
      request.name === undefined
        ? generateBackupName(createdAt, attempt)
        : parseBackupName(request.name),
      createdAt,
    );
  }

  #identified(draft: BackupDraft, name: string, createdAt: Date): NewBackup {
    const id = randomUUID();
    return {
      ...draft,
      id,
      name,
      createdAt,
      jobId: randomUUID(),
      setPrefix: setPrefix({
        id,
        // People call backups by what is in them.
        name: draft.encryptionKeyId === undefined ? name : 'encrypted',
        time: createdAt,
      }),
    };
  }

  #now(): Date {
    return this.#options.now();
  }

  async #insert(
    backup: NewBackup,
    request: CreateBackupRequest,
    key: string | undefined,
  ): Promise<void> {
    const { knex, backups } = this.#options;
    if (
      request.name === undefined &&
      (await backups.listUsedNames([backup.name])).size > 0
    ) {
      throw new ConflictError(`The name '${backup.name}' was used before`);
    }
    await knex.transaction(tx =>
      this.#write(
        [{ ...backup, idempotencyKey: key }],
        request.priority ?? DEFAULT_PRIORITY,
        tx,
      ),
    );
  }

  async #write(
    created: readonly NewBackup[],
    priority: number,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { backups, jobs, config } = this.#options;
    await backups.insert(created, tx);
    await jobs.enqueue(
      created.map(({ id, jobId, createdBy }) => ({
        id: jobId,
        type: 'backup',
        subjectId: id,
        backupId: id,
        priority,
        maxAttempts: config.jobs.maxAttempts,
        createdBy,
      })),
      tx,
    );
  }

  /** Another generated name may be free; so may another place, where two ids happen to begin alike. */
  async #canTryAgain(
    error: unknown,
    backup: NewBackup,
    request: CreateBackupRequest,
  ): Promise<boolean> {
    if (!(error instanceof ConflictError)) {
      return false;
    }
    return (
      request.name === undefined ||
      !(await this.#options.backups.isNameTaken(backup.name, backup.ownerRef))
    );
  }
}

function toJson(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
