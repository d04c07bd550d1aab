import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  Backup,
  BackupContents,
  BackupPage,
  BackupTableRowsPage,
  CreateBackupRequest,
  Facets,
  Job,
  tdengineBackupCreatePermission,
  tdengineBackupDeletePermission,
  tdengineBackupDownloadPermission,
  tdengineBackupGetPermission,
  tdengineBackupQueryPermission,
  UpdateBackupRequest,
  VerificationReport,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import {
  missingPermission,
  RecordAuthorizer,
} from '../permissions/RecordAuthorizer';
import { AuthorizedOptions, loadRecord, recordNotFound } from './authorization';
import { AuthorizedOwner } from './AuthorizedOwner';
import { BackupCreationGuard } from './BackupCreationGuard';
import {
  BackupQuery,
  BackupService,
  Caller,
  ContentsQuery,
  Download,
  PageQuery,
} from './types';

/**
 * Asks for permission, and leaves everything else to the service it wraps. What a caller may not get looks to them as
 * if it were not there.
 */
export class AuthorizedBackupService {
  readonly #service: BackupService;
  readonly #guard: BackupCreationGuard;
  readonly #authorizer: RecordAuthorizer;
  readonly #owner: AuthorizedOwner;

  static create(options: {
    service: BackupService;
    guard: BackupCreationGuard;
    authorizer: RecordAuthorizer;
    owner: AuthorizedOwner;
  }): AuthorizedBackupService {
    return new AuthorizedBackupService(options);
  }

  private constructor(options: {
    service: BackupService;
    guard: BackupCreationGuard;
    authorizer: RecordAuthorizer;
    owner: AuthorizedOwner;
  }) {
    this.#service = options.service;
    this.#guard = options.guard;
    this.#authorizer = options.authorizer;
    this.#owner = options.owner;
  }

  async list(
    query: Omit<BackupQuery, 'criteria'>,
    options: AuthorizedOptions,
  ): Promise<BackupPage> {
    const criteria = await this.#authorizer.criteria(
      tdengineBackupQueryPermission,
      options.credentials,
    );
    return this.#service.list({ ...query, criteria });
  }

  async get(id: string, options: AuthorizedOptions): Promise<Backup> {
    const backup = await loadRecord('backup', id, this.#load);
    await this.#require(tdengineBackupGetPermission, backup, options);
    return backup;
  }

  async create(
    request: CreateBackupRequest,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    const ownerRef = this.#owner.resolve(request.ownerRef, caller, options);
    await this.#guard.require({ ...request, ownerRef }, caller, options);
    return this.#service.create(
      {
        ...request,
        ownerRef,
        priority: this.#owner.priority(request, options),
      },
      caller,
    );
  }

  async update(
    id: string,
    request: UpdateBackupRequest,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    await this.#requireManage(id, options);
    return this.#service.update(id, request, caller);
  }

  async delete(
    id: string,
    confirmation: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    const backup = await loadRecord('backup', id, this.#load);
    await this.#require(tdengineBackupDeletePermission, backup, options);
    return this.#service.delete(id, confirmation, caller);
  }

  async keep(
    id: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    const backup = await loadRecord('backup', id, this.#load);
    await this.#require(tdengineBackupDeletePermission, backup, options);
    return this.#service.keep(id, caller);
  }

  async cancel(
    id: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    await this.#requireManage(id, options);
    return this.#service.cancel(id, caller);
  }

  async retry(
    id: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    await this.#requireManage(id, options);
    return this.#service.retry(id, caller);
  }

  async verify(
    id: string,
    caller: Caller,
    options: AuthorizedOptions,
    request: VerifyBackupRequest = {},
  ): Promise<Backup> {
    await this.#requireManage(id, options);
    return this.#service.verify(id, caller, request);
  }

  async addCopy(
    id: string,
    target: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    await this.#requireManage(id, options);
    return this.#service.addCopy(id, target, caller);
  }

  async repairCopy(
    id: string,
    target: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    await this.#requireManage(id, options);
    return this.#service.repairCopy(id, target, caller);
  }

  async deleteCopy(
    id: string,
    target: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<Backup> {
    const backup = await loadRecord('backup', id, this.#load);
    await this.#require(tdengineBackupDeletePermission, backup, options);
    return this.#service.deleteCopy(id, target, caller);
  }

  async contents(
    id: string,
    query: ContentsQuery,
    options: AuthorizedOptions,
  ): Promise<BackupContents> {
    await this.get(id, options);
    return this.#service.contents(id, query);
  }

  async tableRows(
    id: string,
    query: PageQuery & { database: string; table: string; search?: string },
    options: AuthorizedOptions,
  ): Promise<BackupTableRowsPage> {
    await this.get(id, options);
    return this.#service.tableRows(id, query);
  }

  async verification(
    id: string,
    options: AuthorizedOptions & { target?: string },
  ): Promise<VerificationReport> {
    const { target } = options;
    await this.get(id, options);
    return this.#service.verification(id, { target });
  }

  async jobs(id: string, options: AuthorizedOptions): Promise<Job[]> {
    await this.get(id, options);
    return this.#service.jobs(id);
  }

  /** Only of what the caller's list would hold: the name of a database is somebody's too. */
  async facets(options: AuthorizedOptions): Promise<Facets> {
    return this.#service.facets(
      await this.#authorizer.criteria(
        tdengineBackupQueryPermission,
        options.credentials,
      ),
    );
  }

  async download(
    id: string,
    options: AuthorizedOptions & { as: 'stored' | 'csv'; signal: AbortSignal },
  ): Promise<Download> {
    const { as, signal } = options;
    const backup = await loadRecord('backup', id, this.#load);
    await this.#require(tdengineBackupDownloadPermission, backup, options);
    return this.#service.download(id, { as, signal });
  }

  #load = (id: string): Promise<Backup> => this.#service.get(id);

  /** Refuses with 403 where the caller may know of the backup, and with 404 where they may not. */
  async #require(
    permission: ResourcePermission,
    backup: Backup,
    options: AuthorizedOptions,
  ): Promise<void> {
    const [allowed, visible] = await this.#authorizer.isAllowed(
      [permission, tdengineBackupGetPermission],
      backup,
      options.credentials,
    );
    if (!allowed) {
      throw visible
        ? missingPermission(permission)
        : recordNotFound('backup', backup.id);
    }
  }

  async #requireManage(id: string, options: AuthorizedOptions): Promise<void> {
    const backup = await this.get(id, options);
    const [allowed] = await this.#authorizer.isAllowed(
      [tdengineBackupCreatePermission],
      backup,
      options.credentials,
    );
    if (!allowed) {
      throw missingPermission(tdengineBackupCreatePermission);
    }
  }
}
