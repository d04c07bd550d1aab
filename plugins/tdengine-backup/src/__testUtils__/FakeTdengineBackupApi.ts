import { NotFoundError } from '@backstage/errors';
import {
  Backup,
  BackupCopy,
  BackupTable,
  CreateBackupRequest,
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
  UpdateBackupRequest,
  VerificationReport,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import {
  BackupsQuery,
  ContentsQuery,
  FollowJobOptions,
  PageQuery,
  RestoresQuery,
  TableRowsQuery,
  TdengineBackupApi,
  UploadBackupOptions,
} from '../api';
import { sampleBackups, sampleTables } from './sampleBackups';
import {
  sampleInstances,
  sampleObjects,
  sampleTargets,
} from './sampleInstances';
import { sampleEvents } from './sampleJobs';
import { sampleReport } from './sampleReports';
import { sampleRestore } from './sampleRestore';
import { samplePlan, sampleRestores } from './sampleRestores';

type Method = keyof TdengineBackupApi;

/** The backend in memory, for tests and the development app. Change its fields to tell another story. */
export class FakeTdengineBackupApi implements TdengineBackupApi {
  instances: Instance[] = sampleInstances;
  targets: StorageTargetInfo[] = sampleTargets;
  encryption: EncryptionState = { byDefault: false };
  objects: InstanceObject[] = sampleObjects;
  backups: Backup[] = sampleBackups();
  tables: BackupTable[] = sampleTables;
  restores: Restore[] = sampleRestores();
  events: Record<string, JobEvent[]> = { 'job-1': sampleEvents };
  /** By backup; where nothing is said of one, its present job. */
  jobs: Record<string, Job[]> = {};
  /** By target. */
  rescans: Record<string, TargetRescan> = {};
  /** How much of a file is sent at once. */
  uploadedFraction = 1;
  reports: Record<string, VerificationReport> = { 'backup-good': sampleReport };
  plan: RestorePlan | ((request: PlanRestoreRequest) => RestorePlan) =
    samplePlan;

  /** Every call with its arguments, signals left out. */
  readonly calls: Array<{ method: Method; args: unknown[] }> = [];
  /** Calls that fail instead of answering, until the entry is removed. */
  readonly failures = new Map<Method, Error>();
  /** Calls that never answer. */
  readonly pending = new Set<Method>();
  /** How long an answer takes, in milliseconds. */
  latencyMs = 0;

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

  /** The arguments of every call of one method. */
  callsOf(method: Method): unknown[][] {
    return this.calls
      .filter(call => call.method === method)
      .map(call => call.args);
  }

  /** Lets a job tell something to everybody who listens. */
  emit(jobId: string, event: JobEvent): void {
    this.events[jobId] = [...(this.events[jobId] ?? []), event];
    this.#listeners.get(jobId)?.forEach(listener => listener(event));
  }

  async getInstances() {
    await this.#answer('getInstances');
    return this.instances.map(({ status, ...instance }) => instance);
  }

  async getInstance(name: string) {
    await this.#answer('getInstance', name);
    return find(this.instances, 'instance', instance => instance.name === name);
  }

  async getInstanceObjects(instance: string, options?: { database?: string }) {
    const database = options?.database;
    await this.#answer('getInstanceObjects', instance, database);
    return this.objects.filter(object =>
      database === undefined
        ? object.kind === 'database'
        : object.kind !== 'database' && object.database === database,
    );
  }

  async getTargets() {
    await this.#answer('getTargets');
    return this.targets;
  }

  async getEncryption() {
    await this.#answer('getEncryption');
    return this.encryption;
  }

  async getBackups(query: BackupsQuery) {
    await this.#answer('getBackups', query);
    const matches = (wanted: string[] | undefined, ...values: string[]) =>
      !wanted?.length || values.some(value => wanted.includes(value));
    const search = query.search?.toLowerCase();
    const found = this.backups.filter(
      backup =>
        matches(query.state, backup.state) &&
        matches(query.verification, backup.verification) &&
        matches(query.kind, backup.kind) &&
        matches(query.mode, backup.mode) &&
        matches(query.origin, backup.origin) &&
        matches(query.instance, backup.instance) &&
        matches(query.database, ...backup.databases) &&
        (!query.from || backup.createdAt >= query.from) &&
        (!query.to || backup.createdAt < query.to) &&
        (!search ||
          [backup.name, backup.remark ?? '', ...backup.databases].some(text =>
            text.toLowerCase().includes(search),
          )),
    );
    return page(sorted(found, query.sort, query.order), query);
  }

  async getBackup(backupId: string) {
    await this.#answer('getBackup', backupId);
    return this.#backup(backupId);
  }

  async createBackup(request: CreateBackupRequest) {
    await this.#answer('createBackup', request);
    const [template] = sampleBackups();
    const backup: Backup = {
      ...template,
      id: `backup-${this.backups.length + 1}`,
      name: request.name ?? 'backup_20261121_080000',
      remark: request.remark,
      instance: request.instance,
      scope: request.scope,
    };
    this.backups = [backup, ...this.backups];
    return backup;
  }

  async updateBackup(backupId: string, request: UpdateBackupRequest) {
    await this.#answer('updateBackup', backupId, request);
    return this.#change(backupId, request);
  }

  async deleteBackup(backupId: string, confirmation: string) {
    await this.#answer('deleteBackup', backupId, confirmation);
    const backup = this.#change(backupId, { state: 'deleting' });
    this.backups = this.backups.filter(({ id }) => id !== backupId);
    return backup;
  }

  async keepBackup(backupId: string) {
    await this.#answer('keepBackup', backupId);
    const { copies } = this.#backup(backupId);
    return this.#change(backupId, {
      state: 'available',
      error: undefined,
      copies: copies.map(({ deletionError, nextDeletionAt, ...copy }) => ({
        ...copy,
        state: 'present',
      })),
    });
  }

  async cancelBackup(backupId: string) {
    await this.#answer('cancelBackup', backupId);
    const backup = this.#backup(backupId);
    return this.#change(backupId, {
      job: backup.job && { ...backup.job, state: 'cancelling' },
    });
  }

  async retryBackup(backupId: string) {
    await this.#answer('retryBackup', backupId);
    const [template] = sampleBackups();
    return this.#change(backupId, {
      state: 'creating',
      error: undefined,
      job: template.job,
      jobId: template.jobId,
    });
  }

  async verifyBackup(backupId: string, request?: VerifyBackupRequest) {
    await this.#answer('verifyBackup', backupId, ...(request ? [request] : []));
    const [template] = sampleBackups();
    return this.#change(backupId, {
      verifyJobId: 'job-1',
      job: template.job && { ...template.job, type: 'verify' },
    });
  }

  async addBackupCopy(backupId: string, target: string) {
    await this.#answer('addBackupCopy', backupId, target);
    return this.#changeCopies(backupId, copies => [
      ...copies,
      {
        target,
        location: 'backups/20261121/copy.zip',
        state: 'pending',
        verification: 'unverified',
      },
    ]);
  }

  async repairBackupCopy(backupId: string, target: string) {
    await this.#answer('repairBackupCopy', backupId, target);
    return this.#changeCopies(backupId, copies =>
      copies.map(copy =>
        copy.target === target ? { ...copy, state: 'repairing' } : copy,
      ),
    );
  }

  async deleteBackupCopy(backupId: string, target: string) {
    await this.#answer('deleteBackupCopy', backupId, target);
    return this.#changeCopies(backupId, copies =>
      copies.map(copy =>
        copy.target === target ? { ...copy, state: 'deleting' } : copy,
      ),
    );
  }

  async getBackupContents(backupId: string, query: ContentsQuery) {
    await this.#answer('getBackupContents', backupId, query);
    const search = query.search?.toLowerCase();
    const found = this.tables.filter(
      ({ database, table }) =>
        (!query.database || query.database === database) &&
        (!search || table.toLowerCase().includes(search)),
    );
    return { ...page(found, query), limitations: [] };
  }

  async getBackupTableRows(backupId: string, query: TableRowsQuery) {
    await this.#answer('getBackupTableRows', backupId, query);
    const table = find(
      this.tables,
      'table',
      candidate =>
        candidate.database === query.database &&
        candidate.table === query.table,
    );
    const rows = Array.from({ length: table.tableCount }, (_, index) => ({
      name: `d${1001 + index}`,
      rowCount: Math.floor(table.rowCount / table.tableCount),
    })).filter(({ name }) => name.includes(query.search ?? ''));
    return page(rows, query);
  }

  async getBackupVerification(
    backupId: string,
    { target }: { target?: string } = {},
  ) {
    await this.#answer(
      'getBackupVerification',
      backupId,
      ...(target === undefined ? [] : [target]),
    );
    return this.reports[
      target === undefined ? backupId : `${backupId} ${target}`
    ];
  }

  async getBackupVerificationText(backupId: string) {
    await this.#answer('getBackupVerificationText', backupId);
    return `# Verification of ${this.#backup(backupId).name}\n`;
  }

  async rescanTarget(target: string) {
    await this.#answer('rescanTarget', target);
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
    await this.#answer('getTargetRescan', target);
    return this.rescans[target];
  }

  async cancelTargetRescan(target: string) {
    await this.#answer('cancelTargetRescan', target);
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

  async uploadBackup(file: Blob, options: UploadBackupOptions = {}) {
    const { targets, onProgress, signal } = options;
    onProgress?.(this.uploadedFraction);
    const cancelled = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () =>
        reject(new DOMException('It was cancelled', 'AbortError')),
      ),
    );
    await Promise.race([
      this.#answer('uploadBackup', file.size, targets),
      cancelled,
    ]);
    const backup: Backup = {
      ...sampleBackups()[1],
      id: 'backup-uploaded',
      origin: 'uploaded',
    };
    this.backups = [backup, ...this.backups];
    return backup;
  }

  async getBackupJobs(backupId: string) {
    await this.#answer('getBackupJobs', backupId);
    const { job } = this.#backup(backupId);
    return this.jobs[backupId] ?? (job ? [job] : []);
  }

  async getBackupFacets() {
    await this.#answer('getBackupFacets');
    return databasesOf(this.backups);
  }

  async getDownloadUrl(backupId: string, as: 'stored' | 'csv') {
    await this.#answer('getDownloadUrl', backupId, as);
    return `http://localhost:7007/api/tdengine-backup/v1/backups/${backupId}/download?as=${as}`;
  }

  async issueDownloadCookie() {
    await this.#answer('issueDownloadCookie');
  }

  async planRestore(request: PlanRestoreRequest) {
    await this.#answer('planRestore', request);
    return typeof this.plan === 'function' ? this.plan(request) : this.plan;
  }

  async getRestores(query: RestoresQuery) {
    await this.#answer('getRestores', query);
    const search = query.search?.toLowerCase();
    const found = this.restores.filter(
      restore =>
        (!query.state?.length || query.state.includes(restore.state)) &&
        (!query.instance?.length ||
          query.instance.includes(restore.instance)) &&
        (!query.backupId || query.backupId === restore.backupId) &&
        (!query.database?.length ||
          restore.databases.some(name => query.database!.includes(name))) &&
        (!query.from || restore.createdAt >= query.from) &&
        (!query.to || restore.createdAt < query.to) &&
        (!search ||
          [restore.backupName, ...restore.databases].some(text =>
            text.toLowerCase().includes(search),
          )),
    );
    return page(sorted(found, query.sort, query.order), query);
  }

  async getRestoreFacets() {
    await this.#answer('getRestoreFacets');
    return databasesOf(this.restores);
  }

  async getRestore(restoreId: string) {
    await this.#answer('getRestore', restoreId);
    return find(this.restores, 'restore', ({ id }) => id === restoreId);
  }

  async createRestore(request: CreateRestoreRequest) {
    await this.#answer('createRestore', request);
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
    await this.#answer('cancelRestore', restoreId);
    return this.#changeRestore(restoreId, { state: 'cancelling' });
  }

  async retryRestore(restoreId: string) {
    await this.#answer('retryRestore', restoreId);
    return this.#changeRestore(restoreId, {
      state: 'queued',
      error: undefined,
    });
  }

  async getJob(jobId: string): Promise<Job> {
    await this.#answer('getJob', jobId);
    const jobs = [...this.backups, ...this.restores].map(({ job }) => job);
    return find(jobs, 'job', job => job?.id === jobId)!;
  }

  async getJobEvents(jobId: string, query: { after?: number }) {
    await this.#answer('getJobEvents', jobId, query);
    const items = (this.events[jobId] ?? []).filter(
      ({ id }) => id > (query.after ?? 0),
    );
    return { items, ended: items.some(isEnd) };
  }

  async followJob(jobId: string, options: FollowJobOptions): Promise<void> {
    await this.#answer('followJob', jobId, options.after);
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

  async #answer(method: Method, ...args: unknown[]): Promise<void> {
    this.calls.push({ method, args });
    if (this.latencyMs > 0) {
      await new Promise(resolve => setTimeout(resolve, this.latencyMs));
    }
    if (this.pending.has(method)) {
      await new Promise(() => {});
    }
    const failure = this.failures.get(method);
    if (failure) {
      throw failure;
    }
  }

  #backup(backupId: string): Backup {
    return find(this.backups, 'backup', ({ id }) => id === backupId);
  }

  #change(backupId: string, change: Partial<Backup>): Backup {
    const changed = { ...this.#backup(backupId), ...change };
    this.backups = this.backups.map(backup =>
      backup.id === backupId ? changed : backup,
    );
    return changed;
  }

  #changeCopies(
    backupId: string,
    change: (copies: BackupCopy[]) => BackupCopy[],
  ): Backup {
    const { copies } = find(
      this.backups,
      'backup',
      ({ id }) => id === backupId,
    );
    return this.#change(backupId, { copies: change(copies) });
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

function find<T>(items: T[], what: string, matches: (item: T) => boolean): T {
  const found = items.find(matches);
  if (found === undefined) {
    throw new NotFoundError(`There is no such ${what}`);
  }
  return found;
}

function databasesOf(items: Array<{ databases: string[] }>) {
  const names = items.flatMap(({ databases }) => databases);
  return { databases: [...new Set(names)].sort() };
}

function page<T>(items: T[], query: PageQuery) {
  const number = query.page ?? 1;
  const pageSize = query.pageSize ?? 25;
  return {
    items: items.slice((number - 1) * pageSize, number * pageSize),
    totalItems: items.length,
    page: number,
    pageSize,
  };
}

function sorted<T extends { createdAt: string }>(
  items: T[],
  sort: string = 'createdAt',
  order: 'asc' | 'desc' = 'desc',
): T[] {
  const value = (item: T) => (item as Record<string, unknown>)[sort] ?? '';
  const sign = order === 'asc' ? 1 : -1;
  return [...items].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) {
      return 0;
    }
    return left < right ? -sign : sign;
  });
}
