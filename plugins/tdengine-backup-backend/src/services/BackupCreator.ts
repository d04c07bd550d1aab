import { randomUUID } from 'node:crypto';
import { ConflictError, InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { CreateBackupRequest } from 'backstage-plugin-tdengine-backup-common';
import { BackupSource, setPrefix } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { EngineConfig } from '../config/EngineConfig';
import { StoredBackup } from '../database/backupRows';
import { BackupStore, NewBackup } from '../database/BackupStore';
import { JobStore } from '../database/JobStore';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
import { generateBackupName, parseBackupName } from './backupName';
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
  now?: () => Date;
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
    const draft = this.#draft(request, caller);
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

  #draft(request: CreateBackupRequest, caller: Caller): BackupDraft {
    const { sources, targets, config } = this.#options;
    const { source } = sources.ofInstance(request.instance);
    const scope = source.parseScope(toJson(request.scope));
    const { summary, databases } = source.describeScope(scope);
    const target = request.target ?? targets.defaultName;
    targets.get(target);
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
      format: this.#format(source, request.format),
      packaging: request.packaging ?? config.packaging,
      compression: request.compression ?? config.compression,
      verifyRequested: request.verify ?? config.verifyAfterBackup,
      // A request may ask for less than the operator allows, never for more.
      sizeLimitBytes: Math.min(
        request.sizeLimitBytes ?? config.sizeLimitBytes,
        config.sizeLimitBytes,
      ),
      target,
    };
  }

  #format(source: BackupSource, requested: string | undefined): string {
    const { config } = this.#options;
    const preferred =
      config.format !== undefined && source.formats.includes(config.format)
        ? config.format
        : source.formats[0];
    const format = requested ?? preferred;
    if (!source.formats.includes(format)) {
      throw new InputError(
        `'format' has to be one of ${source.formats
          .map(known => `'${known}'`)
          .join(', ')} for this instance, got '${format}'`,
      );
    }
    return format;
  }

  #complete(
    draft: BackupDraft,
    request: CreateBackupRequest,
    attempt: number,
  ): NewBackup {
    const createdAt = (this.#options.now ?? (() => new Date()))();
    const id = randomUUID();
    const name =
      request.name === undefined
        ? generateBackupName(createdAt, attempt)
        : parseBackupName(request.name);
    return {
      ...draft,
      id,
      name,
      createdAt,
      jobId: randomUUID(),
      setPrefix: setPrefix({ id, name, time: createdAt }),
    };
  }

  async #insert(
    backup: NewBackup,
    request: CreateBackupRequest,
    key: string | undefined,
  ): Promise<void> {
    const { knex, backups, jobs, config } = this.#options;
    if (
      request.name === undefined &&
      (await backups.wasNameUsed(backup.name))
    ) {
      throw new ConflictError(`The name '${backup.name}' was used before`);
    }
    await knex.transaction(async tx => {
      await backups.insert({ ...backup, idempotencyKey: key }, tx);
      await jobs.enqueue(
        {
          id: backup.jobId,
          type: 'backup',
          subjectId: backup.id,
          backupId: backup.id,
          priority: request.priority ?? DEFAULT_PRIORITY,
          maxAttempts: config.jobs.maxAttempts,
          createdBy: backup.createdBy,
        },
        tx,
      );
    });
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
