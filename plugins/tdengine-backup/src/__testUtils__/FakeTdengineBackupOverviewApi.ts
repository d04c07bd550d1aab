import {
  Alert,
  BackupEstimate,
  EstimateRequest,
  Overview,
  StorageUsage,
} from 'backstage-plugin-tdengine-backup-common';
import { AlertsQuery, TdengineBackupOverviewApi } from '../api';
import {
  sampleEstimate,
  sampleOverview,
  sampleStorage,
} from './sampleOverview';

type Method = keyof TdengineBackupOverviewApi;

/** Figures in memory, for tests and the development app. Change its fields to tell another story. */
export class FakeTdengineBackupOverviewApi
  implements TdengineBackupOverviewApi
{
  overview: Overview = sampleOverview();
  storage: StorageUsage = sampleStorage();
  estimate: BackupEstimate = sampleEstimate;
  /** All there are; the overview has those of its own. */
  alerts: Alert[] = this.overview.alerts;

  /** Every call with its arguments, signals left out. */
  readonly calls: Array<{ method: Method; args: unknown[] }> = [];
  /** Calls that fail instead of answering, until the entry is removed. */
  readonly failures = new Map<Method, Error>();
  /** Calls that never answer. */
  readonly pending = new Set<Method>();

  static create(
    overrides: Partial<
      Pick<
        FakeTdengineBackupOverviewApi,
        'overview' | 'storage' | 'estimate' | 'alerts'
      >
    > = {},
  ): FakeTdengineBackupOverviewApi {
    return Object.assign(new FakeTdengineBackupOverviewApi(), overrides);
  }

  /** The arguments of every call of one method. */
  callsOf(method: Method): unknown[][] {
    return this.calls
      .filter(call => call.method === method)
      .map(call => call.args);
  }

  async getOverview() {
    await this.#answer('getOverview');
    return this.overview;
  }

  async getStorage(options?: { days?: number }) {
    await this.#answer('getStorage', options?.days);
    return this.storage;
  }

  async estimateBackup(request: EstimateRequest) {
    await this.#answer('estimateBackup', request);
    return this.estimate;
  }

  async getAlerts(query: AlertsQuery) {
    await this.#answer('getAlerts', query);
    const { page = 1, pageSize = 25, open } = query;
    const found = this.alerts.filter(
      ({ closedAt }) => open === undefined || open === (closedAt === undefined),
    );
    return {
      items: found.slice((page - 1) * pageSize, page * pageSize),
      totalItems: found.length,
      page,
      pageSize,
    };
  }

  async #answer(method: Method, ...args: unknown[]): Promise<void> {
    this.calls.push({ method, args });
    const failure = this.failures.get(method);
    if (failure) {
      throw failure;
    }
    if (this.pending.has(method)) {
      await new Promise(() => {});
    }
  }
}
