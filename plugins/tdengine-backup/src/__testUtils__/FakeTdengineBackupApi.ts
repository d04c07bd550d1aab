import {
  CreateRestoreRequest,
  EncryptionState,
  Instance,
  InstanceObject,
  isFinalJobState,
  Job,
  JobEvent,
  PlanRestoreRequest,
  Restore,
  RestorePlan,
  StorageTargetInfo,
  TargetRescan,
} from 'backstage-plugin-tdengine-backup-common';
import { FollowJobOptions, RestoresQuery, TdengineBackupApi } from '../api';
import { FakeBackups } from './FakeBackups';
import { databasesOf, filterRestores, find, page, sorted } from './fakeLists';
import { sampleBackups } from './sampleBackups';
import {
  sampleInstances,
  sampleObjects,
  sampleTargets,
} from './sampleInstances';
import { sampleEvents } from './sampleJobs';
import { sampleRestore } from './sampleRestore';
import { samplePlan, sampleRestores } from './sampleRestores';

/** The backend in memory, for tests and the development app. Change its fields to tell another story. */
export class FakeTdengineBackupApi
  extends FakeBackups
  implements TdengineBackupApi
{
  instances: Instance[] = sampleInstances;
  targets: StorageTargetInfo[] = sampleTargets;
  encryption: EncryptionState = { byDefault: false };
  objects: InstanceObject[] = sampleObjects;
  restores: Restore[] = sampleRestores();
  events: Record<string, JobEvent[]> = { 'job-1': sampleEvents };
  /** By target. */
  rescans: Record<string, TargetRescan> = {};
  plan: RestorePlan | ((request: PlanRestoreRequest) => RestorePlan) =
    samplePlan;

  readonly #listeners = new Map<string, Set<(event: JobEvent) => void>>();

  static create(
    overrides: Partial<
      Pick<
        FakeTdengineBackupApi,
        | 'instances'
        | 'targets'
        | 'encryption'
        | 'objects'
        | 'backups'
        | 'tables'
        | 'restores'
        | 'events'
        | 'jobs'
        | 'rescans'
        | 'reports'
        | 'plan'
        | 'latencyMs'
      >
    > = {},
  ): FakeTdengineBackupApi {
    return Object.assign(new FakeTdengineBackupApi(), overrides);
  }

  /** Lets a job tell something to everybody who listens. */
  emit(jobId: string, event: JobEvent): void {
    this.events[jobId] = [...(this.events[jobId] ?? []), event];
    this.#listeners.get(jobId)?.forEach(listener => listener(event));
  }

  async getInstances() {
    await this.answer('getInstances');
    return this.instances.map(({ status, ...instance }) => instance);
  }

  async getInstance(name: string) {
    await this.answer('getInstance', name);
    return find(this.instances, 'instance', instance => instance.name === name);
  }

  async getInstanceObjects(instance: string, options?: { database?: string }) {
    const database = options?.database;
    await this.answer('getInstanceObjects', instance, database);
    return this.objects.filter(object =>
      database === undefined
        ? object.kind === 'database'
        : object.kind !== 'database' && object.database === database,
    );
  }

  async getTargets() {
    await this.answer('getTargets');
    return this.targets;
  }

  async getEncryption() {
    await this.answer('getEncryption');
    return this.encryption;
  }

  async rescanTarget(target: string) {
    await this.answer('rescanTarget', target);
    const [{ job }] = sampleBackups();
    return this.#rescanned({
      id: 'rescan-1',
      target,
      createdBy: 'user:default/guest',
      createdAt: new Date().toISOString(),
      job: job && { ...job, type: 'rescan', state: 'running' },
    });
  }

  async getTargetRescan(target: string) {
    await this.answer('getTargetRescan', target);
    return this.rescans[target];
  }

  async cancelTargetRescan(target: string) {
    await this.answer('cancelTargetRescan', target);
    const { job, ...rescan } = this.rescans[target];
    return this.#rescanned({
      ...rescan,
      job: job && { ...job, state: 'cancelled' },
    });
  }

  #rescanned(rescan: TargetRescan): TargetRescan {
    this.rescans = { ...this.rescans, [rescan.target]: rescan };
    return rescan;
  }

  async planRestore(request: PlanRestoreRequest) {
    await this.answer('planRestore', request);
    return typeof this.plan === 'function' ? this.plan(request) : this.plan;
  }

  async getRestores(query: RestoresQuery) {
    await this.answer('getRestores', query);
    const found = filterRestores(this.restores, query);
    return page(sorted(found, query.sort, query.order), query);
  }

  async getRestoreFacets() {
    await this.answer('getRestoreFacets');
    return databasesOf(this.restores);
  }

  async getRestore(restoreId: string) {
    await this.answer('getRestore', restoreId);
    return find(this.restores, 'restore', ({ id }) => id === restoreId);
  }

  async createRestore(request: CreateRestoreRequest) {
    await this.answer('createRestore', request);
    const restore = sampleRestore({
      id: `restore-${this.restores.length + 1}`,
      backupId: request.backupId,
      state: 'queued',
      remark: request.remark,
      rename: request.rename,
      checks: undefined,
      finishedAt: undefined,
    });
    this.restores = [restore, ...this.restores];
    return restore;
  }

  async cancelRestore(restoreId: string) {
    await this.answer('cancelRestore', restoreId);
    return this.#changeRestore(restoreId, { state: 'cancelling' });
  }

  async retryRestore(restoreId: string) {
    await this.answer('retryRestore', restoreId);
    return this.#changeRestore(restoreId, {
      state: 'queued',
      error: undefined,
    });
  }

  async getJob(jobId: string): Promise<Job> {
    await this.answer('getJob', jobId);
    const jobs = [...this.backups, ...this.restores].map(({ job }) => job);
    return find(jobs, 'job', job => job?.id === jobId)!;
  }

  async getJobEvents(jobId: string, query: { after?: number }) {
    await this.answer('getJobEvents', jobId, query);
    const items = (this.events[jobId] ?? []).filter(
      ({ id }) => id > (query.after ?? 0),
    );
    return { items, ended: items.some(isEnd) };
  }

  async followJob(jobId: string, options: FollowJobOptions): Promise<void> {
    await this.answer('followJob', jobId, options.after);
    options.onConnection?.('stream');
    const past = (this.events[jobId] ?? []).filter(
      ({ id }) => id > options.after,
    );
    past.forEach(options.onEvent);
    if (past.some(isEnd)) {
      return undefined;
    }
    const listeners = this.#listeners.get(jobId) ?? new Set();
    this.#listeners.set(jobId, listeners);
    return new Promise(resolve => {
      const listener = (event: JobEvent) => {
        options.onEvent(event);
        if (isEnd(event)) {
          listeners.delete(listener);
          resolve();
        }
      };
      listeners.add(listener);
      options.signal.addEventListener('abort', () => {
        listeners.delete(listener);
        resolve();
      });
    });
  }

  #changeRestore(restoreId: string, change: Partial<Restore>): Restore {
    const changed = {
      ...find(this.restores, 'restore', ({ id }) => id === restoreId),
      ...change,
    };
    this.restores = this.restores.map(restore =>
      restore.id === restoreId ? changed : restore,
    );
    return changed;
  }
}

function isEnd(event: JobEvent): boolean {
  return event.state !== undefined && isFinalJobState(event.state);
}
