import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { EstimateRequest } from 'backstage-plugin-tdengine-backup-common';
import { createClient, read } from './client';
import { CallOptions } from './TdengineBackupApi';
import {
  AlertsQuery,
  TdengineBackupOverviewApi,
} from './TdengineBackupOverviewApi';

/** Over HTTP, as the signed-in user. */
export class DefaultTdengineBackupOverviewApi
  implements TdengineBackupOverviewApi
{
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  private constructor(discoveryApi: DiscoveryApi, fetchApi: FetchApi) {
    this.#discoveryApi = discoveryApi;
    this.#fetchApi = fetchApi;
  }

  static create(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    return new DefaultTdengineBackupOverviewApi(
      options.discoveryApi,
      options.fetchApi,
    );
  }

  async getOverview(options?: CallOptions) {
    return read(this.#client(options).getOverview({}));
  }

  async getStorage(options?: CallOptions & { days?: number }) {
    return read(
      this.#client(options).getStorage({ query: { days: options?.days } }),
    );
  }

  async estimateBackup(request: EstimateRequest, options?: CallOptions) {
    return read(this.#client(options).estimateBackup({ body: request }));
  }

  async getAlerts(query: AlertsQuery, options?: CallOptions) {
    return read(this.#client(options).getAlerts({ query }));
  }

  #client(options?: CallOptions) {
    return createClient(this.#discoveryApi, this.#fetchApi, options);
  }
}
