import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  EncryptionState,
  RewrapResult,
  tdengineBackupEncryptionRewrapPermission,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { requirePermission } from '../permissions/hasPermission';
import { RecordAuthorizer } from '../permissions/RecordAuthorizer';
import { AuthorizedOptions } from './authorization';
import { Caller, EncryptionService } from './types';

export interface AuthorizedEncryptionServiceOptions {
  service: EncryptionService;
  authorizer: RecordAuthorizer;
  permissions: PermissionsService;
}

/** Asks for permission, and leaves everything else to the service it wraps. */
export class AuthorizedEncryptionService {
  readonly #service: EncryptionService;
  readonly #authorizer: RecordAuthorizer;
  readonly #permissions: PermissionsService;

  static create(
    options: AuthorizedEncryptionServiceOptions,
  ): AuthorizedEncryptionService {
    return new AuthorizedEncryptionService(options);
  }

  private constructor(options: AuthorizedEncryptionServiceOptions) {
    this.#service = options.service;
    this.#authorizer = options.authorizer;
    this.#permissions = options.permissions;
  }

  /** Whoever may see any backup may know whether they are encrypted. */
  async get(options: AuthorizedOptions): Promise<EncryptionState> {
    await this.#authorizer.criteria(
      tdengineBackupQueryPermission,
      options.credentials,
    );
    return this.#service.get();
  }

  async rewrap(
    caller: Caller,
    options: AuthorizedOptions,
  ): Promise<RewrapResult> {
    const permission = tdengineBackupEncryptionRewrapPermission;
    await requirePermission(this.#permissions, permission, options.credentials);
    return this.#service.rewrap(caller);
  }
}
