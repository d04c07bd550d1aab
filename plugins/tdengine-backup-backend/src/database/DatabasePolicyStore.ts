import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { PolicyQuery } from '../services/types';
import { DatabaseClock } from './DatabaseClock';
import { completePolicies, listPolicies } from './operations/listPolicies';
import { nameKey } from './operations/nameKey';
import { replaceDatabases } from './operations/replaceDatabases';
import {
  PolicyContent,
  PolicyRow,
  StoredPolicy,
  toPolicyColumns,
} from './policyRows';
import { NewPolicy, NextRun, PolicyStore } from './PolicyStore';

const DATABASES = { table: 'policy_databases', column: 'policy_id' } as const;

/** Keeps the records of policies in SQL. */
export class DatabasePolicyStore implements PolicyStore {
  readonly #knex: Knex;
  readonly #clock: DatabaseClock;

  static create(options: { knex: Knex }): DatabasePolicyStore {
    return new DatabasePolicyStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.#clock = DatabaseClock.create(knex);
  }

  async insert(
    policy: NewPolicy,
    transaction: Knex.Transaction,
  ): Promise<void> {
    const { id, origin, createdBy, createdAt, databases } = policy;
    await refuseTakenName(policy.name, () =>
      transaction('policies').insert({
        ...toPolicyColumns(policy),
        ...toNextColumns(policy.next),
        id,
        version: 1,
        origin,
        name_key: nameKey(policy.name, policy.ownerRef),
        created_by: createdBy,
        created_at: createdAt,
        updated_by: createdBy,
        updated_at: createdAt,
      }),
    );
    await replaceDatabases(transaction, { ...DATABASES, id }, databases);
  }

  async get(id: string, transaction?: Knex.Transaction): Promise<StoredPolicy> {
    const knex = transaction ?? this.#knex;
    return this.#one(
      knex,
      id,
      await knex<PolicyRow>('policies')
        .where({ id })
        .whereNull('deleted_at')
        .first(),
    );
  }

  async getForUpdate(
    id: string,
    transaction: Knex.Transaction,
  ): Promise<StoredPolicy> {
    return this.#one(
      transaction,
      id,
      await transaction<PolicyRow>('policies')
        .where({ id })
        .whereNull('deleted_at')
        .forUpdate()
        .first(),
    );
  }

  async getMany(ids: readonly string[]): Promise<Map<string, StoredPolicy>> {
    const rows = await this.#knex<PolicyRow>('policies').whereIn('id', ids);
    const policies = await completePolicies(this.#knex, rows);
    return new Map(policies.map(policy => [policy.id, policy]));
  }

  async list(
    query: PolicyQuery & { ids?: readonly string[] },
  ): Promise<{ items: StoredPolicy[]; totalItems: number }> {
    return listPolicies(this.#knex, query);
  }

  async listScopes(): Promise<
    Array<Pick<StoredPolicy, 'id' | 'sourceType' | 'scope'>>
  > {
    const rows = await this.#knex<PolicyRow>('policies')
      .whereNull('deleted_at')
      .select('id', 'source_type', 'scope');
    return rows.map(row => ({
      id: row.id,
      sourceType: row.source_type,
      scope: JSON.parse(row.scope),
    }));
  }

  async listOfOrigin(
    origin: StoredPolicy['origin'],
    transaction: Knex.Transaction,
  ): Promise<StoredPolicy[]> {
    const rows = await transaction<PolicyRow>('policies')
      .where({ origin })
      .whereNull('deleted_at')
      .orderBy('name');
    return completePolicies(transaction, rows);
  }

  async listEnabled(options: {
    afterId: string;
    limit: number;
  }): Promise<StoredPolicy[]> {
    const rows = await this.#knex<PolicyRow>('policies')
      .where({ enabled: true })
      .whereNull('deleted_at')
      .where('id', '>', options.afterId)
      .orderBy('id')
      .limit(options.limit);
    return completePolicies(this.#knex, rows);
  }

  async takeDue(
    options: { at: Date; limit: number },
    transaction: Knex.Transaction,
  ): Promise<StoredPolicy[]> {
    const due = transaction<PolicyRow>('policies')
      .where({ enabled: true })
      .whereNull('deleted_at')
      .where('next_run_at', '<=', options.at)
      .orderBy(['next_run_at', 'id'])
      .limit(options.limit)
      .forUpdate();
    if (this.#clock.shared) {
      due.skipLocked();
    }
    return completePolicies(transaction, await due);
  }

  async update(
    id: string,
    content: PolicyContent,
    changes: { updatedBy: string; next?: NextRun },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await refuseTakenName(content.name, () =>
      transaction('policies')
        .where({ id })
        .update({
          ...toPolicyColumns(content),
          ...toNextColumns(changes.next),
          name_key: nameKey(content.name, content.ownerRef),
          version: transaction.raw('version + 1'),
          updated_by: changes.updatedBy,
          updated_at: new Date(),
        }),
    );
    await replaceDatabases(
      transaction,
      { ...DATABASES, id },
      content.databases,
    );
  }

  async setNext(
    next: ReadonlyMap<string, NextRun | undefined>,
    transaction: Knex.Transaction,
  ): Promise<void> {
    // Many policies have the same next run, but for the jitter.
    const groups = new Map<string, { next?: NextRun; ids: string[] }>();
    for (const [id, run] of next) {
      const key = run
        ? `${run.plannedAt.getTime()} ${run.runAt.getTime()}`
        : '';
      const group = groups.get(key) ?? { next: run, ids: [] };
      group.ids.push(id);
      groups.set(key, group);
    }
    for (const group of groups.values()) {
      await transaction('policies')
        .whereIn('id', group.ids)
        .update(toNextColumns(group.next));
    }
  }

  async setFailingSince(
    id: string,
    since: Date | undefined,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction('policies')
      .where({ id })
      .update({ failing_since: since ?? null });
  }

  async markDeleted(
    id: string,
    changes: { updatedBy: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    const now = new Date();
    await transaction('policies')
      .where({ id })
      .update({
        ...toNextColumns(undefined),
        name_key: null,
        deleted_at: now,
        version: transaction.raw('version + 1'),
        updated_by: changes.updatedBy,
        updated_at: now,
      });
  }

  async #one(
    knex: Knex,
    id: string,
    row: PolicyRow | undefined,
  ): Promise<StoredPolicy> {
    if (!row) {
      throw new NotFoundError(`There is no policy with the id '${id}'`);
    }
    const [policy] = await completePolicies(knex, [row]);
    return policy;
  }
}

function toNextColumns(next: NextRun | undefined) {
  return {
    next_planned_at: next?.plannedAt ?? null,
    next_run_at: next?.runAt ?? null,
  };
}

async function refuseTakenName(
  name: string,
  write: () => PromiseLike<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isDatabaseConflictError(error)) {
      // Without its cause: the driver's message has the statement in it, with all values.
      throw new ConflictError(
        `There is a policy named '${name}' already; choose another name or change that one`,
      );
    }
    throw error;
  }
}
