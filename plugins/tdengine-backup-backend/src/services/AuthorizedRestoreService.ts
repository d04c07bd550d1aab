import {
  Backup,
  CreateRestoreRequest,
  Facets,
  PlanRestoreRequest,
  Restore,
  RestorePage,
  RestorePlan,
  tdengineBackupGetPermission,
  tdengineRestoreExecutePermission,
  tdengineRestoreQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import {
  missingPermission,
  RecordAuthorizer,
} from '../permissions/RecordAuthorizer';
import {
  AuthorizedOptions,
  findRecord,
  loadRecord,
  recordNotFound,
} from './authorization';
import { AuthorizedOwner } from './AuthorizedOwner';
import { destinationDatabases, requireDestination } from './restoreDestination';
import { BackupService, Caller, RestoreQuery, RestoreService } from './types';

/**
 * Asks for permission, and leaves everything else to the service it wraps. Executing is asked for the backup, whose
 * data go somewhere, and for every database that they go into; seeing is asked for the restore.
 */
export class AuthorizedRestoreService {
  readonly #service: RestoreService;
  readonly #backups: Pick<BackupService, 'get'>;
  readonly #backupAuthorizer: RecordAuthorizer;
  readonly #restoreAuthorizer: RecordAuthorizer;
  readonly #owner: AuthorizedOwner;

  static create(options: {
    service: RestoreService;
    backups: Pick<BackupService, 'get'>;
    backupAuthorizer: RecordAuthorizer;
    restoreAuthorizer: RecordAuthorizer;
    owner: AuthorizedOwner;
  }): AuthorizedRestoreService {
    return new AuthorizedRestoreService(options);
  }

  private constructor(options: {
    service: RestoreService;
    backups: Pick<BackupService, 'get'>;
    backupAuthorizer: RecordAuthorizer;
    restoreAuthorizer: RecordAuthorizer;
    owner: AuthorizedOwner;
  }) {
    this.#service = options.service;
    this.#backups = options.backups;
    this.#backupAuthorizer = options.backupAuthorizer;
    this.#restoreAuthorizer = options.restoreAuthorizer;
    this.#owner = options.owner;
  }

  async plan(
    request: PlanRestoreRequest,
    options: AuthorizedOptions & { signal: AbortSignal },
  ): Promise<RestorePlan> {
    await this.#requireExecute(request, options);
    return this.#service.plan(request, { signal: options.signal });
  }

  async create(
    request: CreateRestoreRequest,
    caller: Caller,
    options: AuthorizedOptions & { signal: AbortSignal },
  ): Promise<Restore> {
    await this.#requireExecute(request, options);
    const ownerRef = this.#owner.resolve(request.ownerRef, caller, options);
    const priority = this.#owner.priority(request, options);
    return this.#service.create({ ...request, ownerRef, priority }, caller, {
      signal: options.signal,
    });
  }

  async list(
    query: Omit<RestoreQuery, 'criteria'>,
    options: AuthorizedOptions,
  ): Promise<RestorePage> {
    const criteria = await this.#restoreAuthorizer.criteria(
      tdengineRestoreQueryPermission,
      options.credentials,
    );
    return this.#service.list({ ...query, criteria });
  }

  /** Only of what the caller's list would hold. */
  async facets(options: AuthorizedOptions): Promise<Facets> {
    return this.#service.facets(
      await this.#restoreAuthorizer.criteria(
        tdengineRestoreQueryPermission,
        options.credentials,
      ),
    );
  }

  async get(id: string, options: AuthorizedOptions): Promise<Restore> {
    const restore = await loadRecord('restore', id, this.#load);
    const [visible] = await this.#restoreAuthorizer.isAllowed(
      [tdengineRestoreQueryPermission],
      restore,
      options.credentials,
    );
    if (!visible) {
      throw recordNotFound('restore', id);
    }
    return restore;
  }

  async cancel(
    id: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Restore> {
    await this.#requireManage(id, options);
    return this.#service.cancel(id, caller);
  }

  async retry(
    id: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Restore> {
    await this.#requireManage(id, options);
    return this.#service.retry(id, caller);
  }

  #load = (id: string): Promise<Restore> => this.#service.get(id);

  #loadBackup = (id: string): Promise<Backup> => this.#backups.get(id);

  /** Refuses with 403 where the caller may know of the backup, and with 404 where they may not. */
  async #requireExecute(
    request: PlanRestoreRequest,
    options: AuthorizedOptions,
  ): Promise<void> {
    const { backupId } = request;
    const backup = await loadRecord('backup', backupId, this.#loadBackup);
    const [execute, get] = await this.#backupAuthorizer.decide(
      [tdengineRestoreExecutePermission, tdengineBackupGetPermission],
      options.credentials,
    );
    if (!execute.isAllowed(backup)) {
      throw get.isAllowed(backup)
        ? missingPermission(tdengineRestoreExecutePermission)
        : recordNotFound('backup', backupId);
    }
    requireDestination(execute, backup, {
      instance: request.instance ?? backup.instance,
      databases: destinationDatabases(request, backup),
    });
  }

  async #requireManage(id: string, options: AuthorizedOptions): Promise<void> {
    const restore = await this.get(id, options);
    // A restore outlives its backup: then there is nothing left to hide, only the right itself to ask for.
    const backup = await findRecord(restore.backupId, this.#loadBackup);
    const [execute] = await this.#backupAuthorizer.decide(
      [tdengineRestoreExecutePermission],
      options.credentials,
    );
    if (!execute.isAllowed(backup)) {
      throw missingPermission(tdengineRestoreExecutePermission);
    }
    if (backup) {
      requireDestination(execute, backup, restore);
    }
  }
}
