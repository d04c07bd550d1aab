import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { Finding } from '../alerts/Finding';
import { AlertQuery, OverviewAccess } from '../services/overviewTypes';
import { AlertNews, AlertStore, StoredAlert } from './AlertStore';
import {
  TimestampColumn,
  toIso,
  toNumber,
  toOptional,
  toOptionalIso,
} from './conversion';
import { applyAlertAccess } from './operations/applyAlertAccess';

interface AlertRow {
  id: string;
  alert_key: string | null;
  kind: StoredAlert['kind'];
  level: StoredAlert['level'];
  policy_id: string | null;
  policy_name: string | null;
  backup_id: string | null;
  backup_name: string | null;
  target: string | null;
  owner_ref: string | null;
  message: string;
  details: string;
  opened_at: TimestampColumn;
  closed_at: TimestampColumn | null;
}

/** Keeps alerts in SQL. */
export class DatabaseAlertStore implements AlertStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseAlertStore {
    return new DatabaseAlertStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(
    query: AlertQuery,
    access: OverviewAccess,
  ): Promise<{ items: StoredAlert[]; totalItems: number }> {
    const { open, page, pageSize } = query;
    const matching = () => {
      const builder = this.#knex('alerts');
      if (open !== undefined) {
        builder[open ? 'whereNull' : 'whereNotNull']('alerts.closed_at');
      }
      applyAlertAccess(this.#knex, builder, access);
      return builder;
    };
    const [counted] = await matching().count({ total: '*' });
    const rows = await this.#withNames(matching())
      .orderByRaw('(alerts.closed_at is not null)')
      .orderBy('alerts.opened_at', 'desc')
      .orderBy('alerts.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    return {
      items: rows.map(toAlert),
      totalItems: toNumber(counted.total ?? 0),
    };
  }

  async listOpen(): Promise<StoredAlert[]> {
    const rows = await this.#withNames(
      this.#knex('alerts').whereNull('alerts.closed_at'),
    );
    return rows.map(toAlert);
  }

  async open(finding: Finding, now: Date): Promise<void> {
    await this.#knex('alerts')
      .insert({
        id: randomUUID(),
        alert_key: finding.key,
        kind: finding.kind,
        ...subjectOf(finding),
        opened_at: now,
      })
      .onConflict('alert_key')
      .ignore();
  }

  async update(id: string, finding: Finding): Promise<void> {
    await this.#knex('alerts')
      .where({ id })
      .whereNull('closed_at')
      .update(subjectOf(finding));
  }

  async close(id: string, now: Date): Promise<void> {
    await this.#knex('alerts')
      .where({ id })
      .whereNull('closed_at')
      .update({ alert_key: null, closed_at: now });
  }

  async prune(before: Date): Promise<void> {
    await this.#knex('alerts').where('closed_at', '<', before).delete();
  }

  async listNews(limit: number): Promise<AlertNews[]> {
    const rows: AlertRow[] = await this.#withNames(
      this.#knex('alerts')
        .where(inner =>
          inner.whereNull('alerts.notified_at').whereNull('alerts.closed_at'),
        )
        .orWhere(inner =>
          inner
            .whereNotNull('alerts.notified_at')
            .whereNotNull('alerts.closed_at')
            .whereNull('alerts.closing_notified_at'),
        ),
    )
      .orderBy('alerts.opened_at')
      .limit(limit);
    return rows.map(row => ({
      alert: toAlert(row),
      news: row.closed_at === null ? 'opened' : 'closed',
    }));
  }

  async claimNews(
    id: string,
    news: AlertNews['news'],
    now: Date,
    transaction: Knex.Transaction,
  ): Promise<boolean> {
    const alert = transaction('alerts').where({ id });
    const changed =
      news === 'opened'
        ? await alert
            .whereNull('notified_at')
            .whereNull('closed_at')
            .update({ notified_at: now })
        : await alert
            .whereNotNull('closed_at')
            .whereNull('closing_notified_at')
            .update({ closing_notified_at: now });
    return changed === 1;
  }

  #withNames(builder: Knex.QueryBuilder): Knex.QueryBuilder {
    return builder
      .leftJoin(
        'policies as named_policies',
        'named_policies.id',
        'alerts.policy_id',
      )
      .leftJoin(
        'backups as named_backups',
        'named_backups.id',
        'alerts.backup_id',
      )
      .select('alerts.*', {
        policy_name: 'named_policies.name',
        backup_name: 'named_backups.name',
      });
  }
}

function subjectOf(finding: Finding) {
  return {
    level: finding.level,
    policy_id: finding.policyId ?? null,
    backup_id: finding.backupId ?? null,
    target: finding.target ?? null,
    owner_ref: finding.ownerRef ?? null,
    message: finding.message,
    details: JSON.stringify(finding.details),
  };
}

function toAlert(row: AlertRow): StoredAlert {
  return {
    id: row.id,
    key: toOptional(row.alert_key),
    kind: row.kind,
    level: row.level,
    policyId: toOptional(row.policy_id),
    policyName: toOptional(row.policy_name),
    backupId: toOptional(row.backup_id),
    backupName: toOptional(row.backup_name),
    target: toOptional(row.target),
    ownerRef: toOptional(row.owner_ref),
    message: row.message,
    details: JSON.parse(row.details),
    openedAt: toIso(row.opened_at),
    closedAt: toOptionalIso(row.closed_at),
  };
}
