import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Backup,
  BackupContents,
  BackupPage,
  BackupTableRowsPage,
  CreateBackupRequest,
  Facets,
  Job,
  UpdateBackupRequest,
  VerificationReport,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { StoredBackup } from '../database/backupRows';
import { BackupStore } from '../database/BackupStore';
import { JobStore } from '../database/JobStore';
import { toJob } from '../jobs/StoredJob';
import { BackupCommands } from './BackupCommands';
import { BackupContentsReader } from './BackupContentsReader';
import { BackupCreator } from './BackupCreator';
import { BackupDownloads } from './BackupDownloads';
import { CopyCommands } from './CopyCommands';
import { ChangePublisher } from './ChangePublisher';
import { DeletionRecall } from './DeletionRecall';
import { toBackup } from './toBackup';
import { UseHolder } from './UseHolder';
import {
  BackupQuery,
  BackupService,
  Caller,
  ContentsQuery,
  Download,
  PageQuery,
  RecordCriteria,
} from './types';

export interface DefaultBackupServiceOptions {
  backups: BackupStore;
  jobs: JobStore;
  creator: BackupCreator;
  commands: BackupCommands;
  copyCommands: CopyCommands;
  recall: DeletionRecall;
  contents: BackupContentsReader;
  downloads: BackupDownloads;
  uses: UseHolder;
  changes: ChangePublisher;
  /** Called when there is work in the queue. */
  wake: () => void;
}

/** Answers what callers may ask of backups. */
export class DefaultBackupService implements BackupService {
  readonly #options: DefaultBackupServiceOptions;

  static create(options: DefaultBackupServiceOptions): DefaultBackupService {
    return new DefaultBackupService(options);
  }

  private constructor(options: DefaultBackupServiceOptions) {
    this.#options = options;
  }

  async list(query: BackupQuery): Promise<BackupPage> {
    const { items, totalItems } = await this.#options.backups.list(query);
    return {
      items: await this.#withJobs(items),
      totalItems,
      page: query.page,
      pageSize: query.pageSize,
    };
  }

  async get(id: string): Promise<Backup> {
    const [backup] = await this.#withJobs([await this.#existing(id)]);
    return backup;
  }

  async create(request: CreateBackupRequest, caller: Caller): Promise<Backup> {
    const created = await this.#options.creator.create(request, caller);
    this.#changed(created.id);
    const [backup] = await this.#withJobs([created]);
    return backup;
  }

  async update(
    id: string,
    request: UpdateBackupRequest,
    caller: Caller,
  ): Promise<Backup> {
    const { name } = await this.#existing(id);
    const annotated = await this.#options.backups.annotate(id, {
      ...request,
      updatedBy: caller.ref,
    });
    if (!annotated) {
      throw new ConflictError(
        `Backup '${name}' is being deleted and cannot be pinned any more`,
      );
    }
    this.#changed(id);
    return this.get(id);
  }

  async delete(
    id: string,
    confirmation: string,
    caller: Caller,
  ): Promise<Backup> {
    await this.#existing(id);
    await this.#options.commands.delete(id, confirmation, caller);
    return this.#commanded(id);
  }

  async keep(id: string, caller: Caller): Promise<Backup> {
    await this.#existing(id);
    await this.#options.recall.keep(id, caller);
    return this.#commanded(id);
  }

  async cancel(id: string, _caller: Caller): Promise<Backup> {
    await this.#options.commands.cancel(await this.#existing(id));
    return this.#commanded(id);
  }

  async retry(id: string, caller: Caller): Promise<Backup> {
    await this.#existing(id);
    await this.#options.commands.retry(id, caller);
    return this.#commanded(id);
  }

  async verify(
    id: string,
    caller: Caller,
    request: VerifyBackupRequest = {},
  ): Promise<Backup> {
    await this.#existing(id);
    await this.#options.commands.verify(id, caller, {
      deep: request.deep,
    });
    return this.#commanded(id);
  }

  async addCopy(id: string, target: string, caller: Caller): Promise<Backup> {
    await this.#existing(id);
    await this.#options.copyCommands.add(id, target, caller);
    return this.#commanded(id);
  }

  async repairCopy(
    id: string,
    target: string,
    caller: Caller,
  ): Promise<Backup> {
    await this.#existing(id);
    await this.#options.copyCommands.repair(id, target, caller);
    return this.#commanded(id);
  }

  async deleteCopy(
    id: string,
    target: string,
    caller: Caller,
  ): Promise<Backup> {
    await this.#existing(id);
    await this.#options.copyCommands.delete(id, target, caller);
    return this.#commanded(id);
  }

  async contents(id: string, query: ContentsQuery): Promise<BackupContents> {
    const backup = await this.#existing(id);
    return this.#options.contents.contents(backup, query);
  }

  async tableRows(
    id: string,
    query: PageQuery & { database: string; table: string; search?: string },
  ): Promise<BackupTableRowsPage> {
    const backup = await this.#existing(id);
    return this.#options.contents.tableRows(backup, query);
  }

  async verification(
    id: string,
    options: { target?: string } = {},
  ): Promise<VerificationReport> {
    const backup = await this.#existing(id);
    const { target } = options;
    const report = await this.#options.backups.findVerification(id, target);
    if (!report) {
      throw new NotFoundError(
        target === undefined
          ? `Backup '${backup.name}' has not been verified yet`
          : `The copy of backup '${backup.name}' on target '${target}' has not been verified yet`,
      );
    }
    return report;
  }

  async jobs(id: string): Promise<Job[]> {
    await this.#existing(id);
    return (await this.#options.jobs.listOfSubject(id)).map(toJob);
  }

  async facets(criteria?: RecordCriteria): Promise<Facets> {
    return { databases: await this.#options.backups.listDatabases(criteria) };
  }

  async download(
    id: string,
    options: { as: 'stored' | 'csv'; signal: AbortSignal },
  ): Promise<Download> {
    const backup = await this.#existing(id);
    const { downloads, uses } = this.#options;
    const download = await downloads.open(backup, options);
    return {
      ...download,
      open: range => uses.whileRead(backup, () => download.open(range)),
    };
  }

  async #existing(id: string): Promise<StoredBackup> {
    const backup = await this.#options.backups.get(id);
    if (backup.state === 'deleted') {
      throw new NotFoundError(`There is no backup with the id '${id}'`);
    }
    return backup;
  }

  async #commanded(id: string): Promise<Backup> {
    this.#changed(id);
    const [backup] = await this.#withJobs([
      await this.#options.backups.get(id),
    ]);
    return backup;
  }

  #changed(id: string): void {
    this.#options.wake();
    this.#options.changes.publish('backup', id);
  }

  async #withJobs(items: StoredBackup[]): Promise<Backup[]> {
    const { jobs } = this.#options;
    const known = await jobs.getMany(
      items.flatMap(item => (item.jobId === undefined ? [] : [item.jobId])),
    );
    return Promise.all(
      items.map(async item =>
        toBackup(
          item,
          item.state === 'deleting'
            ? await jobs.findLatest(item.id, 'delete')
            : known.get(item.jobId ?? ''),
        ),
      ),
    );
  }
}
