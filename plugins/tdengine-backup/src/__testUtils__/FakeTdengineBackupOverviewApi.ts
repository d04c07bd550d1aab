import {
  Alert,
  BackupEstimate,
  EstimateRequest,
  Overview,
  StorageUsage,
} from 'backstage-plugin-tdengine-backup-common';
import { AlertsQuery, TdengineBackupOverviewApi } from '../api';
import { FakeAnswers } from './FakeAnswers';
import { page } from './fakeLists';
import {
  sampleEstimate,
  sampleOverview,
  sampleStorage,
} from './sampleOverview';

/** Figures in memory, for tests and the development app. Change its fields to tell another story. */
export class FakeTdengineBackupOverviewApi
  extends FakeAnswers<keyof TdengineBackupOverviewApi>
  implements TdengineBackupOverviewApi
{
  overview: Overview = sampleOverview();
  storage: StorageUsage = sampleStorage();
  estimate: BackupEstimate = sampleEstimate;
  /** All there are; the overview has those of its own. */
  alerts: Alert[] = this.overview.alerts;

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

  async getOverview() {
    await this.answer('getOverview');
    return this.overview;
  }

  async getStorage(options?: { days?: number }) {
    await this.answer('getStorage', options?.days);
    return this.storage;
  }

  async estimateBackup(request: EstimateRequest) {
    await this.answer('estimateBackup', request);
    return this.estimate;
  }

  async getAlerts(query: AlertsQuery) {
    await this.answer('getAlerts', query);
    const { open } = query;
    const found = this.alerts.filter(
      ({ closedAt }) => open === undefined || open === (closedAt === undefined),
    );
    return page(found, query);
  }
}
