import {
  Instance,
  InstanceObject,
  StorageTargetInfo,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { RecordAuthorizer } from '../permissions/RecordAuthorizer';
import { AuthorizedOptions } from './authorization';
import { InstanceService } from './types';

/**
 * Asks for permission, and leaves everything else to the service it wraps. Instances, their objects and the targets are
 * for everybody who may see backups at all, be it only some.
 */
export class AuthorizedInstanceService {
  readonly #service: InstanceService;
  readonly #authorizer: RecordAuthorizer;

  static create(options: {
    service: InstanceService;
    authorizer: RecordAuthorizer;
  }): AuthorizedInstanceService {
    return new AuthorizedInstanceService(options);
  }

  private constructor(options: {
    service: InstanceService;
    authorizer: RecordAuthorizer;
  }) {
    this.#service = options.service;
    this.#authorizer = options.authorizer;
  }

  async list(options: AuthorizedOptions): Promise<Instance[]> {
    await this.#require(options);
    return this.#service.list();
  }

  async get(
    name: string,
    options: AuthorizedOptions & { signal: AbortSignal },
  ): Promise<Instance> {
    await this.#require(options);
    return this.#service.get(name, { signal: options.signal });
  }

  async listObjects(
    name: string,
    options: AuthorizedOptions & { database?: string; signal: AbortSignal },
  ): Promise<InstanceObject[]> {
    await this.#require(options);
    const { database, signal } = options;
    return this.#service.listObjects(name, { database, signal });
  }

  async listTargets(
    options: AuthorizedOptions & { signal: AbortSignal },
  ): Promise<StorageTargetInfo[]> {
    await this.#require(options);
    return this.#service.listTargets({ signal: options.signal });
  }

  async #require(options: AuthorizedOptions): Promise<void> {
    await this.#authorizer.criteria(
      tdengineBackupQueryPermission,
      options.credentials,
    );
  }
}
