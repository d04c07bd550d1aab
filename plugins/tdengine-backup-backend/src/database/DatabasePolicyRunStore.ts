import { NotFoundError } from '@backstage/errors';
import {
  BackupReference,
  PolicyRun,
  PolicyRunReason,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { PageQuery } from '../services/types';
import { toNumber, toOptionalIso } from './conversion';
import { newestGoodBackups, newestRuns } from './operations/newestOfPolicies';
import {
  POLICY_RUN_COLUMNS,
  PolicyRunRow,
  PolicyRunView,
  toPolicyRun,
  toPolicyRunRow,
  toReasonColumns,
  toStoredPolicyRun,
} from './policyRunRows';
import {
  NewPolicyRun,
  PolicyOccupation,
  PolicyRunStore,
  RunsAfter,
  StoredPolicyRun,
} from './PolicyRunStore';

/** SQLite allows so many values in one statement. */
const AT_ONCE = 100;

/** Keeps the runs of policies in SQL. */
export class DatabasePolicyRunStore implements PolicyRunStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabasePolicyRunStore {
    return new DatabasePolicyRunStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(
    runs: readonly NewPolicyRun[],
    transaction: Knex.Transaction,
  ): Promise<Set<string>> {
    const inserted = new Set<string>();
    for (let start = 0; start < runs.length; start += AT_ONCE) {
      const rows: Array<{ id: string }> = await transaction('policy_runs')
        .insert(runs.slice(start, start + AT_ONCE).map(toPolicyRunRow))
        .onConflict(['policy_id', 'run_key'])
        .ignore()
        .returning('id');
      rows.forEach(({ id }) => inserted.add(id));
    }
    return inserted;
  }

  async listOccupied(
    policyIds: readonly string[],
    transaction: Knex.Transaction,
  ): Promise<PolicyOccupation> {
    const busy: string[] = await transaction('backups')
      .whereIn('policy_id', policyIds)
      .where({ state: 'creating' })
      .distinct()
      .pluck('policy_id');
    const waiting: string[] = await transaction('policy_runs')
      .whereIn('policy_id', policyIds)
      .where({ state: 'waiting' })
      .distinct()
      .pluck('policy_id');
    return { busy: new Set(busy), waiting: new Set(waiting) };
  }

  async listReady(
    page: RunsAfter & { byHandOnly: boolean },
  ): Promise<StoredPolicyRun[]> {
    const rows = await this.#inOrder(page)
      .where('policy_runs.state', 'waiting')
      .where(page.byHandOnly ? { run_trigger: 'manual' } : {})
      .whereNotExists(
        this.#knex('backups')
          .where({ state: 'creating' })
          .where('backups.policy_id', this.#knex.ref('policy_runs.policy_id'))
          .select(this.#knex.raw('1')),
      );
    return rows.map(toStoredPolicyRun);
  }

  async begin(
    id: string,
    backupId: string,
    transaction: Knex.Transaction,
  ): Promise<boolean> {
    const changed = await transaction('policy_runs')
      .where({ id, state: 'waiting' })
      .update({
        state: 'begun',
        backup_id: backupId,
        ...toReasonColumns({}),
      });
    return changed === 1;
  }

  async fail(
    id: string,
    reason: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction('policy_runs')
      .where({ id, state: 'waiting' })
      .update({ state: 'failed', reason });
  }

  async skipWaiting(
    policyId: string,
    cause: PolicyRunReason,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction('policy_runs')
      .where({ policy_id: policyId, state: 'waiting' })
      .update({ state: 'skipped', ...toReasonColumns({ cause }) });
  }

  async listToSettle(page: RunsAfter): Promise<StoredPolicyRun[]> {
    const rows = await this.#inOrder(page)
      .join('backups', 'backups.id', 'policy_runs.backup_id')
      .where('policy_runs.state', 'begun')
      .whereNot('backups.state', 'creating');
    return rows.map(toStoredPolicyRun);
  }

  async settle(id: string, transaction: Knex.Transaction): Promise<boolean> {
    const changed = await transaction('policy_runs')
      .where({ id, state: 'begun' })
      .update({ state: 'ended' });
    return changed === 1;
  }

  async reopen(backupId: string, transaction: Knex.Transaction): Promise<void> {
    await transaction('policy_runs')
      .where({ backup_id: backupId, state: 'ended' })
      .update({ state: 'begun' });
  }

  async page(
    policyId: string,
    query: PageQuery,
  ): Promise<{ items: PolicyRun[]; totalItems: number }> {
    const counted = await this.#knex('policy_runs')
      .where({ policy_id: policyId })
      .count({ total: '*' });
    const rows: PolicyRunView[] = await this.#views()
      .where('policy_runs.policy_id', policyId)
      .orderBy([
        { column: 'policy_runs.planned_at', order: 'desc' },
        { column: 'policy_runs.created_at', order: 'desc' },
        { column: 'policy_runs.id', order: 'desc' },
      ])
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize);
    return {
      items: rows.map(toPolicyRun),
      totalItems: toNumber(counted[0].total ?? 0),
    };
  }

  async get(id: string): Promise<PolicyRun> {
    const [row]: PolicyRunView[] = await this.#views().where(
      'policy_runs.id',
      id,
    );
    if (!row) {
      throw new NotFoundError(`There is no run with the id '${id}'`);
    }
    return toPolicyRun(row);
  }

  async latest(policyIds: readonly string[]): Promise<Map<string, PolicyRun>> {
    const ids = await newestRuns(this.#knex, policyIds);
    const rows: PolicyRunView[] = await this.#views().whereIn(
      'policy_runs.id',
      ids,
    );
    return new Map(rows.map(row => [row.policy_id, toPolicyRun(row)]));
  }

  async latestGood(
    policyIds: readonly string[],
  ): Promise<Map<string, BackupReference>> {
    const rows = await newestGoodBackups(this.#knex, policyIds);
    return new Map(
      rows.map(row => [
        row.policy_id,
        {
          id: row.id,
          name: row.name,
          finishedAt: toOptionalIso(row.finished_at),
        },
      ]),
    );
  }

  #inOrder({
    limit,
    after,
  }: RunsAfter): Knex.QueryBuilder<PolicyRunRow, PolicyRunRow[]> {
    const builder = this.#knex('policy_runs')
      .orderBy(['policy_runs.created_at', 'policy_runs.id'])
      .limit(limit)
      .select('policy_runs.*');
    if (after) {
      builder.where(later =>
        later
          .where('policy_runs.created_at', '>', after.createdAt)
          .orWhere(same =>
            same
              .where('policy_runs.created_at', after.createdAt)
              .where('policy_runs.id', '>', after.id),
          ),
      );
    }
    return builder;
  }

  #views(): Knex.QueryBuilder {
    return this.#knex('policy_runs')
      .leftJoin('backups', 'backups.id', 'policy_runs.backup_id')
      .leftJoin('jobs', 'jobs.id', 'backups.job_id')
      .select(POLICY_RUN_COLUMNS);
  }
}
