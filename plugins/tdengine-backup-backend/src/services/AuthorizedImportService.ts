import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  Backup,
  TargetRescan,
  tdengineBackupImportPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { requirePermission } from '../permissions/hasPermission';
import { AuthorizedOptions } from './authorization';
import { Caller, ImportService, UploadedArchive } from './types';

export interface AuthorizedImportServiceOptions {
  service: ImportService;
  permissions: PermissionsService;
}

/** Asks for permission, and leaves everything else to the service it wraps. What comes in belongs to who asked for it. */
export class AuthorizedImportService {
  readonly #service: ImportService;
  readonly #permissions: PermissionsService;

  static create(
    options: AuthorizedImportServiceOptions,
  ): AuthorizedImportService {
    return new AuthorizedImportService(options);
  }

  private constructor(options: AuthorizedImportServiceOptions) {
    this.#service = options.service;
    this.#permissions = options.permissions;
  }

  async rescan(
    target: string,
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<TargetRescan> {
    await this.#require(options);
    return this.#service.rescan(target, caller);
  }

  async lastRescan(
    target: string,
    options: AuthorizedOptions,
  ): Promise<TargetRescan> {
    await this.#require(options);
    return this.#service.lastRescan(target);
  }

  async cancelRescan(
    target: string,
    options: AuthorizedOptions,
  ): Promise<TargetRescan> {
    await this.#require(options);
    return this.#service.cancelRescan(target);
  }

  async upload(
    archive: UploadedArchive,
    caller: Caller,
    options: AuthorizedOptions & { targets?: string[]; signal: AbortSignal },
  ): Promise<Backup> {
    await this.#require(options);
    const { targets, signal } = options;
    return this.#service.upload(archive, { targets, signal }, caller);
  }

  async #require(options: AuthorizedOptions): Promise<void> {
    await requirePermission(
      this.#permissions,
      tdengineBackupImportPermission,
      options.credentials,
    );
  }
}
