import { AlertPage } from 'backstage-plugin-tdengine-backup-common';
import { AlertStore } from '../database/AlertStore';
import { AlertQuery, AlertService, OverviewAccess } from './overviewTypes';
import { toAlert } from './toAlert';

/** Answers what callers may ask of alerts. */
export class DefaultAlertService implements AlertService {
  readonly #alerts: AlertStore;

  static create(options: { alerts: AlertStore }): DefaultAlertService {
    return new DefaultAlertService(options.alerts);
  }

  private constructor(alerts: AlertStore) {
    this.#alerts = alerts;
  }

  async list(query: AlertQuery, access: OverviewAccess): Promise<AlertPage> {
    const { items, totalItems } = await this.#alerts.list(query, access);
    return {
      items: items.map(toAlert),
      totalItems,
      page: query.page,
      pageSize: query.pageSize,
    };
  }
}
