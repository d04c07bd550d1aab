import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  Backup,
  CreateBackupRequest,
  CreateRestoreRequest,
  Job,
  PlanRestoreRequest,
  Policy,
  PolicyInput,
  PolicyPage,
  RequestOptions,
  Restore,
  RestorePlan,
  TdengineBackupClient,
  TypedResponse,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { readRefusal } from './readRefusal';
import {
  TdengineBackupPolicyQuery,
  TdengineBackupService,
  TdengineBackupServiceOptions,
} from './TdengineBackupService';

const PLUGIN_ID = 'tdengine-backup';

/**
 * Calls the HTTP API of the backend plugin, wherever discovery says it runs.
 * @internal
 */
export class DefaultTdengineBackupService implements TdengineBackupService {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): DefaultTdengineBackupService {
    return new DefaultTdengineBackupService(options);
  }

  private constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  createBackup(
    request: CreateBackupRequest,
    options: TdengineBackupServiceOptions,
  ): Promise<Backup> {
    return this.#call(options, (client, token) =>
      client.createBackup({ body: request }, token),
    );
  }

  getBackup(
    id: string,
    options: TdengineBackupServiceOptions,
  ): Promise<Backup> {
    return this.#call(options, (client, token) =>
      client.getBackup({ path: { backupId: id } }, token),
    );
  }

  verifyBackup(
    id: string,
    request: VerifyBackupRequest,
    options: TdengineBackupServiceOptions,
  ): Promise<Backup> {
    return this.#call(options, (client, token) =>
      client.verifyBackup({ path: { backupId: id }, body: request }, token),
    );
  }

  planRestore(
    request: PlanRestoreRequest,
    options: TdengineBackupServiceOptions,
  ): Promise<RestorePlan> {
    return this.#call(options, (client, token) =>
      client.planRestore({ body: request }, token),
    );
  }

  createRestore(
    request: CreateRestoreRequest,
    options: TdengineBackupServiceOptions,
  ): Promise<Restore> {
    return this.#call(options, (client, token) =>
      client.createRestore({ body: request }, token),
    );
  }

  getRestore(
    id: string,
    options: TdengineBackupServiceOptions,
  ): Promise<Restore> {
    return this.#call(options, (client, token) =>
      client.getRestore({ path: { restoreId: id } }, token),
    );
  }

  getJob(id: string, options: TdengineBackupServiceOptions): Promise<Job> {
    return this.#call(options, (client, token) =>
      client.getJob({ path: { jobId: id } }, token),
    );
  }

  createPolicy(
    request: PolicyInput,
    options: TdengineBackupServiceOptions,
  ): Promise<Policy> {
    return this.#call(options, (client, token) =>
      client.createPolicy({ body: request }, token),
    );
  }

  getPolicy(
    id: string,
    options: TdengineBackupServiceOptions,
  ): Promise<Policy> {
    return this.#call(options, (client, token) =>
      client.getPolicy({ path: { policyId: id } }, token),
    );
  }

  listPolicies(
    query: TdengineBackupPolicyQuery,
    options: TdengineBackupServiceOptions,
  ): Promise<PolicyPage> {
    return this.#call(options, (client, token) =>
      client.getPolicies({ query }, token),
    );
  }

  async #call<T>(
    options: TdengineBackupServiceOptions,
    send: (
      client: TdengineBackupClient,
      request: RequestOptions,
    ) => Promise<TypedResponse<T>>,
  ): Promise<T> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: PLUGIN_ID,
    });
    // The generated client takes no signal, so each call gets a fetch of its own that carries it.
    const client = new TdengineBackupClient({
      discoveryApi: this.#discovery,
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, { ...init, signal: options.signal }),
      },
    });
    const response = await send(client, { token });
    if (!response.ok) {
      throw await readRefusal(response);
    }
    return response.json();
  }
}
