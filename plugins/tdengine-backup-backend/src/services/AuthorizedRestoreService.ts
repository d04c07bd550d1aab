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
import { BackupService, Caller, RestoreQuery, RestoreService } from './types';

/**
 * Asks for permission, and leaves everything else to the service it wraps. Executing is asked for the backup, because
 * it is the backup's data that go somewhere; seeing is asked for the restore.
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
    await this.#requireExecute(request.backupId, options);
    return this.#service.plan(request, { signal: options.signal });
  }

  async create(
    request: CreateRestoreRequest,
    caller: Caller,
    options: AuthorizedOptions & { signal: AbortSignal },
  ): Promise<Restore> {
    await this.#requireExecute(request.backupId, options);
    const ownerRef = this.#owner.resolve(request.ownerRef, caller, options);
    return this.#service.create({ ...request, ownerRef }, caller, {
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
    backupId: string,
    options: AuthorizedOptions,
  ): Promise<void> {
    const backup = await loadRecord('backup', backupId, this.#loadBackup);
    const [allowed, visible] = await this.#backupAuthorizer.isAllowed(
      [tdengineRestoreExecutePermission, tdengineBackupGetPermission],
      backup,
      options.credentials,
    );
    if (!allowed) {
      throw visible
        ? missingPermission(tdengineRestoreExecutePermission)
        : recordNotFound('backup', backupId);
    }
  }

  async #requireManage(id: string, options: AuthorizedOptions): Promise<void> {
    const restore = await this.get(id, options);
    // A restore outlives its backup: then there is nothing left to hide, only the right itself to ask for.
    const backup = await findRecord(restore.backupId, this.#loadBackup);
    const [allowed] = await this.#backupAuthorizer.isAllowed(
      [tdengineRestoreExecutePermission],
      backup,
      options.credentials,
    );
    if (!allowed) {
      throw missingPermission(tdengineRestoreExecutePermission);
    }
  }
}
