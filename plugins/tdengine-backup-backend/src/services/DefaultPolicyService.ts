import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import {
  Policy,
  PolicyInput,
  PolicyPage,
  PolicyRetention,
  PolicyRun,
  PolicyRunPage,
  RetentionPreview,
  UpdatePolicyRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { PolicyContent, StoredPolicy } from '../database/policyRows';
import { PolicyRunStore } from '../database/PolicyRunStore';
import { PolicyStore } from '../database/PolicyStore';
import { findCovering } from '../policies/findCovering';
import { nextRunOfContent } from '../policies/nextRunOf';
import { PolicyCleanUp } from '../policies/PolicyCleanUp';
import { PolicyContentReader } from '../policies/PolicyContentReader';
import { PolicyScheduler } from '../policies/PolicyScheduler';
import { SourceRegistry } from '../runs/SourceRegistry';
import { ChangePublisher } from './ChangePublisher';
import { toPolicy } from './toPolicy';
import { Caller, PageQuery, PolicyQuery, PolicyService } from './types';

export interface DefaultPolicyServiceOptions {
  knex: Knex;
  policies: PolicyStore;
  policyRuns: PolicyRunStore;
  sources: SourceRegistry;
  reader: PolicyContentReader;
  scheduler: PolicyScheduler;
  cleanUp: PolicyCleanUp;
  changes: ChangePublisher;
  now: () => Date;
}

/** Answers what callers may ask of policies. */
export class DefaultPolicyService implements PolicyService {
  readonly #options: DefaultPolicyServiceOptions;

  static create(options: DefaultPolicyServiceOptions): DefaultPolicyService {
    return new DefaultPolicyService(options);
  }

  private constructor(options: DefaultPolicyServiceOptions) {
    this.#options = options;
  }

  async list(query: PolicyQuery): Promise<PolicyPage> {
    const { policies, sources } = this.#options;
    const { databases, ...others } = query;
    const ids =
      databases &&
      findCovering(await policies.listScopes(), databases, sources);
    const { items, totalItems } = await policies.list({ ...others, ids });
    return {
      items: await this.#complete(items),
      totalItems,
      page: query.page,
      pageSize: query.pageSize,
    };
  }

  async get(id: string): Promise<Policy> {
    const [policy] = await this.#complete([
      await this.#options.policies.get(id),
    ]);
    return policy;
  }

  async databasesOf(id: string): Promise<string[]> {
    return (await this.#options.policies.get(id)).databases;
  }

  async create(input: PolicyInput, caller: Caller): Promise<Policy> {
    const { knex, policies, reader } = this.#options;
    const createdAt = this.#now();
    const content = reader.read(input, createdAt);
    const id = randomUUID();
    await knex.transaction(tx =>
      policies.insert(
        {
          ...content,
          id,
          origin: 'api',
          createdBy: caller.ref,
          createdAt,
          next: nextRunOfContent(id, content, createdAt),
        },
        tx,
      ),
    );
    return this.#changed(id);
  }

  async update(
    id: string,
    { version, ...input }: UpdatePolicyRequest,
    caller: Caller,
  ): Promise<Policy> {
    const { reader } = this.#options;
    await this.#change(id, caller, policy => {
      assertVersion(policy, version);
      assertChangeable(policy);
      // What hours are counted from stays where nobody says otherwise.
      const { schedule } = input;
      const anchor = schedule.anchor ?? policy.schedule.anchor;
      return reader.read(
        {
          ...input,
          ownerRef: input.ownerRef ?? policy.ownerRef,
          schedule:
            schedule.kind === 'interval' ? { ...schedule, anchor } : schedule,
        },
        this.#now(),
      );
    });
    return this.#changed(id);
  }

  async setEnabled(
    id: string,
    enabled: boolean,
    caller: Caller,
  ): Promise<Policy> {
    await this.#change(id, caller, policy => {
      assertChangeable(policy);
      return policy.enabled === enabled ? undefined : { ...policy, enabled };
    });
    return this.#changed(id);
  }

  async delete(id: string, version: number, caller: Caller): Promise<void> {
    const { knex, policies, policyRuns } = this.#options;
    await knex.transaction(async tx => {
      const policy = await policies.getForUpdate(id, tx);
      assertVersion(policy, version);
      assertChangeable(policy);
      await policies.markDeleted(id, { updatedBy: caller.ref }, tx);
      await policyRuns.skipWaiting(id, { code: 'deleted' }, tx);
    });
    this.#options.changes.publish('policy', id);
  }

  async run(id: string, caller: Caller): Promise<PolicyRun> {
    const { scheduler, policyRuns, changes } = this.#options;
    const runId = await scheduler.runNow(id, caller);
    changes.publish('policy', id);
    const run = await policyRuns.get(runId);
    if (run.backupId !== undefined) {
      changes.publish('backup', run.backupId);
    }
    return run;
  }

  async runs(id: string, query: PageQuery): Promise<PolicyRunPage> {
    await this.#options.policies.get(id);
    const { items, totalItems } = await this.#options.policyRuns.page(
      id,
      query,
    );
    return {
      items,
      totalItems,
      page: query.page,
      pageSize: query.pageSize,
    };
  }

  async previewRetention(
    id: string,
    retention: PolicyRetention,
  ): Promise<RetentionPreview> {
    return this.#options.cleanUp.preview(
      await this.#options.policies.get(id),
      retention,
    );
  }

  async cleanUp(id: string): Promise<RetentionPreview> {
    const preview = await this.#options.cleanUp.run({ id });
    for (const { action, backup } of preview.items) {
      if (action === 'delete') {
        this.#options.changes.publish('backup', backup.id);
      }
    }
    return preview;
  }

  /** Writes what a function makes of the policy, unless it makes nothing of it, and plans the next run anew. */
  async #change(
    id: string,
    caller: Caller,
    change: (policy: StoredPolicy) => PolicyContent | undefined,
  ): Promise<void> {
    const { knex, policies, policyRuns } = this.#options;
    await knex.transaction(async tx => {
      const policy = await policies.getForUpdate(id, tx);
      const content = change(policy);
      if (!content) {
        return;
      }
      await policies.update(
        id,
        content,
        {
          updatedBy: caller.ref,
          next: nextRunOfContent(id, content, this.#now(), policy),
        },
        tx,
      );
      if (!content.enabled) {
        await policyRuns.skipWaiting(id, { code: 'disabled' }, tx);
      }
    });
  }

  async #complete(policies: readonly StoredPolicy[]): Promise<Policy[]> {
    const { policyRuns } = this.#options;
    const ids = policies.map(({ id }) => id);
    const [latest, good] = await Promise.all([
      policyRuns.latest(ids),
      policyRuns.latestGood(ids),
    ]);
    return policies.map(policy =>
      toPolicy(policy, {
        lastRun: latest.get(policy.id),
        lastGoodBackup: good.get(policy.id),
      }),
    );
  }

  async #changed(id: string): Promise<Policy> {
    this.#options.changes.publish('policy', id);
    return this.get(id);
  }

  #now(): Date {
    return this.#options.now();
  }
}

function assertVersion(policy: StoredPolicy, version: number): void {
  if (policy.version !== version) {
    throw new ConflictError(
      `Policy '${policy.name}' was changed by ${policy.updatedBy} at ${policy.updatedAt}; look at it again before you change it`,
    );
  }
}

function assertChangeable(policy: StoredPolicy): void {
  if (policy.origin === 'config') {
    throw new ConflictError(
      `Policy '${policy.name}' is written in the configuration, under 'tdengineBackup.policies', and can be changed there only`,
    );
  }
}
