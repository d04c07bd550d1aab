import {
  removeBackupSet,
  metadataPath,
} from 'backstage-plugin-tdengine-backup-node';
import { BackupStore } from '../../database/BackupStore';
import { JobFailure, JobHandler, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { BackupSets } from '../BackupSets';
import { faultPoint } from '../faultPoints';

/** Deletes backups: first they stop being one, then their files go, then their name is free. */
export class DeletionHandler implements JobHandler {
  readonly type = 'delete';
  readonly phases = [
    { name: 'invalidate', weight: 10 },
    { name: 'remove', weight: 90 },
  ];
  readonly #backups: BackupStore;
  readonly #sets: BackupSets;

  static create(options: {
    backups: BackupStore;
    sets: BackupSets;
  }): DeletionHandler {
    return new DeletionHandler(options.backups, options.sets);
  }

  private constructor(backups: BackupStore, sets: BackupSets) {
    this.#backups = backups;
    this.#sets = sets;
  }

  logFile(job: StoredJob): string {
    return `backups/${job.backupId}.log`;
  }

  async run(run: JobRun): Promise<Settle> {
    const { signal, reporter, progress } = run;
    const backup = await this.#backups.get(run.job.subjectId);
    const target = this.#sets.target(backup);
    const location = this.#sets.location(backup);

    if (run.job.options?.reason !== undefined) {
      reporter.log('info', run.job.options.reason);
    }
    progress.enter('invalidate');
    faultPoint('delete.before-invalidate');
    await target.delete(metadataPath(location.prefix, location.packaging), {
      signal,
    });
    reporter.log('info', `Backup '${backup.name}' is no backup any more`);
    faultPoint('delete.after-invalidate');

    progress.enter('remove');
    await removeBackupSet({ target, location, signal });
    // What is deleted shall not lie about unpacked.
    await this.#sets.removeUnpacked();
    reporter.log('info', `Its files on target '${target.name}' are removed`);
    faultPoint('delete.after-files');
    return tx => this.#backups.markDeleted(backup.id, tx);
  }

  async cleanUp(run: JobRun, failure: JobFailure): Promise<Settle> {
    return this.giveUp(run.job, failure);
  }

  /** It stays as being deleted: what is left of it is no backup. Deleting it again goes on. */
  giveUp(job: StoredJob, failure: JobFailure): Settle {
    const error =
      failure.error ??
      'The deletion was cancelled before all files were removed; delete it again';
    return tx => this.#backups.markDeletionFailed(job.subjectId, error, tx);
  }
}
