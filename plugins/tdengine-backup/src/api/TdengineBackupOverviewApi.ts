import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  AlertPage,
  BackupEstimate,
  EstimateRequest,
  Overview,
  StorageUsage,
} from 'backstage-plugin-tdengine-backup-common';
import { CallOptions, PageQuery } from './TdengineBackupApi';

/**
 * Which alerts.
 * @public
 */
export interface AlertsQuery extends PageQuery {
  /** Open ones or those that are over; both where it is left out. */
  open?: boolean;
}

/**
 * How everything is, as the pages need it. Every call fails with a `ResponseError` that carries the server's words.
 * @public
 */
export interface TdengineBackupOverviewApi {
  getOverview(options?: CallOptions): Promise<Overview>;
  /** The trend goes so many days back; 90 where it is left out. */
  getStorage(options?: CallOptions & { days?: number }): Promise<StorageUsage>;
  /** Asks the source where no backup like that was made before, which may take a while. */
  estimateBackup(
    request: EstimateRequest,
    options?: CallOptions,
  ): Promise<BackupEstimate>;
  /** Open ones first, the newest first. */
  getAlerts(query: AlertsQuery, options?: CallOptions): Promise<AlertPage>;
}

/**
 * The API of figures, storage, estimates and alerts.
 * @public
 */
export const tdengineBackupOverviewApiRef =
  createApiRef<TdengineBackupOverviewApi>().with({
    id: 'plugin.tdengine-backup.overview',
    pluginId: 'tdengine-backup',
  });
