import { Knex } from 'knex';
import { AlertFactsStore } from './AlertFactsStore';
import { AlertStore } from './AlertStore';
import { DatabaseAlertFactsStore } from './DatabaseAlertFactsStore';
import { DatabaseAlertStore } from './DatabaseAlertStore';
import { DatabaseOverviewStore } from './DatabaseOverviewStore';
import { DatabaseUsageStore } from './DatabaseUsageStore';
import { OverviewStore } from './OverviewStore';
import { UsageStore } from './UsageStore';

/** What figures and alerts are kept in and made of. */
export interface OverviewStores {
  overview: OverviewStore;
  usage: UsageStore;
  alerts: AlertStore;
  alertFacts: AlertFactsStore;
}

export function createOverviewStores(knex: Knex): OverviewStores {
  return {
    overview: DatabaseOverviewStore.create({ knex }),
    usage: DatabaseUsageStore.create({ knex }),
    alerts: DatabaseAlertStore.create({ knex }),
    alertFacts: DatabaseAlertFactsStore.create({ knex }),
  };
}
