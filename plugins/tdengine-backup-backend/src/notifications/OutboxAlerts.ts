import { isError } from '@backstage/errors';
import { Knex } from 'knex';
import { AlertTeller } from '../alerts/AlertTeller';
import { StoredAlert } from '../database/AlertStore';
import { PolicyStore } from '../database/PolicyStore';
import { Addressing } from './Addressing';
import { AlertNewsItem } from './News';
import { Outbox } from './Outbox';

export interface OutboxAlertsOptions {
  outbox: Outbox;
  policies: PolicyStore;
  addressing: Addressing;
  nudge: () => void;
}

/** Puts alerts where they are delivered from. */
export class OutboxAlerts implements AlertTeller {
  readonly #options: OutboxAlertsOptions;

  static create(options: OutboxAlertsOptions): OutboxAlerts {
    return new OutboxAlerts(options);
  }

  private constructor(options: OutboxAlertsOptions) {
    this.#options = options;
  }

  async tell(
    alert: StoredAlert,
    outcome: 'opened' | 'closed',
    tx: Knex.Transaction,
  ): Promise<void> {
    // The policy tells of missed runs itself, to those who want to hear of them.
    if (alert.kind === 'schedule') {
      return;
    }
    await this.#options.outbox.add(
      {
        news: toNews(alert, outcome),
        thread: `alert:${alert.id}`,
        ...(await this.#address(alert, tx)),
      },
      tx,
    );
  }

  nudge(): void {
    this.#options.nudge();
  }

  async #address({ policyId, ownerRef }: StoredAlert, tx: Knex.Transaction) {
    const { policies, addressing } = this.#options;
    if (policyId === undefined) {
      return addressing.ofOwner(ownerRef);
    }
    try {
      return addressing.ofPolicy(await policies.get(policyId, tx));
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') {
        return addressing.ofOwner(ownerRef);
      }
      throw error;
    }
  }
}

function toNews(
  alert: StoredAlert,
  outcome: 'opened' | 'closed',
): AlertNewsItem {
  const { id, level, message, target, details = {} } = alert;
  return {
    kind: 'alert',
    outcome,
    id,
    alert: alert.kind,
    name:
      (isOfBackup(alert) ? alert.backupName : alert.policyName) ??
      alert.backupName ??
      target ??
      '',
    level,
    message,
    details,
    link: linkOf(alert),
  };
}

function linkOf(alert: StoredAlert): string {
  const { policyId, backupId, target } = alert;
  const root = '/tdengine-backup';
  if (isOfBackup(alert) && backupId !== undefined) {
    return `${root}/backups/${backupId}`;
  }
  if (policyId !== undefined) {
    return `${root}/policies/${policyId}`;
  }
  return target === undefined ? root : `${root}/storage`;
}

/** Whoever hears of it wants to see the backup, also where a policy made it. */
function isOfBackup({ kind }: StoredAlert): boolean {
  return kind === 'verification' || kind === 'repair';
}
