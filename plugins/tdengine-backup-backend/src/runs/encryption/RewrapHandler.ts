import {
  EncryptionKeys,
  rewrapBackupSet,
} from 'backstage-plugin-tdengine-backup-node';
import { BackupStore } from '../../database/BackupStore';
import { JobHandler, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { assertReadable, BackupSets } from '../BackupSets';
import { faultPoint } from '../faultPoints';
import { TargetRegistry } from '../TargetRegistry';

export interface RewrapHandlerOptions {
  backups: BackupStore;
  sets: BackupSets;
  targets: TargetRegistry;
  keys: EncryptionKeys;
}

/** Puts the key that encrypts now around the data key of a backup, in all copies. Can be repeated; readers do not notice. */
export class RewrapHandler implements JobHandler {
  readonly type = 'rewrap';
  readonly phases = [{ name: 'rewrap', weight: 100 }];
  readonly #backups: BackupStore;
  readonly #sets: BackupSets;
  readonly #targets: TargetRegistry;
  readonly #keys: EncryptionKeys;

  static create(options: RewrapHandlerOptions): RewrapHandler {
    return new RewrapHandler(options);
  }

  private constructor(options: RewrapHandlerOptions) {
    this.#backups = options.backups;
    this.#sets = options.sets;
    this.#targets = options.targets;
    this.#keys = options.keys;
  }

  logFile(job: StoredJob): string {
    return `backups/${job.backupId}.log`;
  }

  async run(run: JobRun): Promise<Settle> {
    const backup = await this.#backups.get(run.job.subjectId);
    assertReadable(backup);
    run.progress.enter('rewrap');
    let keyId = backup.encryptionKeyId;
    for (const copy of backup.copies.filter(it => it.state === 'present')) {
      const { name } = this.#targets.get(copy.target);
      const rewrapped = await rewrapBackupSet({
        target: this.#targets.get(copy.target),
        location: this.#sets.location(backup, copy),
        keys: this.#keys,
        signal: run.signal,
      });
      keyId = rewrapped.keyId;
      faultPoint('rewrap.after-write');
      run.reporter.log(
        'info',
        `Key '${keyId}' is ${
          rewrapped.changed ? 'now' : 'already'
        } around the data key of backup '${backup.name}' on target '${name}'`,
      );
    }
    return async tx => {
      if (keyId !== undefined) {
        await this.#backups.setEncryptionKey(backup.id, keyId, tx);
      }
    };
  }

  async cleanUp(): Promise<Settle> {
    return this.giveUp();
  }

  giveUp(): Settle {
    return async () => {};
  }
}
