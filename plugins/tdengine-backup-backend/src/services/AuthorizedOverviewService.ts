import {
  AlertPage,
  BackupEstimate,
  EstimateRequest,
  Overview,
  StorageUsage,
  tdengineBackupPolicyQueryPermission,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { RecordAuthorizer } from '../permissions/RecordAuthorizer';
import { accessTo } from './accessTo';
import { AuthorizedOptions } from './authorization';
import { BackupCreationGuard } from './BackupCreationGuard';
import {
  AlertQuery,
  AlertService,
  OverviewAccess,
  OverviewService,
  RecordAccess,
  StorageService,
} from './overviewTypes';
import { Caller } from './types';

export interface AuthorizedOverviewServiceOptions {
  overview: OverviewService;
  storage: StorageService;
  alerts: AlertService;
  backupAuthorizer: RecordAuthorizer;
  policyAuthorizer: RecordAuthorizer;
  guard: BackupCreationGuard;
}

/**
 * Asks for permission, and leaves everything else to the services it wraps. Figures are for everybody who may see
 * backups at all, and are made of what the caller may see; of policies that is nothing without their permission.
 */
export class AuthorizedOverviewService {
  readonly #options: AuthorizedOverviewServiceOptions;

  static create(
    options: AuthorizedOverviewServiceOptions,
  ): AuthorizedOverviewService {
    return new AuthorizedOverviewService(options);
  }

  private constructor(options: AuthorizedOverviewServiceOptions) {
    this.#options = options;
  }

  async overview(options: AuthorizedOptions): Promise<Overview> {
    return this.#options.overview.get(await this.#access(options));
  }

  async storage(
    query: { days: number },
    options: AuthorizedOptions,
  ): Promise<StorageUsage> {
    return this.#options.storage.usage(query, await this.#access(options));
  }

  async alerts(
    query: AlertQuery,
    options: AuthorizedOptions,
  ): Promise<AlertPage> {
    return this.#options.alerts.list(query, await this.#access(options));
  }

  /** It asks as much of a server as the beginning of a backup does, so it is for who may make that backup. */
  async estimate(
    request: EstimateRequest,
    caller: Caller,
    options: AuthorizedOptions & { signal: AbortSignal },
  ): Promise<BackupEstimate> {
    const { storage, guard } = this.#options;
    await guard.require(
      { ...request, ownerRef: caller.ownershipRefs[0] },
      caller,
      options,
    );
    return storage.estimate(request, await this.#accessOrNone(options), {
      signal: options.signal,
    });
  }

  /** Throws a NotAllowedError for who may see no backup at all. */
  async #access(options: AuthorizedOptions): Promise<OverviewAccess> {
    const { backupAuthorizer } = this.#options;
    const backups = await backupAuthorizer.criteria(
      tdengineBackupQueryPermission,
      options.credentials,
    );
    return {
      backups: backups ?? 'all',
      policies: await this.#policies(options),
    };
  }

  /** Who may make a backup need not be somebody who may see others. */
  async #accessOrNone(options: AuthorizedOptions): Promise<OverviewAccess> {
    const backups = await accessTo(
      this.#options.backupAuthorizer,
      tdengineBackupQueryPermission,
      options,
    );
    return { backups, policies: await this.#policies(options) };
  }

  #policies(options: AuthorizedOptions): Promise<RecordAccess> {
    return accessTo(
      this.#options.policyAuthorizer,
      tdengineBackupPolicyQueryPermission,
      options,
    );
  }
}
