import {
  CreateRestoreRequest,
  Facets,
  isFinalJobState,
  PlanRestoreRequest,
  Restore,
  RestorePage,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-common';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { EngineConfig } from '../config/EngineConfig';
import { BackupStore } from '../database/BackupStore';
import { JobStore } from '../database/JobStore';
import { StoredRestore } from '../database/restoreRows';
import { RestoreStore } from '../database/RestoreStore';
import { toJob } from '../jobs/StoredJob';
import { assertReadable } from '../runs/BackupSets';
import { RestorePlanner } from '../runs/restore/RestorePlanner';
import { SourceRegistry } from '../runs/SourceRegistry';
import { ChangePublisher } from './ChangePublisher';
import { parseRestoreSettings } from './parseRestoreSettings';
import { RestoreCreator } from './RestoreCreator';
import { Caller, RecordCriteria, RestoreQuery, RestoreService } from './types';

export interface DefaultRestoreServiceOptions {
  knex: Knex;
  backups: BackupStore;
  restores: RestoreStore;
  jobs: JobStore;
  sources: SourceRegistry;
  planner: RestorePlanner;
  creator: RestoreCreator;
  config: EngineConfig;
  changes: ChangePublisher;
  /** Called when there is work in the queue. */
  wake: () => void;
}

/** Answers what callers may ask of restores. */
export class DefaultRestoreService implements RestoreService {
  readonly #options: DefaultRestoreServiceOptions;

  static create(options: DefaultRestoreServiceOptions): DefaultRestoreService {
    return new DefaultRestoreService(options);
  }

  private constructor(options: DefaultRestoreServiceOptions) {
    this.#options = options;
  }

  async plan(
    request: PlanRestoreRequest,
    options: { signal: AbortSignal },
  ): Promise<RestorePlan> {
    const { backups, sources, planner, config } = this.#options;
    const backup = await backups.get(request.backupId);
    assertReadable(backup);
    const settings = parseRestoreSettings(request, backup, {
      sources,
      batchSize: config.batchSize,
    });
    const { plan, token } = await planner.plan(backup, settings, options);
    return {
      token,
      backupId: backup.id,
      instance: plan.instance,
      // What would be removed is said in the notes.
      objects: plan.objects.map(({ existing: _existing, ...object }) => object),
      totals: plan.totals,
      blockers: plan.blockers,
      warnings: plan.warnings,
      confirmation: plan.confirmation,
    };
  }

  async create(
    request: CreateRestoreRequest,
    caller: Caller,
    options: { signal: AbortSignal },
  ): Promise<Restore> {
    const created = await this.#options.creator.create(
      request,
      caller,
      options,
    );
    this.#changed(created.id);
    return this.get(created.id);
  }

  async list(query: RestoreQuery): Promise<RestorePage> {
    const { items, totalItems } = await this.#options.restores.list(query);
    return {
      items: await this.#withJobs(items),
      totalItems,
      page: query.page,
      pageSize: query.pageSize,
    };
  }

  async facets(criteria?: RecordCriteria): Promise<Facets> {
    return { databases: await this.#options.restores.listDatabases(criteria) };
  }

  async get(id: string): Promise<Restore> {
    const [restore] = await this.#withJobs([
      await this.#options.restores.get(id),
    ]);
    return restore;
  }

  async cancel(id: string, _caller: Caller): Promise<Restore> {
    const { knex, restores, jobs } = this.#options;
    const { jobId } = await restores.get(id);
    if (jobId === undefined) {
      throw new ConflictError(`Restore ${id} has not begun`);
    }
    // The job is locked before the record, in the order in which the end of a run does it.
    await knex.transaction(async tx => {
      const outcome = await jobs.requestCancel(jobId, tx);
      if (outcome === 'cancelled') {
        await restores.markEnded(
          id,
          { state: 'cancelled', removed: [], remaining: [] },
          tx,
        );
      } else {
        await restores.setState(id, 'cancelling', tx);
      }
    });
    this.#changed(id);
    return this.get(id);
  }

  async retry(id: string, caller: Caller): Promise<Restore> {
    await this.#options.creator.retry(id, caller);
    this.#changed(id);
    return this.get(id);
  }

  #changed(id: string): void {
    this.#options.wake();
    this.#options.changes.publish('restore', id);
  }

  async #withJobs(items: StoredRestore[]): Promise<Restore[]> {
    const jobs = await this.#options.jobs.getMany(
      items.flatMap(item => (item.jobId === undefined ? [] : [item.jobId])),
    );
    return items.map(item => {
      const { settings: _settings, planToken: _token, ...restore } = item;
      const job = jobs.get(item.jobId ?? '');
      return {
        ...restore,
        // A job that was given back to the queue waits, whatever the record said while it ran.
        state:
          job && !isFinalJobState(job.state)
            ? (job.state as Restore['state'])
            : item.state,
        job: job && toJob(job),
      };
    });
  }
}
