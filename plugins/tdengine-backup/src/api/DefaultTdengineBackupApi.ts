import { ResponseError } from '@backstage/errors';
import {
  DiscoveryApi,
  FetchApi,
  IdentityApi,
} from '@backstage/frontend-plugin-api';
import {
  Backup,
  CreateBackupRequest,
  CreateRestoreRequest,
  PlanRestoreRequest,
  UpdateBackupRequest,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { createClient, read } from './client';
import { followJob } from './followJob';
import {
  BackupsQuery,
  CallOptions,
  ContentsQuery,
  FollowJobOptions,
  RestoresQuery,
  TableRowsQuery,
  TdengineBackupApi,
  UploadBackupOptions,
} from './TdengineBackupApi';
import { uploadFile } from './uploadFile';

const PLUGIN_ID = 'tdengine-backup';

/** Over HTTP, as the signed-in user. */
export class DefaultTdengineBackupApi implements TdengineBackupApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;
  readonly #identityApi: Pick<IdentityApi, 'getCredentials'>;

  private constructor(
    options: Parameters<typeof DefaultTdengineBackupApi.create>[0],
  ) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
    this.#identityApi = options.identityApi;
  }

  static create(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
    identityApi: Pick<IdentityApi, 'getCredentials'>;
  }) {
    return new DefaultTdengineBackupApi(options);
  }

  async getInstances(options?: CallOptions) {
    const { items } = await read(this.#client(options).getInstances({}));
    return items;
  }

  async getInstance(name: string, options?: CallOptions) {
    return read(
      this.#client(options).getInstance({ path: { instance: name } }),
    );
  }

  async getInstanceObjects(
    instance: string,
    options?: CallOptions & { database?: string },
  ) {
    const { items } = await read(
      this.#client(options).getInstanceObjects({
        path: { instance },
        query: { database: options?.database },
      }),
    );
    return items;
  }

  async getTargets(options?: CallOptions) {
    const { items } = await read(this.#client(options).getTargets({}));
    return items;
  }

  async getEncryption(options?: CallOptions) {
    return read(this.#client(options).getEncryption({}));
  }

  async getBackups(query: BackupsQuery, options?: CallOptions) {
    // The generated types call the parameter `_from`, but the request is built from `from`.
    return read(this.#client(options).getBackups({ query }));
  }

  async getBackup(backupId: string, options?: CallOptions) {
    return read(this.#client(options).getBackup({ path: { backupId } }));
  }

  async createBackup(request: CreateBackupRequest) {
    return read(this.#client().createBackup({ body: request }));
  }

  async updateBackup(backupId: string, request: UpdateBackupRequest) {
    return read(
      this.#client().updateBackup({ path: { backupId }, body: request }),
    );
  }

  async deleteBackup(backupId: string, confirmation: string) {
    return read(
      this.#client().deleteBackup({
        path: { backupId },
        query: { confirmation },
      }),
    );
  }

  async keepBackup(backupId: string) {
    return read(this.#client().keepBackup({ path: { backupId } }));
  }

  async cancelBackup(backupId: string) {
    return read(this.#client().cancelBackup({ path: { backupId } }));
  }

  async retryBackup(backupId: string) {
    return read(this.#client().retryBackup({ path: { backupId } }));
  }

  async verifyBackup(backupId: string, body: VerifyBackupRequest = {}) {
    return read(this.#client().verifyBackup({ path: { backupId }, body }));
  }

  async addBackupCopy(backupId: string, target: string) {
    return read(
      this.#client().addBackupCopy({ path: { backupId }, body: { target } }),
    );
  }

  async repairBackupCopy(backupId: string, target: string) {
    return read(
      this.#client().repairBackupCopy({ path: { backupId, target } }),
    );
  }

  async deleteBackupCopy(backupId: string, target: string) {
    return read(
      this.#client().deleteBackupCopy({ path: { backupId, target } }),
    );
  }

  async getBackupContents(
    backupId: string,
    query: ContentsQuery,
    options?: CallOptions,
  ) {
    return read(
      this.#client(options).getBackupContents({ path: { backupId }, query }),
    );
  }

  async getBackupTableRows(
    backupId: string,
    query: TableRowsQuery,
    options?: CallOptions,
  ) {
    return read(
      this.#client(options).getBackupTableRows({ path: { backupId }, query }),
    );
  }

  async getBackupVerification(
    backupId: string,
    options?: CallOptions & { target?: string },
  ) {
    const response = await this.#client(options).getBackupVerification({
      path: { backupId },
      query: { target: options?.target },
    });
    return response.status === 404 ? undefined : read(response);
  }

  async getBackupVerificationText(
    backupId: string,
    options?: CallOptions & { target?: string },
  ) {
    const response = await this.#client(options).getBackupVerification({
      path: { backupId },
      query: { format: 'markdown', target: options?.target },
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.text();
  }

  async rescanTarget(target: string) {
    return read(this.#client().rescanTarget({ path: { target } }));
  }

  async getTargetRescan(target: string, options?: CallOptions) {
    const response = await this.#client(options).getTargetRescan({
      path: { target },
    });
    return response.status === 404 ? undefined : read(response);
  }

  async cancelTargetRescan(target: string) {
    return read(this.#client().cancelTargetRescan({ path: { target } }));
  }

  async uploadBackup(file: Blob, options: UploadBackupOptions = {}) {
    const { targets = [], onProgress, signal } = options;
    const baseUrl = await this.#discoveryApi.getBaseUrl(PLUGIN_ID);
    const { token } = await this.#identityApi.getCredentials();
    const query = new URLSearchParams(targets.map(name => ['target', name]));
    return uploadFile<Backup>({
      url: `${baseUrl}/v1/backups/upload?${query}`,
      token,
      file,
      onProgress,
      signal,
    });
  }

  async getBackupJobs(backupId: string, options?: CallOptions) {
    const { items } = await read(
      this.#client(options).getBackupJobs({ path: { backupId } }),
    );
    return items;
  }

  async getBackupFacets(options?: CallOptions) {
    return read(this.#client(options).getBackupFacets({}));
  }

  async getDownloadUrl(backupId: string, as: 'stored' | 'csv') {
    const baseUrl = await this.#discoveryApi.getBaseUrl(PLUGIN_ID);
    return `${baseUrl}/v1/backups/${encodeURIComponent(
      backupId,
    )}/download?as=${as}`;
  }

  async issueDownloadCookie(options?: CallOptions) {
    const baseUrl = await this.#discoveryApi.getBaseUrl(PLUGIN_ID);
    const response = await this.#fetchApi.fetch(
      `${baseUrl}/.backstage/auth/v1/cookie`,
      { credentials: 'include', signal: options?.signal },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
  }

  async planRestore(request: PlanRestoreRequest, options?: CallOptions) {
    return read(this.#client(options).planRestore({ body: request }));
  }

  async getRestores(query: RestoresQuery, options?: CallOptions) {
    return read(this.#client(options).getRestores({ query }));
  }

  async getRestoreFacets(options?: CallOptions) {
    return read(this.#client(options).getRestoreFacets({}));
  }

  async getRestore(restoreId: string, options?: CallOptions) {
    return read(this.#client(options).getRestore({ path: { restoreId } }));
  }

  async createRestore(request: CreateRestoreRequest) {
    return read(this.#client().createRestore({ body: request }));
  }

  async cancelRestore(restoreId: string) {
    return read(this.#client().cancelRestore({ path: { restoreId } }));
  }

  async retryRestore(restoreId: string) {
    return read(this.#client().retryRestore({ path: { restoreId } }));
  }

  async getJob(jobId: string, options?: CallOptions) {
    return read(this.#client(options).getJob({ path: { jobId } }));
  }

  async getJobEvents(
    jobId: string,
    query: { after?: number; limit?: number; waitMs?: number },
    options?: CallOptions,
  ) {
    return read(this.#client(options).getJobEvents({ path: { jobId }, query }));
  }

  async followJob(jobId: string, options: FollowJobOptions) {
    const baseUrl = await this.#discoveryApi.getBaseUrl(PLUGIN_ID);
    await followJob({
      ...options,
      url: `${baseUrl}/v1/jobs/${encodeURIComponent(jobId)}/events`,
      fetch: this.#fetchApi.fetch,
      poll: (query, signal) => this.getJobEvents(jobId, query, { signal }),
    });
  }

  #client(options?: CallOptions) {
    return createClient(this.#discoveryApi, this.#fetchApi, options);
  }
}
