import { Knex } from 'knex';
import {
  DamagedBackup,
  LostCopy,
  MissedPolicy,
  WatchedPolicy,
  WatchedRun,
} from '../alerts/AlertFacts';
import { AlertFactsStore } from './AlertFactsStore';
import {
  TimestampColumn,
  toDate,
  toOptional,
  toOptionalNumber,
} from './conversion';
import { runOutcome } from './operations/runOutcome';
import { RESTORABLE_STATES } from './restorableStates';

/** Of copies that are to be made again. */
const SPOILED_STATES = ['failed', 'corrupted', 'missing'];

/** Reads what alerts are made of out of the records. */
export class DatabaseAlertFactsStore implements AlertFactsStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseAlertFactsStore {
    return new DatabaseAlertFactsStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async policies(): Promise<WatchedPolicy[]> {
    const lastGood = this.#knex('backups')
      .where('backups.policy_id', this.#knex.ref('policies.id'))
      .whereIn('backups.state', RESTORABLE_STATES)
      .whereNot('backups.verification', 'failed')
      .whereNotNull('backups.finished_at')
      .orderBy('backups.finished_at', 'desc')
      .limit(1)
      .select('backups.finished_at');
    const rows: Array<Record<string, any>> = await this.#enabled().select(
      'policies.*',
      {
        last_good_at: lastGood,
      },
    );
    return rows.map(row => ({
      id: row.id,
      name: row.name,
      instance: row.instance,
      ownerRef: toOptional(row.owner_ref),
      createdAt: toDate(row.created_at),
      failing: row.failing_since !== null,
      objectiveHours: toOptional(row.objective_hours),
      lastGoodAt: toOptionalDate(row.last_good_at),
    }));
  }

  async lastRuns(limit: number): Promise<Map<string, WatchedRun[]>> {
    // By an index, a few steps for each policy; numbering all runs there are would read all of them.
    const oldest = this.#knex('backups as counted')
      .where('counted.policy_id', this.#knex.ref('policies.id'))
      .orderBy('counted.created_at', 'desc')
      .offset(limit - 1)
      .limit(1)
      .select('counted.created_at');
    const watched = this.#enabled().select('policies.id', {
      since: this.#knex.raw('coalesce(?, policies.created_at)', [oldest]),
    });
    const rows = await this.#knex
      // Otherwise PostgreSQL looks for the oldest one anew for every run.
      .withMaterialized('watched', watched)
      .from('watched')
      .join('backups', 'backups.policy_id', 'watched.id')
      .where('backups.created_at', '>=', this.#knex.ref('watched.since'))
      .orderBy('backups.created_at', 'desc')
      .select(
        'backups.id',
        'backups.policy_id',
        'backups.started_at',
        'backups.duration_ms',
        { outcome: runOutcome(this.#knex) },
      );
    const runs = new Map<string, WatchedRun[]>();
    for (const row of rows) {
      const list = runs.get(row.policy_id) ?? [];
      runs.set(row.policy_id, list);
      if (row.outcome && list.length < limit) {
        list.push({
          backupId: row.id,
          outcome: row.outcome,
          startedAt: toOptionalDate(row.started_at),
          durationMs: toOptionalNumber(row.duration_ms),
        });
      }
    }
    return runs;
  }

  async damagedBackups(limit: number): Promise<DamagedBackup[]> {
    const rows = await this.#knex('backups')
      .where({ state: 'corrupted', verification: 'failed' })
      .orderBy('created_at', 'desc')
      .limit(limit)
      .select(
        'id',
        'name',
        'owner_ref',
        'policy_id',
        'verified_at',
        'error',
        'damage',
      );
    return rows.map(row => ({
      id: row.id,
      name: row.name,
      ownerRef: toOptional(row.owner_ref),
      policyId: toOptional(row.policy_id),
      verifiedAt: toOptionalDate(row.verified_at),
      error: toOptional(row.error),
      damage: row.damage === null ? undefined : JSON.parse(row.damage),
    }));
  }

  async lostCopies(limit: number): Promise<LostCopy[]> {
    const told = this.#knex('alerts')
      .where({ kind: 'repair' })
      .whereNull('closed_at')
      .where('alerts.backup_id', this.#knex.ref('backup_copies.backup_id'))
      .where('alerts.target', this.#knex.ref('backup_copies.target'))
      .select(this.#knex.raw('1'));
    const rows = await this.#knex('backup_copies')
      .join('backups', 'backups.id', 'backup_copies.backup_id')
      .whereIn('backups.state', RESTORABLE_STATES)
      .whereIn('backup_copies.state', [...SPOILED_STATES, 'repairing'])
      .where(lost =>
        lost
          .where(givenUp =>
            givenUp
              .whereIn('backup_copies.state', SPOILED_STATES)
              .where('backup_copies.repair_attempts', '>', 0)
              .whereNull('backup_copies.next_repair_at'),
          )
          .orWhereExists(told),
      )
      .orderBy('backups.created_at', 'desc')
      .orderBy('backup_copies.target')
      .limit(limit)
      .select(
        'backups.id',
        'backups.name',
        'backups.owner_ref',
        'backups.policy_id',
        'backup_copies.target',
        'backup_copies.error',
      );
    return rows.map(row => ({
      backupId: row.id,
      backupName: row.name,
      target: row.target,
      ownerRef: toOptional(row.owner_ref),
      policyId: toOptional(row.policy_id),
      error: toOptional(row.error),
    }));
  }

  async missedPolicies(since: Date): Promise<MissedPolicy[]> {
    const newer = this.#knex('policy_runs as newer')
      .where('newer.policy_id', this.#knex.ref('policy_runs.policy_id'))
      .where('newer.planned_at', '>', this.#knex.ref('policy_runs.planned_at'))
      .select(this.#knex.raw('1'));
    const rows = await this.#knex('policy_runs')
      .where({ state: 'missed' })
      .where('created_at', '>=', since)
      .whereNotExists(newer)
      .select('policy_id', 'planned_at', 'missed_runs', 'reason');
    return rows.map(row => ({
      policyId: row.policy_id,
      plannedAt: toDate(row.planned_at),
      missedRuns: row.missed_runs ?? 1,
      reason: toOptional(row.reason),
    }));
  }

  #enabled(): Knex.QueryBuilder {
    return this.#knex('policies')
      .where('policies.enabled', true)
      .whereNull('policies.deleted_at');
  }
}

function toOptionalDate(value: TimestampColumn | null): Date | undefined {
  return value === null ? undefined : toDate(value);
}
