import {
  BackupReference,
  Overview,
  PlannedRun,
  RecentRun,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { RecordAccess } from '../services/overviewTypes';
import {
  toIso,
  toNumber,
  toOptional,
  toOptionalIso,
  toOptionalNumber,
} from './conversion';
import { applyAccess } from './operations/applyAccess';
import { onlyMadeHere } from './operations/onlyMadeHere';
import { overviewDays } from './operations/overviewDays';
import { DayFigures, EnabledScope, OverviewStore } from './OverviewStore';
import { BACKUPS, POLICIES } from './recordQueries';
import { RESTORABLE_STATES } from './restorableStates';

/** Reads the figures of the overview out of the records. */
export class DatabaseOverviewStore implements OverviewStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseOverviewStore {
    return new DatabaseOverviewStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async lastGoodBackup(
    access: RecordAccess,
  ): Promise<BackupReference | undefined> {
    const query = this.#knex('backups')
      .whereIn('backups.state', RESTORABLE_STATES)
      .whereNot('backups.verification', 'failed');
    onlyMadeHere(query);
    applyAccess(this.#knex, query, BACKUPS, access);
    const row = await query
      .whereNotNull('backups.finished_at')
      .orderBy('backups.finished_at', 'desc')
      .first('backups.id', 'backups.name', 'backups.finished_at');
    return (
      row && {
        id: row.id,
        name: row.name,
        finishedAt: toIso(row.finished_at),
      }
    );
  }

  async recentRuns(limit: number, access: RecordAccess): Promise<RecentRun[]> {
    // Of a failed one that was deleted it is not known any more what it was.
    const query = this.#knex('backups').where(inner =>
      inner
        .whereNotIn('backups.state', ['deleting', 'deleted'])
        .orWhereNotNull('backups.checksum'),
    );
    onlyMadeHere(query);
    applyAccess(this.#knex, query, BACKUPS, access);
    const rows = await query
      .orderBy('backups.created_at', 'desc')
      .orderBy('backups.id', 'desc')
      .limit(limit)
      .select('backups.*');
    return rows.map(row => ({
      backupId: row.id,
      name: row.name,
      policyId: toOptional(row.policy_id),
      policyName: toOptional(row.policy_name),
      state: row.state,
      verification: row.verification,
      startedAt: toOptionalIso(row.started_at ?? row.created_at),
      durationMs: toOptionalNumber(row.duration_ms),
      sizeBytes: toOptionalNumber(row.size_bytes),
      error: toOptional(row.error),
    }));
  }

  async days(
    from: Date,
    access: { backups: RecordAccess; policies: RecordAccess },
  ): Promise<DayFigures[]> {
    return overviewDays(this.#knex, from, access);
  }

  async countRunning(access: RecordAccess): Promise<number> {
    const query = this.#knex('backups')
      .where('backups.state', 'creating')
      .whereNotNull('backups.started_at');
    applyAccess(this.#knex, query, BACKUPS, access);
    const [row] = await query.count({ total: '*' });
    return toNumber(row.total ?? 0);
  }

  async countPolicies(access: RecordAccess): Promise<Overview['policies']> {
    const query = this.#knex('policies').whereNull('policies.deleted_at');
    applyAccess(this.#knex, query, POLICIES, access);
    const rows = await query.select(
      'policies.enabled',
      this.#knex.raw('policies.failing_since is not null as failing'),
    );
    const enabled = rows.filter(row => Boolean(row.enabled));
    return {
      total: rows.length,
      enabled: enabled.length,
      failing: enabled.filter(row => Boolean(row.failing)).length,
    };
  }

  async enabledScopes(): Promise<EnabledScope[]> {
    const rows = await this.#knex('policies')
      .where('enabled', true)
      .whereNull('deleted_at')
      .select('instance', 'source_type', 'scope');
    return rows.map(row => ({
      instance: row.instance,
      sourceType: row.source_type,
      scope: JSON.parse(row.scope),
    }));
  }

  async upcoming(limit: number, access: RecordAccess): Promise<PlannedRun[]> {
    const query = this.#knex('policies')
      .where('policies.enabled', true)
      .whereNull('policies.deleted_at')
      .whereNotNull('policies.next_run_at');
    applyAccess(this.#knex, query, POLICIES, access);
    const rows = await query
      .orderBy('policies.next_run_at')
      .limit(limit)
      .select(
        'policies.id',
        'policies.name',
        'policies.instance',
        'policies.next_run_at',
      );
    return rows.map(row => ({
      policyId: row.id,
      policyName: row.name,
      instance: row.instance,
      at: toIso(row.next_run_at),
    }));
  }
}
