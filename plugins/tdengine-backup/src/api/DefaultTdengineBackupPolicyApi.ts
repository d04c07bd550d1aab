import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  PolicyInput,
  RetentionPreviewRequest,
  UpdatePolicyRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { createClient, read, refuseFailure } from './client';
import { CallOptions, PageQuery } from './TdengineBackupApi';
import {
  PoliciesQuery,
  TdengineBackupPolicyApi,
} from './TdengineBackupPolicyApi';

/** Over HTTP, as the signed-in user. */
export class DefaultTdengineBackupPolicyApi implements TdengineBackupPolicyApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  private constructor(discoveryApi: DiscoveryApi, fetchApi: FetchApi) {
    this.#discoveryApi = discoveryApi;
    this.#fetchApi = fetchApi;
  }

  static create(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    return new DefaultTdengineBackupPolicyApi(
      options.discoveryApi,
      options.fetchApi,
    );
  }

  async getPolicies(query: PoliciesQuery, options?: CallOptions) {
    return read(this.#client(options).getPolicies({ query }));
  }

  async getPolicy(policyId: string, options?: CallOptions) {
    return read(this.#client(options).getPolicy({ path: { policyId } }));
  }

  async createPolicy(input: PolicyInput) {
    return read(this.#client().createPolicy({ body: input }));
  }

  async updatePolicy(policyId: string, request: UpdatePolicyRequest) {
    return read(
      this.#client().updatePolicy({ path: { policyId }, body: request }),
    );
  }

  async deletePolicy(policyId: string, version: number) {
    await refuseFailure(
      await this.#client().deletePolicy({
        path: { policyId },
        query: { version },
      }),
    );
  }

  async enablePolicy(policyId: string) {
    return read(this.#client().enablePolicy({ path: { policyId } }));
  }

  async disablePolicy(policyId: string) {
    return read(this.#client().disablePolicy({ path: { policyId } }));
  }

  async runPolicy(policyId: string) {
    return read(this.#client().runPolicy({ path: { policyId } }));
  }

  async getPolicyRuns(
    policyId: string,
    query: PageQuery,
    options?: CallOptions,
  ) {
    return read(
      this.#client(options).getPolicyRuns({ path: { policyId }, query }),
    );
  }

  async cleanUpPolicy(policyId: string) {
    return read(this.#client().cleanUpPolicy({ path: { policyId } }));
  }

  async previewRetention(
    request: RetentionPreviewRequest,
    options?: CallOptions,
  ) {
    return read(this.#client(options).previewRetention({ body: request }));
  }

  async getScheduler(options?: CallOptions & { hours?: number }) {
    return read(
      this.#client(options).getScheduler({ query: { hours: options?.hours } }),
    );
  }

  async pauseScheduler(reason?: string) {
    return read(this.#client().pauseScheduler({ body: { reason } }));
  }

  async resumeScheduler() {
    return read(this.#client().resumeScheduler({}));
  }

  #client(options?: CallOptions) {
    return createClient(this.#discoveryApi, this.#fetchApi, options);
  }
}
