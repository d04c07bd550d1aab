import { LoggerService } from '@backstage/backend-plugin-api';
import { Notifier } from 'backstage-plugin-tdengine-backup-node';
import { EngineConfig } from '../config/EngineConfig';
import { Stores } from '../database/createStores';
import { Addressing } from './Addressing';
import { NotifierDeliveryOptions } from './NotifierDelivery';
import { Outbox } from './Outbox';
import { OutboxAlerts } from './OutboxAlerts';
import { OutboxDelivery } from './OutboxDelivery';
import { OutboxNews } from './OutboxNews';
import { RunNews } from './RunNews';

export interface NotificationParts {
  news: OutboxNews;
  runNews: RunNews;
  teller: OutboxAlerts;
  delivery: OutboxDelivery;
}

/** Puts together what tells people. */
export function createNotifications(
  options: Stores & {
    config: EngineConfig;
    notifiers: readonly Notifier[];
    onDelivery?: NotifierDeliveryOptions['onDelivery'];
    logger: LoggerService;
    now: () => Date;
  },
): NotificationParts {
  const { config } = options;
  const parts = {
    ...options,
    addressing: Addressing.create(config.notifications),
  };
  const outbox = Outbox.create(options);
  const delivery = OutboxDelivery.create({
    ...options,
    baseUrl: config.baseUrl,
  });
  return {
    news: OutboxNews.create({ ...parts, outbox }),
    runNews: RunNews.create({ ...parts, outbox }),
    teller: OutboxAlerts.create({
      ...parts,
      outbox,
      nudge: () => delivery.nudge(),
    }),
    delivery,
  };
}
