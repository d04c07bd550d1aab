import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  Job,
  JobEvent,
  JobEvents,
  JobPage,
  tdengineBackupGetPermission,
  tdengineBackupImportPermission,
  tdengineBackupQueryPermission,
  tdengineRestoreQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { hasPermission } from '../permissions/hasPermission';
import {
  missingPermission,
  RecordAuthorizer,
} from '../permissions/RecordAuthorizer';
import { accessTo } from './accessTo';
import {
  AuthorizedOptions,
  findRecord,
  loadRecord,
  recordNotFound,
} from './authorization';
import { BackupService, JobQuery, JobService, RestoreService } from './types';

/**
 * Asks for permission, and leaves everything else to the service it wraps. A job is seen by who sees the backup or the
 * restore that it works on, the job of one that is gone by who may see all of them, and a rescan by who may begin one.
 */
export class AuthorizedJobService {
  readonly #service: JobService;
  readonly #backups: Pick<BackupService, 'get'>;
  readonly #restores: Pick<RestoreService, 'get'>;
  readonly #backupAuthorizer: RecordAuthorizer;
  readonly #restoreAuthorizer: RecordAuthorizer;
  readonly #permissions: PermissionsService;

  static create(options: {
    service: JobService;
    backups: Pick<BackupService, 'get'>;
    restores: Pick<RestoreService, 'get'>;
    backupAuthorizer: RecordAuthorizer;
    restoreAuthorizer: RecordAuthorizer;
    permissions: PermissionsService;
  }): AuthorizedJobService {
    return new AuthorizedJobService(options);
  }

  private constructor(
    options: Parameters<typeof AuthorizedJobService.create>[0],
  ) {
    this.#service = options.service;
    this.#backups = options.backups;
    this.#restores = options.restores;
    this.#backupAuthorizer = options.backupAuthorizer;
    this.#restoreAuthorizer = options.restoreAuthorizer;
    this.#permissions = options.permissions;
  }

  /** Of backups and restores that are in the caller's lists. Throws a NotAllowedError for who may see nothing. */
  async list(query: JobQuery, options: AuthorizedOptions): Promise<JobPage> {
    const access = {
      backups: await accessTo(
        this.#backupAuthorizer,
        tdengineBackupQueryPermission,
        options,
      ),
      restores: await accessTo(
        this.#restoreAuthorizer,
        tdengineRestoreQueryPermission,
        options,
      ),
      rescans: await this.#maySeeRescans(options),
    };
    if (
      access.backups === 'none' &&
      access.restores === 'none' &&
      !access.rescans
    ) {
      throw missingPermission(tdengineBackupQueryPermission);
    }
    return this.#service.list(query, access);
  }

  async get(id: string, options: AuthorizedOptions): Promise<Job> {
    const job = await loadRecord('job', id, this.#load);
    if (!(await this.#isVisible(job, options))) {
      throw recordNotFound('job', id);
    }
    return job;
  }

  async events(
    id: string,
    query: Parameters<JobService['events']>[1],
    options: AuthorizedOptions,
  ): Promise<JobEvents> {
    await this.get(id, options);
    return this.#service.events(id, query);
  }

  /** Permission is asked once, before the first event. */
  async follow(
    id: string,
    query: Parameters<JobService['follow']>[1],
    options: AuthorizedOptions,
  ): Promise<AsyncIterable<JobEvent>> {
    await this.get(id, options);
    return this.#service.follow(id, query);
  }

  #load = (id: string): Promise<Job> => this.#service.get(id);

  async #isVisible(job: Job, options: AuthorizedOptions): Promise<boolean> {
    const { credentials } = options;
    if (job.type === 'rescan') {
      return this.#maySeeRescans(options);
    }
    const [visible] =
      job.type === 'restore'
        ? await this.#restoreAuthorizer.isAllowed(
            [tdengineRestoreQueryPermission],
            await findRecord(job.subjectId, id => this.#restores.get(id)),
            credentials,
          )
        : await this.#backupAuthorizer.isAllowed(
            [tdengineBackupGetPermission],
            await findRecord(job.subjectId, id => this.#backups.get(id)),
            credentials,
          );
    return visible;
  }

  async #maySeeRescans({ credentials }: AuthorizedOptions): Promise<boolean> {
    return hasPermission(
      this.#permissions,
      tdengineBackupImportPermission,
      credentials,
    );
  }
}
