import {
  Backup,
  BackupCopy,
  BackupTable,
  CreateBackupRequest,
  Job,
  UpdateBackupRequest,
  VerificationReport,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import {
  BackupsQuery,
  ContentsQuery,
  TableRowsQuery,
  TdengineBackupApi,
  UploadBackupOptions,
} from '../api';
import { FakeAnswers } from './FakeAnswers';
import { databasesOf, filterBackups, find, page, sorted } from './fakeLists';
import { sampleBackups, sampleTables } from './sampleBackups';
import { sampleReport } from './sampleReports';

/** The backups of the backend in memory, their copies and contents. */
export class FakeBackups extends FakeAnswers<keyof TdengineBackupApi> {
  backups: Backup[] = sampleBackups();
  tables: BackupTable[] = sampleTables;
  /** By backup; where nothing is said of one, its present job. */
  jobs: Record<string, Job[]> = {};
  /** How much of a file is sent at once. */
  uploadedFraction = 1;
  reports: Record<string, VerificationReport> = { 'backup-good': sampleReport };

  async getBackups(query: BackupsQuery) {
    await this.answer('getBackups', query);
    const found = filterBackups(this.backups, query);
    return page(sorted(found, query.sort, query.order), query);
  }

  async getBackup(backupId: string) {
    await this.answer('getBackup', backupId);
    return this.#backup(backupId);
  }

  async createBackup(request: CreateBackupRequest) {
    await this.answer('createBackup', request);
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
    await this.answer('updateBackup', backupId, request);
    return this.#change(backupId, request);
  }

  async deleteBackup(backupId: string, confirmation: string) {
    await this.answer('deleteBackup', backupId, confirmation);
    const backup = this.#change(backupId, { state: 'deleting' });
    this.backups = this.backups.filter(({ id }) => id !== backupId);
    return backup;
  }

  async keepBackup(backupId: string) {
    await this.answer('keepBackup', backupId);
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
    await this.answer('cancelBackup', backupId);
    const backup = this.#backup(backupId);
    return this.#change(backupId, {
      job: backup.job && { ...backup.job, state: 'cancelling' },
    });
  }

  async retryBackup(backupId: string) {
    await this.answer('retryBackup', backupId);
    const [template] = sampleBackups();
    return this.#change(backupId, {
      state: 'creating',
      error: undefined,
      job: template.job,
      jobId: template.jobId,
    });
  }

  async verifyBackup(backupId: string, request?: VerifyBackupRequest) {
    await this.answer('verifyBackup', backupId, ...(request ? [request] : []));
    const [template] = sampleBackups();
    return this.#change(backupId, {
      verifyJobId: 'job-1',
      job: template.job && { ...template.job, type: 'verify' },
    });
  }

  async addBackupCopy(backupId: string, target: string) {
    await this.answer('addBackupCopy', backupId, target);
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
    await this.answer('repairBackupCopy', backupId, target);
    return this.#changeCopies(backupId, copies =>
      copies.map(copy =>
        copy.target === target ? { ...copy, state: 'repairing' } : copy,
      ),
    );
  }

  async deleteBackupCopy(backupId: string, target: string) {
    await this.answer('deleteBackupCopy', backupId, target);
    return this.#changeCopies(backupId, copies =>
      copies.map(copy =>
        copy.target === target ? { ...copy, state: 'deleting' } : copy,
      ),
    );
  }

  async getBackupContents(backupId: string, query: ContentsQuery) {
    await this.answer('getBackupContents', backupId, query);
    const search = query.search?.toLowerCase();
    const found = this.tables.filter(
      ({ database, table }) =>
        (!query.database || query.database === database) &&
        (!search || table.toLowerCase().includes(search)),
    );
    return { ...page(found, query), limitations: [] };
  }

  async getBackupTableRows(backupId: string, query: TableRowsQuery) {
    await this.answer('getBackupTableRows', backupId, query);
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
    await this.answer(
      'getBackupVerification',
      backupId,
      ...(target === undefined ? [] : [target]),
    );
    return this.reports[
      target === undefined ? backupId : `${backupId} ${target}`
    ];
  }

  async getBackupVerificationText(backupId: string) {
    await this.answer('getBackupVerificationText', backupId);
    return `# Verification of ${this.#backup(backupId).name}\n`;
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
      this.answer('uploadBackup', file.size, targets),
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
    await this.answer('getBackupJobs', backupId);
    const { job } = this.#backup(backupId);
    return this.jobs[backupId] ?? (job ? [job] : []);
  }

  async getBackupFacets() {
    await this.answer('getBackupFacets');
    return databasesOf(this.backups);
  }

  async getDownloadUrl(backupId: string, as: 'stored' | 'csv') {
    await this.answer('getDownloadUrl', backupId, as);
    return `http://localhost:7007/api/tdengine-backup/v1/backups/${backupId}/download?as=${as}`;
  }

  async issueDownloadCookie() {
    await this.answer('issueDownloadCookie');
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
    const { copies } = this.#backup(backupId);
    return this.#change(backupId, { copies: change(copies) });
  }
}
